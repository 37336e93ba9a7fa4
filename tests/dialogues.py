"""The dialogues of `dialogues.toml`, which tests hold with the service, in the terminal and in Discord."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.domain import Article

_READ = tomllib.loads((Path(__file__).parent / "dialogues.toml").read_text(encoding="utf-8"))
SHIPPED = "shipped"


@dataclass(frozen=True)
class ExpectedTurn:
    ask: str
    says: str = ""
    about: tuple[str, ...] = ()
    marks: str = ""
    replies: str = ""
    silent: bool = False
    wait: float = 0


@dataclass(frozen=True)
class Dialogue:
    name: str
    story: str
    ways: tuple[str, ...]
    turns: tuple[ExpectedTurn, ...]


def _read_turn(values: dict[str, Any]) -> ExpectedTurn:
    return ExpectedTurn(**(values | {"about": tuple(values.get("about", ()))}))


DIALOGUES = tuple(
    Dialogue(d["name"], d["story"], tuple(d.get("in", ())), tuple(_read_turn(turn) for turn in d["turns"]))
    for d in _READ["dialogue"]
)


def articles_of(story: str) -> list[Article]:
    """Return the articles that were written for a story."""
    return [Article(**{"language": "en"} | values) for values in _READ["article"] if values["story"] == story]


def each_dialogue(way: str | None = None) -> Callable[..., Any]:
    """Hold a test with each dialogue; with `way`, with those that go that way."""
    chosen = [dialogue for dialogue in DIALOGUES if way is None or way in dialogue.ways]
    assert chosen, way
    return pytest.mark.parametrize("dialogue", chosen, ids=[dialogue.name for dialogue in chosen])
