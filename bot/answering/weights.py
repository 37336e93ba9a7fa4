"""The weights that order candidates and decide on an answer, read from `weights.toml` beside this module."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by the name of what is measured, and the constant of the decision."""

    order: Mapping[str, float]
    decision: Mapping[str, float]
    constant: float


@cache
def load_weights() -> Weights:
    """Return the weights that are shipped: one set for every story."""
    read = tomllib.loads(files("bot.answering").joinpath("weights.toml").read_text(encoding="utf-8"))
    decision = dict(read["decision"])
    return Weights(read["order"], decision, decision.pop("constant"))
