"""BM25, as rank_bm25 computes it. This is the only module that touches rank_bm25."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

K1 = 1.5
B = 0.75


class Bm25:
    """BM25 scores of documents that are given as lists of index terms.

    The class of rank_bm25 that is used is BM25Plus with `delta` 0: the classic term weighting of Robertson
    and Zaragoza (2009) with the idf `log((N + 1) / df)`, which is positive in a corpus of any size. (Okapi's
    own idf is 0 or negative for a term in half of the documents or more, so that with one or two articles a
    perfect match scores nothing; a `delta` above 0 gives points to documents without the term.)
    """

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        # rank_bm25 divides by the number of documents and by their mean length.
        self._model = BM25Plus(documents, k1=K1, b=B, delta=0) if any(documents) else None

    def idf(self, term: str) -> float:
        """Return the inverse document frequency of a term: 0 if no document has it, else positive."""
        return 0.0 if self._model is None else float(self._model.idf.get(term, 0.0))

    def scores(self, term: str, documents: Sequence[int]) -> NDArray[np.float64]:
        """Return what a term adds to the score of each of the documents, by number: never negative."""
        if self._model is None or len(documents) == 0:
            return np.zeros(len(documents))
        return np.asarray(self._model.get_batch_scores([term], documents))
