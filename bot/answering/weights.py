"""The weights that order candidates and decide on an answer, read from `weights.toml` beside this module."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by the name of what is measured.

    `order` makes the order of candidates. `topic` and `answer` give the log odds that the articles speak of
    the matter at all, and that the best quote answers the question if they do; each has a "constant"
    besides.
    """

    order: Mapping[str, float]
    topic: Mapping[str, float]
    answer: Mapping[str, float]


@cache
def load_weights() -> Weights:
    """Return the weights that are shipped: one set for every story."""
    read = tomllib.loads(files("bot.answering").joinpath("weights.toml").read_text(encoding="utf-8"))
    return Weights(read["order"], read["topic"], read["answer"])
