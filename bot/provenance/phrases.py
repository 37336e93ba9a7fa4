"""The phrases by which English news says from whom it has something: `phrases.toml`, compiled."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from bot.provenance.names import NAME
from bot.provenance.words import any_of


class Says(StrEnum):
    """What a phrase tells of the name in it.

    REPORTS: by the form alone, that it is one who reports. SOMETHING: that it says something, as a person in
    the story may. ONCE: that a body is referred to for one statement.
    """

    REPORTS = "reports"
    SOMETHING = "something"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern whose group `name` is who says it, what that tells of the name, and an example.

    `depth` is how far back the phrase points: 0 to who tells, 1 to who is retold, 2 to who is cited by the
    retold. Its group `the`, where it has one, is an article before the name. With `shaped`, only a name that
    itself shows a body or an outlet is one. `cues` find something in every text that holds the phrase, and
    are found much faster than it.
    """

    pattern: re.Pattern[str]
    says: Says
    depth: int
    example: str
    shaped: bool = False
    cues: tuple[re.Pattern[str], ...] = ()


# What follows "reports" where it is the plural of a noun, or says whose inferior somebody is.
_AFTER_A_NOUN = (
    r"say|said|saying|suggest\w*|show\w*|indicat\w*|claim\w*|c[ao]me|emerged?|surfaced?|circulat\w*|point\w*|"
    r"of|about|from|to|on|are|is|was|were|have|has|had|did|do|that\s(?:say|said|suggest\w*)"
)


SPEECH = (
    rf"(?:(?:{any_of('speech')}(?!(?<=estimates)\s(?:{_AFTER_A_NOUN})\b)|(?<!final\s)(?<!the\s)(?<!a\s)say"
    rf"|reports?(?!\s(?:{_AFTER_A_NOUN})\b))\b|{any_of('speech_with_that')}(?=\sthat\b)"
    r"|(?:(?<=[,”\"’]\s)add(?:s|ed)|add(?:s|ed)(?=\s*(?:[,.:”\"]|$)))\b)"
)
"""A pattern for a verb of saying, as far as its form tells it from a noun ("the final say")."""


@cache
def load_phrases() -> tuple[Phrase, ...]:
    """Return all phrases."""
    table = tomllib.loads(files("bot.provenance").joinpath("phrases.toml").read_text("utf-8"))
    parts = _make_parts()
    return tuple(
        Phrase(
            _compile(entry["pattern"], parts),
            Says(entry["says"]),
            entry["depth"],
            entry["example"],
            entry.get("shaped", False),
            tuple(_compile(cue, parts) for cue in _split_at_name(entry["pattern"])),
        )
        for entry in table["phrase"]
    )


@cache
def load_trigger() -> re.Pattern[str]:
    """Return a pattern that finds something in every sentence that holds one of the phrases."""
    heads = (
        r"accord|cit|report|story|articl|piece|investigation|interview|analysis|scoop|exclusive|dispatch|source|"
        r"per\b|via\b|comes?\b|came\b|stems?\b|speaking|spoke|understand|learn|broke\b|first\b|tapped|obtained|"
        r"seen|reviewed|viewed|quot|by\b|puts?\b|reveal|bases\b|comments|statement|journalists|counts|counted|"
        r"calls\b|called\b|speaks\b|writes\b|wrote\b|gives\b|gave\b|if\b|adds\b|added\b"
    )
    words = any_of("speech", "speech_with_that", "retelling", "describing", "studies", "figures")
    return re.compile(rf"\b(?:{words}\b|{heads})|\([A-Z]", re.IGNORECASE)


def _make_parts() -> dict[str, str]:
    weekday = f"(?i:{any_of('weekdays')})"
    about = rf"(?:{any_of('approximations')}\s)?"
    return {
        "Name": NAME,
        "Owner": NAME + r"(?:['’]s|(?<=s)['’])",
        "the": rf"(?P<the>[Tt]he\s)?(?:{any_of('outlet_kinds')}\s)?",
        # What may stand between a name and its verb; "…, who said" makes a person of a name.
        "aside": r"(?:,\s(?!wh|and\b|but\b)[^,.;:]{1,80},)?",
        "adverbs": (r"(?:\s(?:\w+ly|also|has|had|have|then|later|since|likewise|only|now|just|once|again))*"),
        "adjectives": rf"(?:{any_of('account_adjectives')}\s){{0,2}}",
        "kind": r"(?:\s(?:news|investigative|exclusive))?",
        "accounts": any_of("accounts"),
        "any_accounts": any_of("accounts", "further_accounts"),
        "speech": SPEECH,
        "describes": any_of("describing"),
        "measure": rf"\b{any_of('measures')}\b",
        "number": rf"{about}(?:[$€£¥]?\d|{any_of('number_words')}\b)",
        # A figure that nobody puts a thing at, as one puts a kettle at a window or an oven at 200 degrees.
        "figure": (
            rf"{about}(?:[$€£¥]\d|\d{{1,3}}(?:,\d{{3}})+|\d{{4,}}|\d[\d.,]*(?:%|\s(?:per\s?cent|hundred|"
            r"thousand|million|billion|trillion)\b))"
        ),
        "study": any_of("studies"),
        "figures": any_of("figures"),
        "made": (
            r"(?:(?:made|done|conducted|commissioned|compiled|collected|published|released|issued|"
            r"carried\sout)\s)"
        ),
        "matter": r"(?:(?:of|on|into|among)\s(?:[a-z’'-]+\s){1,4})?",
        "finds": rf"(?:{SPEECH}|(?:find|finds|found|show|shows|showed|shown|suggest|indicates?d?|puts?)\b)",
        "retells": any_of("retelling") + r"\b",
        "role": any_of("titles", "roles", "officials"),
        "day": rf"(?:\son)?\s(?:{weekday}|earlier|yesterday|today|(?:last|this)\s\w+)(?:\s\w+)?",
        "pointing": r"\b(?i:according\sto|citing|cites|cited|quoting|per|in|by|from)",
        "insiders": r"(?i:sources?|insiders?|(?:people|persons?)\s(?:familiar|close|with))",
        "material": (
            r"\b(?i:sources?|insiders?|documents?|e-?mails?|memos?|messages?|letters?|files?|recordings?|"
            r"records?|footage|figures|data|copy|copies)\b[^.;:]{0,60}?"
        ),
        "news": r"(?i:the\s(?:news|report|claim|story|information|word|rumou?r|allegation)s?)",
        "comes_from": r"(?:comes?|came|stems?)\s(?:\w+ly\s)?(?:from|via|courtesy\sof)",
    }


def _split_at_name(template: str) -> list[str]:
    """Return what stands before the name in a pattern and what behind it, without what may be missing."""
    sides = re.split(r"\{(?:Name|Owner)\}", template)
    before, behind = (
        sides[0].removesuffix("{the}"),
        re.sub(r"\A(?:\{(?:aside|adverbs|kind)\})+", "", sides[1]),
    )
    return [side for side in (before, behind) if side]


def _compile(template: str, parts: dict[str, str]) -> re.Pattern[str]:
    for name, pattern in parts.items():
        template = template.replace("{" + name + "}", pattern)
    return re.compile(template)
