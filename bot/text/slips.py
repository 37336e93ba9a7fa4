"""Slips of the fingers: how a misspelt word may have come from the word that was meant."""

import re
from collections.abc import Iterator

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHIFTS = (0.0, 0.5, 1.0)  # each row of a keyboard starts further to the right, by so many keys
_PLACES = {
    key: (row, column + _SHIFTS[row]) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)
}
_NEIGHBOURS = {
    key: {
        other
        for other, (row, column) in _PLACES.items()
        if other != key and abs(row - at_row) <= 1 and abs(column - at_column) <= 1
    }
    for key, (at_row, at_column) in _PLACES.items()
}
_DOUBLED = re.compile(r"(.)\1")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

EASY = 1
"""The highest rank of a slip that fingers make easily."""


def rank_slip(typed: str, meant: str) -> int:
    """Return how unlikely the one slip is that makes `typed` of `meant`, from 0.

    0: two letters changed places, or one was doubled or not doubled; 1: a letter was left out or added, or a
    key beside it was hit; 2: another letter was typed. The first letter seldom goes wrong: 2 more for it.
    """
    if len(typed) == len(meant):
        wrong = [place for place, pair in enumerate(zip(typed, meant, strict=True)) if pair[0] != pair[1]]
        if len(wrong) > 1:
            return 0
        first = wrong[0]
        beside = meant[first] in _NEIGHBOURS.get(typed[first], ())
        return (1 if beside else 2) + 2 * (first == 0)
    if _DOUBLED.sub(r"\1", typed) == _DOUBLED.sub(r"\1", meant):
        return 0
    return 1 + 2 * (typed[0] != meant[0])


def undo_slips(typed: str) -> Iterator[str]:
    """Yield what may have been meant, if one slip was made in a word of the letters a to z."""
    for place in range(len(typed) + 1):
        before, after = typed[:place], typed[place:]
        yield from (before + letter + after for letter in _LETTERS)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in _LETTERS)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
