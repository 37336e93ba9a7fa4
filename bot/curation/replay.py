"""Replay: the questions of a period with what was answered then, and what is, or would be, answered now."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.answering.config import AnsweringConfig
from bot.answering.service import AnswerService
from bot.curation.rehearsal import Effect, OneIndex
from bot.domain import Answer
from bot.ports import ArticleStore, AskedQuestion, AskedQuestions, Indexes, Knowledge, Period

Progress = Callable[[int, int], None]
"""Told how many questions are answered, of how many."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two answers to a question: its first quote with the article it is from, all empty for none."""

    answered: bool
    quote: str = ""
    article_id: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Replayed:
    """A question, how often and when it was asked last, and its answers before and after, side by side.

    `id` is that of the last time in the query log.
    """

    id: str
    question: str
    asked: int
    last: datetime
    before: Side
    after: Side

    @property
    def effect(self) -> Effect:
        """Return what became of the answer."""
        if self.before.answered != self.after.answered:
            return Effect.NEWLY_ANSWERED if self.after.answered else Effect.LOST
        if self.before.article_id != self.after.article_id:
            return Effect.OTHER_SOURCE
        return Effect.SAME if self.before.quote == self.after.quote else Effect.OTHER_QUOTE


@dataclass(frozen=True, slots=True)
class Replay:
    """Some of the questions of a period, the most asked first; `total` counts all of them.

    `before` and `after` say in words what the two sides are.
    """

    cases: tuple[Replayed, ...]
    total: int
    before: str
    after: str

    def __str__(self) -> str:
        counts = [(sum(case.effect is effect for case in self.cases), effect) for effect in Effect]
        return ", ".join(f"{count} {effect}" for count, effect in counts if count) or "no question was asked"


class Replayer:
    """Answers logged questions again, each on its own; never logs one."""

    def __init__(
        self,
        store: ArticleStore,
        indexes: Indexes,
        questions: AskedQuestions,
        config: AnsweringConfig | None = None,
    ) -> None:
        self._store = store
        self._indexes = indexes
        self._questions = questions
        self._config = config or AnsweringConfig()

    async def replay(
        self,
        story: str,
        community_id: str,
        period: Period,
        *,
        staged: Knowledge | None = None,
        limit: int,
        offset: int = 0,
        config: AnsweringConfig | None = None,
        progress: Progress | None = None,
    ) -> Replay:
        """Return the most asked questions of a period with two answers each.

        Without `staged` what was answered the last time that each was asked stands against what is answered
        now; with it, what is answered now against what `staged` would answer. A community id of "" is
        everybody. `config` is how the community that asks has it. Other work gets its turn between any two.

        Raises:
            StorageError: if the database cannot be read.
        """
        page = await self._questions.page(story, community_id, period, limit=limit, offset=offset)
        live = await self._indexes.current(story)
        config = config or self._config
        now = AnswerService(OneIndex(live), config)
        later = None
        if staged is not None:
            later = AnswerService(OneIndex(await self._indexes.build(staged)), config)
        cases = []
        for done, question in enumerate(page.questions, start=1):
            at_present = show_answer(await now.answer(question.text))
            await asyncio.sleep(0)
            if later is None:
                sides = await self._recall(question), at_present
            else:
                sides = at_present, show_answer(await later.answer(question.text))
                await asyncio.sleep(0)
            cases.append(Replayed(question.id, question.text, question.asked, question.last, *sides))
            if progress is not None:
                progress(done, len(page.questions))
        names = ("then", "now") if staged is None else ("now", "staged")
        return Replay(tuple(cases), page.total, *names)

    async def find(self, story: str, community_id: str, entry_id: str) -> str | None:
        """Return a question of a community by its id in the log; None if it has none of that id."""
        return await self._questions.text(story, community_id, entry_id)

    async def _recall(self, question: AskedQuestion) -> Side:
        """Return what was answered the last time, as it stood in the article then."""
        if not question.answered:
            return Side(answered=False)
        place = question.quote
        if place is None:
            return Side(answered=True)
        revision = await self._store.revision(place.story, place.article_id, place.revision)
        if revision is None:
            return Side(answered=True, article_id=place.article_id)
        article = revision.article
        return Side(True, place.span.of(article.body), article.id, article.title)  # noqa: FBT003 - `answered`


def show_answer(answer: Answer) -> Side:
    """Return an answer as a side."""
    if not answer.answered:
        return Side(answered=False)
    best = answer.quotes[0]
    return Side(True, best.text, best.article.id, best.article.title)  # noqa: FBT003 - `answered`


def count_effects(cases: Sequence[Replayed]) -> dict[Effect, int]:
    """Return how many questions each effect has, of those that occur."""
    counts = {effect: sum(case.effect is effect for case in cases) for effect in Effect}
    return {effect: count for effect, count in counts.items() if count}
