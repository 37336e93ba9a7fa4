"""What single parts of the analysis are worth: the order fitted anew without each, and the plain baseline."""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np

from bot.answering.evaluation import is_right
from bot.domain import AliasGroups
from bot.retrieval.bm25 import Bm25
from bot.text.analysis import Analyzer
from bot.text.passages import split_passages
from tests.fitting.models import Standing
from tests.fitting.samples import Source, load_sources, make_samples
from tests.fitting.validation import cross_validate_order, fold_of

_Patch = tuple[str, object]


def _no_lead(*_: object, **__: object) -> bool:
    return False


def _as_given(groups: AliasGroups, *_: object) -> AliasGroups:
    return groups


def _as_typed(_: object, question: str, *__: object) -> tuple[str, tuple[()]]:
    return question, ()


TRIES: dict[str, _Patch] = {
    "related words": ("bot.retrieval.forms.RELATED_WEIGHT", 0.0),
    "words of a family": ("bot.retrieval.forms.FAMILY_WEIGHT", 0.0),
    "irregular forms": ("bot.text.analysis.ENGLISH_FORMS", {}),
    "less weight for “which city”": ("bot.answering.tables.ASKING_SHARE", 1.0),
    "the sentence before in the quote": ("bot.answering.tables.Tables._leads", _no_lead),
    "abbreviations that articles define": ("bot.retrieval.index.merge_groups", _as_given),
    "spelling": ("bot.text.spelling.Speller.correct", _as_typed),
}
"""By what is left out: the name that stands in the program, and what stands in its place then."""


def measure_tries() -> Iterator[tuple[str, list[Standing]]]:
    """Yield how the questions of every set stand when one part of the analysis is left out."""
    for label, (target, value) in TRIES.items():
        with patch(target, value), tempfile.TemporaryDirectory() as folder:
            yield f"without {label}", _stand(asyncio.run(load_sources(Path(folder))))


def rank_by_bm25(source: Source) -> list[int | None]:
    """Return the rank of the first right sentence for each question, by BM25 over all sentences alone."""
    analyzer = Analyzer("en")
    spans = [
        (passage.revision.article, span)
        for revision in source.index.knowledge.revisions
        for passage in split_passages(revision)
        for span in passage.sentences
    ]
    documents = [analyzer.terms(span.of(article.body)) for article, span in spans]
    postings: dict[str, list[int]] = {}
    for number, terms in enumerate(documents):
        for term in dict.fromkeys(terms):
            postings.setdefault(term, []).append(number)
    model = Bm25(documents)
    ranks: list[int | None] = []
    for question in source.questions:
        scores = np.zeros(len(documents))
        for term in dict.fromkeys(analyzer.terms(question.question)):
            held = postings.get(term, [])
            scores[held] += model.scores(term, held)
        best = np.argsort(-scores, kind="stable")[:3]
        right = [
            is_right(question, spans[i][0].id, spans[i][1].of(spans[i][0].body))
            for i in best
            if scores[i] > 0
        ]
        ranks.append(right.index(True) + 1 if True in right else None)
    return ranks


def _stand(sources: Sequence[Source]) -> list[Standing]:
    samples = [sample for sample in make_samples(sources) if not sample.off_topic]
    return cross_validate_order(samples, fold_of(samples))
