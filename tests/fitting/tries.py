"""What single parts of the analysis are worth: everything fitted anew without each."""

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from bot.domain import AliasGroups
from tests.fitting.ablation import Row, Shipped
from tests.fitting.samples import load_sources, make_samples
from tests.fitting.validation import cross_validate_order, cross_validate_score

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


def leave_out(shipped: Shipped) -> Iterator[Row]:
    """Yield what is reached when one part of the analysis is left out: the same questions, measured anew."""
    for label, (target, value) in TRIES.items():
        with patch(target, value), tempfile.TemporaryDirectory() as folder:
            samples = list(make_samples(asyncio.run(load_sources(Path(folder)))))
            standings = cross_validate_order(samples, shipped.folds)
        scores = cross_validate_score(standings, shipped.folds)
        yield f"− {label}", shipped.compare(standings, scores)
