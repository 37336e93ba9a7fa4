"""What people say to a bot besides asking: small talk and instructions, and what is left to answer."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from bot.domain import AnswerKind

# Where one thing that is said ends and the next begins.
_SEGMENT = re.compile(r"[^.!?,;:\n–—]+(?:[.!?,;:\n–—]+|$)")
_APOSTROPHE = re.compile(r"['’`]")
_NO_LETTERS = re.compile(r"[\W_]+")
_SAID_LONG = re.compile(r"(.)\1{2,}")
# Longer messages are never small talk; neither the forms nor the reader should have to look into them.
_MOST_WORDS = 11
_ASKING = r"(?:who|whom|whose|what|which|when|where|why|how|did|does|do|can|could|will|tell|please)"


@dataclass(frozen=True, slots=True)
class Courtesy:
    """A message without what was said for the sake of manners: the question, and a reply if there is none.

    `kind` is SMALL_TALK or INSTRUCTION exactly where there is a reply.
    """

    question: str
    kind: AnswerKind | None = None
    reply: str | None = None


@dataclass(frozen=True, slots=True)
class _Talk:
    form: re.Pattern[str]
    reply: str


@dataclass(frozen=True, slots=True)
class _Forms:
    """What was read from `courtesy.toml`, compiled."""

    talks: tuple[_Talk, ...]
    whole: re.Pattern[str]
    opening: re.Pattern[str]
    instruction: re.Pattern[str]
    reply: str


def read_courtesy(text: str) -> Courtesy:
    """Return what is left to answer of a message, or the reply to one that asks nothing of the articles.

    Greetings, thanks and the like are taken off both ends of a question. A message that is nothing but small
    talk, or an instruction to the bot, has a reply in plain words, as `courtesy.toml` has it.
    """
    forms = _read_forms()
    segments = [match.span() for match in _SEGMENT.finditer(text)]
    plain = [_plain(text[start:end]) for start, end in segments]
    said = [bool(words) and _is_said(words, forms) for words in plain]
    asked = [i for i, words in enumerate(plain) if words and not said[i]]
    if not asked:
        found = [number for words in plain for number in _find_talks(words, forms)]
        if not found:  # nothing but signs
            return Courtesy(text)
        return Courtesy(text, AnswerKind.SMALL_TALK, forms.talks[min(found)].reply)
    start = segments[asked[0]][0] if any(said[: asked[0]]) else 0
    end = segments[asked[-1]][1] if any(said[asked[-1] :]) else len(text)
    rest = text[start:end].strip()
    opening = forms.opening.match(rest)
    question = rest[opening.end() :] if opening else rest
    if _is_instruction(question, forms):
        return Courtesy(text, AnswerKind.INSTRUCTION, forms.reply)
    return Courtesy(question)


def _is_said(words: str, forms: _Forms) -> bool:
    return words.count(" ") < _MOST_WORDS and forms.whole.fullmatch(words) is not None


def _find_talks(words: str, forms: _Forms) -> Iterator[int]:
    """Yield the numbers of the talks that words consist of: at each place, of the longest form there."""
    place = 0
    while place < len(words):
        found = [(match.end(), -number) for number, match in _match_talks(words, place, forms)]
        if found:
            place, number = max(found)
            yield -number
        space = words.find(" ", place)
        place = len(words) if space < 0 else space + 1


def _match_talks(words: str, place: int, forms: _Forms) -> Iterator[tuple[int, re.Match[str]]]:
    for number, talk in enumerate(forms.talks):
        match = talk.form.match(words, place)
        if match:
            yield number, match


def _is_instruction(question: str, forms: _Forms) -> bool:
    found = forms.instruction.match(_plain(question))
    if found is None:
        return False
    return not question.endswith("?") or found["asking"] is not None or found["always"] is not None


def _plain(text: str) -> str:
    """Return the words of a text in small letters, parted by single spaces, without apostrophes."""
    words = _NO_LETTERS.sub(" ", _APOSTROPHE.sub("", text.casefold())).strip()
    return _SAID_LONG.sub(r"\1", words)


@lru_cache(maxsize=1)
def _read_forms() -> _Forms:
    table = tomllib.loads(files("bot.answering").joinpath("courtesy.toml").read_text(encoding="utf-8"))
    parts: dict[str, str] = table["parts"]
    talks, opening = [], []
    for talk in table["talk"]:
        form = "|".join(_fill(form, parts) for form in talk["forms"])
        talks.append(_Talk(re.compile(rf"\b(?:{form})\b"), talk["reply"]))
        opening += [form] if talk.get("opens") else []
    said = "|".join(talk.form.pattern for talk in talks)
    manners = rf"(?:{'|'.join(opening)})(?: (?:{parts['to']}))*"
    return _Forms(
        talks=tuple(talks),
        whole=re.compile(rf"(?:(?:{parts['to']}) )*(?:(?:{said})(?: (?:{parts['to']})\b)*(?: |$))+"),
        opening=re.compile(rf"{manners}\s+(?={_ASKING}\b)", re.IGNORECASE),
        instruction=_instruction(table["instruction"]),
        reply=table["instruction"]["reply"],
    )


def _instruction(table: dict[str, Any]) -> re.Pattern[str]:
    verbs, objects = ("|".join(table[key].split()) for key in ("verbs", "objects"))
    forms, always = ("|".join(table[key]) for key in ("forms", "always"))
    return re.compile(
        rf"(?:(?:{table['lead']}|(?P<asking>{table['asking']})) )*"
        rf"(?:(?:{verbs})(?: (?:{objects})\b|$)|{forms}|(?P<always>{always}))"
    )


def _fill(form: str, parts: dict[str, str]) -> str:
    for name, words in parts.items():
        form = form.replace(f"{{{name}}}", f"(?:{words})")
    return form
