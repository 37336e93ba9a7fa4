"""Every question of the log put to those that ask the same, whatever process puts it there."""

import asyncio
from collections.abc import Sequence

from bot.domain import GapScope
from bot.ports import Gaps, Groups, Indexes, Placement, UnplacedQuestion
from bot.refinement.clusters import Cluster, QuestionClusters
from bot.text.analysis import Analyzer

_BATCH = 200
_MOST_SCOPES = 64
_ENGLISH = "en"


class GapPlacer:
    """Brings the groups of a scope up to the log, a batch at a time, in a thread.

    Several processes may do it at once: whoever finds that another was faster reads the groups anew. A
    question that was placed stays where it is.
    """

    def __init__(self, gaps: Gaps, indexes: Indexes) -> None:
        self._gaps = gaps
        self._indexes = indexes
        self._known: dict[GapScope, tuple[tuple[int, int], QuestionClusters]] = {}
        self._turn = asyncio.Lock()

    async def catch_up(self, scope: GapScope) -> int:
        """Place the questions that are not placed yet; return how many.

        Raises:
            StorageError: if the database cannot be read or written; what was placed before stays.
        """
        placed = 0
        async with self._turn:
            while batch := await self._gaps.unplaced(scope, limit=_BATCH):
                (version, words), clusters = await self._open(scope)
                placements = await asyncio.to_thread(_place, clusters, batch)
                if await self._gaps.place(scope, version, placements):
                    words += sum(placement.words is not None for placement in placements)
                    self._known[scope] = (version + 1, words), clusters
                    placed += len(batch)
        return placed

    async def _open(self, scope: GapScope) -> tuple[tuple[int, int], QuestionClusters]:
        """Return the groups with the standing they have in the database.

        What another process placed, or what went from the log, makes the ones in memory void.
        """
        known = self._known.pop(scope, None)  # not kept while it is worked on: what fails is read anew
        if known is not None and known[0] == await self._gaps.standing(scope):
            return known
        for old in list(self._known)[: -_MOST_SCOPES + 1]:
            del self._known[old]
        groups = await self._gaps.groups(scope)
        languages = (await self._indexes.current(scope.story)).languages
        language = _ENGLISH if _ENGLISH in languages else min(languages)
        words = sum(map(len, groups.words.values()))
        return (groups.version, words), await asyncio.to_thread(_make_clusters, groups, language)


def _make_clusters(groups: Groups, language: str) -> QuestionClusters:
    known = [Cluster(number, list(words)) for number, words in groups.words.items()]
    return QuestionClusters(Analyzer(language), known, next_id=groups.highest + 1)


def _place(clusters: QuestionClusters, batch: Sequence[UnplacedQuestion]) -> list[Placement]:
    placements = []
    for question in batch:
        placed = clusters.place(question.text)
        placements.append(Placement(question.id, placed.cluster.id, placed.words))
    return placements
