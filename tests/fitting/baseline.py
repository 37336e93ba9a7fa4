"""The plain baseline: BM25 over all sentences, the best one quoted alone."""

from collections.abc import Iterator, Sequence

import numpy as np

from bot.answering.evaluation import KnownQuestion, is_right
from bot.retrieval.bm25 import Bm25
from bot.text.analysis import Analyzer
from bot.text.passages import split_passages
from tests.fitting.samples import Best, Sample, Source

_THREE = 3


class Baseline:
    """The sentences of one set's articles under BM25; all words count alike, and nothing but words."""

    def __init__(self, source: Source) -> None:
        self._analyzer = Analyzer("en")
        self._sentences = [
            (passage.revision.article, span)
            for revision in source.index.knowledge.revisions
            for passage in split_passages(revision)
            for span in passage.sentences
        ]
        documents = [self._analyzer.terms(span.of(article.body)) for article, span in self._sentences]
        self._postings: dict[str, list[int]] = {}
        for number, terms in enumerate(documents):
            for term in dict.fromkeys(terms):
                self._postings.setdefault(term, []).append(number)
        self._model = Bm25(documents)

    def rank(self, known: KnownQuestion) -> Best:
        """Return the best sentence for a question; its rank is that of a right one among the best three."""
        scores = np.zeros(len(self._sentences))
        for term in dict.fromkeys(self._analyzer.terms(known.question)):
            held = self._postings.get(term, [])
            scores[held] += self._model.scores(term, held)
        best = [int(i) for i in np.argsort(-scores, kind="stable")[:_THREE] if scores[i] > 0]
        if not best:
            return Best(None, 0.0, 0, 0)
        shown = [self._sentences[i] for i in best]
        right = [is_right(known, article.id, span.of(article.body)) for article, span in shown]
        return Best(
            right.index(True) + 1 if True in right else None, float(scores[best[0]]), 1, len(shown[0][1])
        )


def rank_by_bm25(sources: Sequence[Source], samples: Sequence[Sample]) -> Iterator[Best]:
    """Yield the best sentence for each sample, by BM25 over all sentences of its set alone."""
    baselines = {source.name: Baseline(source) for source in sources}
    for sample in samples:
        yield baselines[sample.source].rank(sample.known)
