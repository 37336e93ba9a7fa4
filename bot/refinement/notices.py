"""Closing the loop: who asked to be told hears once, when published articles answer the question."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from bot.answering.service import AnswerService
from bot.domain import Answer, Community, Notice
from bot.ports import LoggedQuestion, NoticeStore, Waiting
from bot.refinement.hashing import PersonHasher
from bot.refinement.sealing import PersonSealer

_MOST_OF_A_PERSON = 20
_STALE = timedelta(minutes=10)
_HOUR = timedelta(hours=1)

FindStory = Callable[[Community, str], Awaitable[tuple[str, int]]]
"""What returns the story that is read now where another one was asked about, and its version."""
FindAnswers = Callable[[Community], Awaitable[AnswerService]]
"""What returns the service that answers by the settings of a community."""


@dataclass(frozen=True, slots=True)
class Due:
    """A notice whose question is answered now.

    `claimed_at` is when a process began to tell it that has not ended it: it may be told already.
    """

    notice: Notice
    answer: Answer
    claimed_at: datetime | None


def _now() -> datetime:
    return datetime.now(UTC)


class Notices:
    """Keeps who asked to be told and finds whose question is answered now.

    A notice is forgotten when it was told, when it cannot be, and `keep` after it was asked for.
    """

    def __init__(
        self,
        store: NoticeStore,
        hasher: PersonHasher,
        sealer: PersonSealer,
        *,
        keep: timedelta,
        find_story: FindStory,
        find_answers: FindAnswers,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._store = store
        self._hasher = hasher
        self._sealer = sealer
        self._keep = keep
        self._find_story = find_story
        self._find_answers = find_answers
        self._now = now
        self._purge_due: datetime | None = None

    @property
    def days(self) -> int:
        """Return for how many days a notice waits."""
        return self._keep.days

    async def ask(self, user_id: int, question: LoggedQuestion) -> Notice | None:
        """Keep that a person wants to be told; return the notice, None if the person waits for 20 already.

        The same question is waited for once, however often it is asked for.
        """
        notice = Notice(
            id=uuid4().hex,
            person=self._hasher.hash(user_id),
            seal=self._sealer.seal(user_id),
            community=question.community,
            story=question.story,
            question=question.text,
            made_at=self._now(),
        )
        return await self._store.put(notice, most=_MOST_OF_A_PERSON)

    async def of(self, person: str) -> Sequence[Notice]:
        """Return what a person waits for, oldest first."""
        return await self._store.of(person)

    async def withdraw(self, person: str, notice_id: str | None = None) -> int:
        """Forget one notice of a person, or all; return how many there were."""
        return await self._store.withdraw(person, notice_id)

    async def find_due(self) -> list[Due]:
        """Return the notices whose questions the live articles answer, of all stories that changed.

        What is outdated is forgotten first. Questions that are not answered wait for the next change.
        """
        await self._forget_outdated()
        found = []
        for community, asked_about in await self._store.sources():
            found += await self._find_due_in(community, asked_about)
        return found

    async def claim(self, notice: Notice) -> int | None:
        """Take it on to tell a notice and return whom; None if it is gone, or another process does so.

        Whoever does must `drop` the notice in the end. Where that does not happen within ten minutes, it is
        due again.
        """
        now = self._now()
        if not await self._store.claim(notice.id, at=now, stale=now - _STALE):
            return None
        user_id = self._sealer.unseal(notice.seal)
        if user_id is None:  # another key made it: nobody can be told any more
            await self._store.drop(notice.id)
        return user_id

    async def drop(self, notice: Notice) -> None:
        """Forget a notice: it was told, or cannot be."""
        await self._store.drop(notice.id)

    async def _find_due_in(self, community: Community, asked_about: str) -> list[Due]:
        story, version = await self._find_story(community, asked_about)
        state, stale = f"{story}@{version}", self._now() - _STALE
        waiting = await self._store.waiting(community, asked_about, state, stale=stale)
        if not waiting:
            return []
        answers = await self._find_answers(community)
        due: list[Due] = []
        unanswered: list[Waiting] = []
        for one in waiting:
            answer = await answers.answer(one.notice.question, story=story)
            if answer.answered:
                due.append(Due(one.notice, answer, one.claimed_at))
            else:
                unanswered.append(one)
        if unanswered:
            await self._store.check([one.notice.id for one in unanswered], state)
        return due

    async def _forget_outdated(self) -> None:
        now = self._now()
        if self._purge_due is None or now >= self._purge_due:
            await self._store.forget_before(now - self._keep)
            self._purge_due = now + _HOUR
