"""Gaps as moderators work through them: listed, looked at, closed, given to somebody, reopened."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.domain import Gap, GapAct, GapActKind, GapScope, NearMiss, QuoteReference
from bot.errors import ChangeError
from bot.ports import ArticleStore, GapFigures, Gaps, GapTally, Period
from bot.refinement.placing import GapPlacer

# Of 200 questions on other matters (selqa), the raw reports of the development set give 83 % less than
# this, and the shipped articles 84 %.
ON_TOPIC = 0.1
PAGE_SIZE = 5
_WORDINGS = 3
_SUBJECT_CHARS = 200


class GapFilter(StrEnum):
    """Which gaps are listed."""

    OPEN = "open"
    RESOLVED = "resolved"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class GapPage:
    """One page of gaps, numbered from 0, of `pages`; `total` counts the gaps on all of them."""

    gaps: tuple[Gap, ...]
    number: int
    pages: int
    total: int


def now_in_utc() -> datetime:
    """Return the moment that it is."""
    return datetime.now(UTC)


def make_period(length: timedelta | None, now: datetime) -> Period:
    """Return the period of a length that ends now, this moment included; of no length all that was."""
    until = now + timedelta(microseconds=1)
    return Period(until, None if length is None else until - length)


class GapService:
    """Lists gaps and keeps what moderators do about them. `now` tells the moment.

    Only questions on the matter make a gap: those of which the decision, when they were asked, gave on
    average at least the probability `ON_TOPIC` that the articles speak of it.
    """

    def __init__(
        self,
        gaps: Gaps,
        figures: GapFigures,
        placer: GapPlacer,
        store: ArticleStore,
        *,
        now: Callable[[], datetime] = now_in_utc,
    ) -> None:
        self._gaps = gaps
        self._figures = figures
        self._placer = placer
        self._store = store
        self.now = now

    async def scopes(self, story: str) -> Sequence[GapScope]:
        """Return every community that something was asked in of a story, the most asked in first."""
        return await self._gaps.scopes(story=story)

    async def page(
        self,
        scope: GapScope,
        length: timedelta | None,
        *,
        number: int = 0,
        chosen: GapFilter = GapFilter.OPEN,
        size: int = PAGE_SIZE,
    ) -> GapPage:
        """Return one page of the gaps of a period that ends now, or of all time; the nearest that there is.

        Those that were closed and came back are first, then those most often not answered at all.

        Raises:
            StorageError: if the database cannot be read or written.
        """
        await self._placer.catch_up(scope)
        acts = await self._gaps.acts(scope)
        tallied = await self._figures.tally(scope, make_period(length, self.now()))
        gaps = [_begin(tally, acts) for tally in tallied if tally.topic is None or tally.topic >= ON_TOPIC]
        if chosen is not GapFilter.ALL:
            gaps = [gap for gap in gaps if gap.is_open == (chosen is GapFilter.OPEN)]
        gaps.sort(key=_rank)
        pages = max(1, -(-len(gaps) // size))
        number = min(max(number, 0), pages - 1)
        shown = await self._fill(scope, gaps[number * size : (number + 1) * size])
        return GapPage(tuple(shown), number, pages, len(gaps))

    async def top(self, scope: GapScope, length: timedelta | None, *, most: int) -> Sequence[Gap]:
        """Return the open gaps of a period that were asked most."""
        return (await self.page(scope, length, size=most)).gaps

    async def find(self, scope: GapScope, number: int) -> Gap:
        """Return a gap with all of its questions; one that repeats another is that other.

        Raises:
            ChangeError: if there is no such gap.
        """
        await self._placer.catch_up(scope)
        acts = await self._gaps.acts(scope)
        wanted = _follow(number, acts)
        found = await self._figures.tally(scope, make_period(None, self.now()), gap=wanted)
        for gap in await self._fill(scope, [_begin(tally, acts) for tally in found]):
            return gap
        msg = f"there is no gap {number} with questions that lack an answer; look at the list again"
        raise ChangeError(msg)

    async def act(
        self,
        scope: GapScope,
        number: int,
        kind: GapActKind,
        *,
        moderator_id: int | None = None,
        subject: str = "",
    ) -> GapAct:
        """Close a gap, give it to somebody or reopen it, and return what was recorded.

        Raises:
            ChangeError: if there is no such gap, or it cannot be a duplicate of the one that was named.
            StorageError: if the database cannot be written; nothing was recorded then.
        """
        await self._placer.catch_up(scope)
        subject = " ".join(subject.split())[:_SUBJECT_CHARS]
        if kind is GapActKind.DUPLICATE and not subject.isdecimal():
            msg = "say which gap it repeats, by its number"
            raise ChangeError(msg)
        act = GapAct(number, kind, self.now(), moderator_id, subject)
        if not await self._gaps.record(scope, act):
            other = f" or {subject}, or they are one already" if kind is GapActKind.DUPLICATE else ""
            msg = f"there is no gap {number}{other}; look at the list again"
            raise ChangeError(msg)
        return act

    async def _fill(self, scope: GapScope, gaps: Sequence[Gap]) -> list[Gap]:
        numbers = [gap.number for gap in gaps]
        details = await self._figures.details(scope, numbers, wordings=_WORDINGS) if gaps else {}
        filled = []
        for gap in gaps:
            more = details.get(gap.number)
            if more is not None:  # else it went from the log just now
                nearest = await self._read_nearest(more.nearest)
                dated = replace(gap, first=more.first, last=more.last)
                filled.append(replace(dated, wordings=more.wordings, nearest=nearest))
        return filled

    async def _read_nearest(self, place: QuoteReference | None) -> NearMiss | None:
        if place is None:
            return None
        revision = await self._store.revision(place.story, place.article_id, place.revision)
        if revision is None:
            return None
        return NearMiss(revision.article, place.span.of(revision.article.body))


def _follow(number: int, acts: Mapping[int, Sequence[GapAct]]) -> int:
    """Return the gap that a gap repeats, maybe by way of others; itself if it repeats none."""
    passed = set()
    while number not in passed:
        passed.add(number)
        last = [act for act in acts.get(number, ()) if act.kind is not GapActKind.ASSIGN][-1:]
        if last and last[0].kind is GapActKind.DUPLICATE:
            number = int(last[0].subject)
    return number


def _begin(tally: GapTally, acts: Mapping[int, Sequence[GapAct]]) -> Gap:
    """Return what is known of a gap before it is looked at closely."""
    return Gap(
        number=tally.gap,
        unanswered=tally.unanswered,
        partly=tally.partly,
        badly=tally.badly,
        earlier=tally.earlier,
        returned=tally.returned,
        acts=tuple(acts.get(tally.gap, ())),
    )


def _rank(gap: Gap) -> tuple[bool, int, int, int]:
    return (not gap.has_returned, -gap.unanswered - gap.badly, -gap.count, -gap.number)
