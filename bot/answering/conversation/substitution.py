"""“And Y?”: the question before it, with Y in the place of the words of the same sort."""

import re
from dataclasses import dataclass

from bot.answering.conversation.mentions import Mention, Mentions, joined
from bot.domain import Span

_PREPOSITION = re.compile(
    r"(?P<word>in|at|on|of|for|from|to|with|by|about|under|since|after|before)\s+", re.IGNORECASE
)
_OF_THE_TOPIC = re.compile(r"(?:the|its|their|his|her)\s", re.IGNORECASE)
_THE = re.compile(r"the\s+", re.IGNORECASE)
_NUMBER = re.compile(r"\b\d[\d.,]*\b")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Substitution:
    """A question with words in the place of others, and the words that went."""

    text: str
    replaced: str


def substitute(words: str, mentions: Mentions) -> Substitution | None:
    """Return the question of a turn with words put in; None if there is nothing that they could replace.

    What follows the same preposition goes ("and in May?"), else a number for a number, a name for a name, a
    person's for a person's if there is one, and what was counted or chosen from for any other word. "The
    price" replaces nothing: it is asked of what was spoken of.
    """
    preposition = _PREPOSITION.match(words)
    rest = words[preposition.end() :] if preposition else words
    target = _after(preposition["word"], mentions) if preposition else None
    target = target or _same_sort(rest, mentions)
    return _put(rest, target, mentions.question) if target else None


def substitute_other(mentions: Mentions) -> Substitution | None:
    """Return the question of a turn with the other one of a pair in the place of the one it asked about.

    A pair are two names in one list of the quote ("A and B") of which the question has one.
    """
    asked = {mention.name: mention for mention in mentions.asked}
    for start in range(len(mentions.told)):
        pair = joined(mentions.told[start:], mentions.quote)
        known = [mention for mention in pair if mention.name in asked]
        others = [mention for mention in pair if mention.name not in asked]
        if len(known) == len(others) == 1:
            return _put(others[0].short, asked[known[0].name].span, mentions.question)
    return None


def _after(preposition: str, mentions: Mentions) -> Span | None:
    question = mentions.question
    found = re.search(rf"\b{preposition}\s+(?:(?:the|an?)\s+)?(?=[^\W_])", question, re.IGNORECASE)
    if found is None:
        return None
    named = [mention.span for mention in mentions.asked if mention.span.start == found.end()]
    word = _WORD.match(question, found.end())
    return named[0] if named else Span(word.start(), word.end()) if word else None


def _same_sort(words: str, mentions: Mentions) -> Span | None:
    named = mentions.find(words)
    if named:
        return _name_like(named[0], mentions)
    if _NUMBER.search(words):
        number = _NUMBER.search(mentions.question)
        return Span(number.start(), number.end()) if number else None
    phrase = mentions.phrase()
    if phrase is None or _OF_THE_TOPIC.match(words):
        return None
    start = mentions.question.lower().find(phrase.lower())
    return Span(start, start + len(phrase)) if start >= 0 else None


def _name_like(name: Mention, mentions: Mentions) -> Span | None:
    same_sort = [mention for mention in mentions.asked if mention.sort is name.sort]
    candidates = [*same_sort, *mentions.asked]
    return candidates[0].span if candidates else None


def _put(words: str, target: Span, question: str) -> Substitution:
    before = question[: target.start]
    if before.lower().endswith("the "):
        words = _THE.sub("", words)
    text = before + words + question[target.end :]
    return Substitution(text, target.of(question))
