"""The dry run: real questions asked of the knowledge as it is and as it would be, side by side."""

import asyncio
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.answering.config import AnsweringConfig
from bot.answering.service import AnswerService
from bot.domain import Answer
from bot.ports import GoldenQuestion, Indexes, Knowledge, ReplayQuestion, ReplayQuestions, Retriever

_MOST_QUESTIONS = 200


class Effect(StrEnum):
    """What a change does to the answer of one question."""

    NEWLY_ANSWERED = "newly answered"
    LOST = "lost"
    OTHER_SOURCE = "change source"
    OTHER_QUOTE = "change quote"
    SAME = "stay as they are"


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its answers before and after a change.

    `asked` counts how often it was asked; it is 0 for what nobody asked: the matter of a statement, and a
    golden question. Of that `passes` says whether the answer was, and would be, as it should be; None for
    others.
    """

    question: str
    before: Answer
    after: Answer
    asked: int = 1
    passes: tuple[bool, bool] | None = None

    @property
    def effect(self) -> Effect:
        """Return what becomes of the answer."""
        if self.before.answered != self.after.answered:
            return Effect.NEWLY_ANSWERED if self.after.answered else Effect.LOST
        if not self.after.answered:
            return Effect.SAME
        before, after = self.before.quotes[0], self.after.quotes[0]
        if before.article.id != after.article.id:
            return Effect.OTHER_SOURCE
        return Effect.SAME if before.text == after.text else Effect.OTHER_QUOTE

    @property
    def breaks(self) -> bool:
        """Tell whether a golden question that was answered as it should be would not be any more."""
        return self.passes == (True, False)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a change does to real questions, the most asked first."""

    cases: tuple[Case, ...] = ()

    def with_effect(self, effect: Effect) -> tuple[Case, ...]:
        """Return the questions with one effect."""
        return tuple(case for case in self.cases if case.effect is effect)

    @property
    def broken(self) -> tuple[Case, ...]:
        """Return the golden questions that the change would break."""
        return tuple(case for case in self.cases if case.breaks)

    def __str__(self) -> str:
        if not self.cases:
            return "no question was asked yet to try it with"
        counts = [(len(self.with_effect(effect)), effect) for effect in Effect]
        named = ", ".join(f"{count} {effect}" for count, effect in counts if count)
        broken = f"; {len(self.broken)} golden would fail" if self.broken else ""
        return named + broken


class Rehearser:
    """Replays questions against two states of a story; never logs one."""

    def __init__(
        self, indexes: Indexes, questions: ReplayQuestions, config: AnsweringConfig | None = None
    ) -> None:
        self._indexes = indexes
        self._questions = questions
        self._config = config or AnsweringConfig()

    async def rehearse(
        self,
        before: Retriever,
        after: Knowledge,
        *,
        community_id: str,
        most: int = _MOST_QUESTIONS,
        config: AnsweringConfig | None = None,
    ) -> Rehearsal:
        """Ask the recent questions of a community, the golden ones and those of statements twice each.

        `before` is the index of what is live, `config` how the community has its questions answered.
        Each question is answered on its own; other work gets its turn between any two. The index of `after`
        is built even if nothing is asked, so that it is there when the change goes live.
        """
        story = before.knowledge.story
        asked = list(await self._questions.recent(story, community_id, limit=most))
        statements = {s.id: s for s in (*before.knowledge.statements, *after.statements)}
        golden = await self._questions.golden(story)
        staged = await self._indexes.build(after)
        if not (asked or statements or golden):
            return Rehearsal()
        config = config or self._config
        old = AnswerService(OneIndex(before), config)
        new = AnswerService(OneIndex(staged), config)
        asked += [ReplayQuestion(statement.about, 0) for statement in statements.values()]
        cases = [await _try(old, new, question) for question in asked]
        for expected in golden:
            case = await _try(old, new, ReplayQuestion(expected.question, 0))
            passes = meets(case.before, expected), meets(case.after, expected)
            cases.append(replace(case, passes=passes))
        return Rehearsal(tuple(cases))


def meets(answer: Answer, expected: GoldenQuestion) -> bool:
    """Tell whether an answer is what a golden question expects: silence, or its article and sentence."""
    if expected.article_id is None or not answer.answered:
        return expected.article_id is None and not answer.answered
    best = answer.quotes[0]
    sentence = " ".join((expected.sentence or "").split()).casefold()
    return best.article.id == expected.article_id and sentence in " ".join(best.text.split()).casefold()


async def _try(old: AnswerService, new: AnswerService, question: ReplayQuestion) -> Case:
    before = await old.answer(question.text)
    await asyncio.sleep(0)
    after = await new.answer(question.text)
    await asyncio.sleep(0)
    return Case(question.text, before, after, question.asked)


class OneIndex:
    """Indexes of which there is one, whatever the story."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever

    async def current(self, story: str) -> Retriever:
        """Return the index."""
        del story
        return self._retriever

    async def build(self, knowledge: Knowledge) -> Retriever:
        """Return the index: there is no other."""
        del knowledge
        return self._retriever
