"""The table of what boilerplate looks like: `boilerplate.toml`, compiled."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

_YOU = "(?:you|your|yours|yourself)"
_NAME = "(?-i:[A-ZÀ-Þ][\\w.’-]*)"


class Section(StrEnum):
    """What belongs to a label: nothing, the block below, short lines below or above, or all that follows."""

    NOTHING = "nothing"
    NEXT = "next"
    LINKS = "links"
    REST = "rest"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Rule:
    """What matches a kind of boilerplate, the reason to drop it, and what else belongs to it."""

    reason: str
    pattern: re.Pattern[str]
    opens: Section


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules, by what they are held against; `biography` are traits, of which several are needed."""

    labels: tuple[Rule, ...]
    openings: tuple[Rule, ...]
    voices: tuple[Rule, ...]
    biography: tuple[re.Pattern[str], ...]


@cache
def load_rules() -> Rules:
    """Return the rules that travel with the program."""
    table = tomllib.loads(files("bot.articles").joinpath("boilerplate.toml").read_text("utf-8"))
    return Rules(
        labels=_to_rules(table["label"]),
        openings=_to_rules(table["opening"]),
        voices=_to_rules(table["voice"]),
        biography=tuple(_compile([pattern]) for pattern in table["biography"]["patterns"]),
    )


def _to_rules(tables: Iterable[Mapping[str, object]]) -> tuple[Rule, ...]:
    return tuple(
        Rule(str(t["reason"]), _compile(t["patterns"]), Section(str(t.get("opens", Section.NOTHING))))
        for t in tables
    )


def _compile(patterns: object) -> re.Pattern[str]:
    if not isinstance(patterns, list):
        msg = "the patterns of a rule are a list"
        raise TypeError(msg)
    together = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(together.replace("{You}", _YOU).replace("{Name}", _NAME), re.IGNORECASE)
