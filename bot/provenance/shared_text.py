"""Which texts share their words: a copy tells the report that it is a copy of."""

import re
from dataclasses import dataclass
from itertools import islice

from rensa import RMinHash

# Runs of four words: two people who write of one matter share hardly any, a copy shares nearly all.
_SHINGLE_WORDS = 4
# The standard error of an estimate from 256 hashes is at most 1 / sqrt(256), about .06.
_HASHES = 256
_SEED = 1
# From which share of the shorter text on it counts as copied. Reports on one event that were written apart
# share below .05 of their runs, and one that prints an agency's report with a new beginning more than .7.
COPIED = 0.5
_MOST_CHARS = 30_000
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a text to compare it: a MinHash sketch of its runs of words, and how many it has."""

    sketch: RMinHash
    runs: int


def sign_text(text: str) -> Signature:
    """Return the signature of a text; of a very long one, that of its beginning.

    The sketch is a MinHash (Broder 1997) of the distinct runs of four words, case-folded.
    """
    words = [match[0] for match in _WORD.finditer(text[:_MOST_CHARS].casefold())]
    size = min(_SHINGLE_WORDS, len(words))
    runs = {" ".join(run) for run in zip(*(islice(words, i, None) for i in range(size)), strict=False)}
    sketch = RMinHash(num_perm=_HASHES, seed=_SEED)
    sketch.update(sorted(runs))
    return Signature(sketch, len(runs))


def estimate_copied(one: Signature, other: Signature) -> float:
    """Return about which share of the shorter text's runs stands in the other text as well, from 0 to 1.

    It follows from the Jaccard similarity J of the two sets of runs: what both hold is J / (1 + J) of the sum
    of their sizes.
    """
    shorter = min(one.runs, other.runs)
    if not shorter:
        return 0.0
    similarity = float(one.sketch.jaccard(other.sketch))
    return min(1.0, similarity / (1 + similarity) * (one.runs + other.runs) / shorter)
