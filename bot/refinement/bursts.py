"""Rumours on the rise: the same question asked in vain by far more people than chance would bring."""

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import CommunityKind, Gap, GapActKind, GapScope
from bot.ports import Bursts, Gaps, Surge
from bot.refinement.gaps import GapService, now_in_utc
from bot.refinement.placing import GapPlacer

_BASELINE = timedelta(days=28)
_QUIET = timedelta(days=1)
# A gap that was never asked before has the share of half a question, of ten more than there were: in a new
# community, whose rates are not known yet, one question among many is not expected to be all of them.
_GAP_PRIOR, _ALL_PRIOR = 0.5, 10.0


@dataclass(frozen=True, slots=True)
class BurstConfig:
    """What is told of as a burst: `least` people or more within `window`, by chance rarer than `chance`."""

    window: timedelta = timedelta(hours=1)
    least: int = 8
    chance: float = 1e-6


@dataclass(frozen=True, slots=True)
class Burst:
    """A question that suddenly many ask in vain: how many did, and how many were to be expected."""

    scope: GapScope
    gap: Gap
    asked: int
    expected: float


class BurstWatch:
    """Finds bursts, each of them once, also where several processes look. `now` tells the moment.

    A burst is a count with a Poisson tail below `chance`: so many or more would ask in vain within the window
    with less than that probability, if the gap had the share that it had in the four weeks before, of as many
    questions as the community asks in vain now or usually, whichever is more. So a busy hour, in which
    everything is asked more, is no burst. It is over when the gap was quiet for a day.
    """

    def __init__(
        self,
        gaps: Gaps,
        bursts: Bursts,
        placer: GapPlacer,
        service: GapService,
        config: BurstConfig | None = None,
        *,
        now: Callable[[], datetime] = now_in_utc,
    ) -> None:
        self._gaps = gaps
        self._bursts = bursts
        self._placer = placer
        self._service = service
        self._config = config or BurstConfig()
        self._now = now

    async def look(self, guilds: Collection[str]) -> list[Burst]:
        """Return the bursts of some servers, by their ids, that nobody was told of yet; the caller tells.

        Raises:
            StorageError: if the database cannot be read or written.
        """
        now = self._now()
        since = now - self._config.window
        found = []
        for scope in await self._gaps.scopes(since=since):
            if scope.community.kind is CommunityKind.GUILD and scope.community.id in guilds:
                await self._placer.catch_up(scope)
                found += await self._look_at(scope, now)
        return found

    async def _look_at(self, scope: GapScope, now: datetime) -> list[Burst]:
        since, config = now - self._config.window, self._config
        surges = await self._bursts.surges(scope, since=since, baseline=since - _BASELINE, least=config.least)
        found = []
        for surge in surges:
            expected = expect(surge, config.window / _BASELINE)
            if poisson_tail(surge.recent, expected) >= config.chance:
                continue
            gap = await self._service.find(scope, surge.gap)
            if gap.resolution is not None and gap.resolution.kind is GapActKind.OUT_OF_SCOPE:
                continue
            if await self._bursts.claim(scope, surge, expected, at=now, quiet_since=now - _QUIET):
                found.append(Burst(scope, gap, surge.recent, expected))
        return found


def expect(surge: Surge, window: float) -> float:
    """Return how many were to be expected to ask; `window` is its length as a share of the time before."""
    of_all = max(surge.recent_of_all, surge.before_of_all * window)
    return of_all * (surge.before + _GAP_PRIOR) / (surge.before_of_all + _ALL_PRIOR)


def poisson_tail(least: int, expected: float) -> float:
    """Return the probability of `least` events or more where `expected` are expected, above 0.

    The terms are summed upwards from `least`, so that a small probability keeps its precision.
    """
    term = math.exp(least * math.log(expected) - expected - math.lgamma(least + 1))
    total, count = term, least
    while term > total * 1e-12 or count < expected:
        count += 1
        term *= expected / count
        total += term
    return min(total, 1.0)
