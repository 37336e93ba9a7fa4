"""The word lists of `words.toml`, as alternatives for regular expressions and as sets."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def load_words() -> Mapping[str, frozenset[str]]:
    """Return the lists that travel with the program, by name."""
    table = tomllib.loads(files("bot.provenance").joinpath("words.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in table.items()}


def any_of(*names: str) -> str:
    """Return a pattern for any word of the lists, longest first, as a whole group."""
    words = sorted({word for name in names for word in load_words()[name]}, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s") for word in words) + ")"
