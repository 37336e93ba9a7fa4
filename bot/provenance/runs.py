"""Which of many texts share runs of words with another one, counted exactly."""

import re
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

_RUN_WORDS = 4
# Odd, so that every word of a run bears on its number (a polynomial modulo 2 to the power of 64).
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_WORD = re.compile(r"\w+")

Runs = NDArray[np.uint64]
"""The distinct runs of four words of a text as sorted numbers; two runs hardly ever have the same one."""


def list_runs(text: str) -> Runs:
    """Return the distinct runs of four words of a text, case-folded; of fewer words, their one run."""
    words = (match[0] for match in _WORD.finditer(text.casefold()))
    numbers = np.fromiter((crc32(word.encode("utf-8", "replace")) + 1 for word in words), dtype=np.uint64)
    size = min(_RUN_WORDS, len(numbers))
    if not size:
        return numbers
    runs = np.zeros(len(numbers) - size + 1, dtype=np.uint64)
    for place in range(size):
        runs = runs * _FACTOR + numbers[place : place + len(runs)]
    return np.unique(runs)


class SharedRuns:
    """Tells how many runs a text shares with each of some others, which are given by their runs.

    It is never changed, and any thread may use it. It takes 12 bytes a run.
    """

    def __init__(self, texts: Sequence[Runs]) -> None:
        together = np.concatenate([np.zeros(0, dtype=np.uint64), *texts])
        order = np.argsort(together, kind="stable")
        self._runs = together[order]
        self._texts = np.repeat(np.arange(len(texts), dtype=np.int32), [len(runs) for runs in texts])[order]
        self._count = len(texts)

    def count(self, runs: Runs) -> NDArray[np.int64]:
        """Return for each text, in order, how many of some runs stand in it."""
        starts = np.searchsorted(self._runs, runs, side="left")
        lengths = np.searchsorted(self._runs, runs, side="right") - starts
        firsts = np.repeat(starts - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
        places = firsts + np.arange(int(lengths.sum()))
        return np.bincount(self._texts[places], minlength=self._count)
