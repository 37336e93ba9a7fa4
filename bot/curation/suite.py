"""The golden questions of a story, asked of what is live: does each get the answer that it must have?"""

import asyncio
from dataclasses import dataclass

from bot.answering.service import AnswerService
from bot.curation.rehearsal import meets
from bot.domain import Answer
from bot.ports import GoldenQuestion, ReplayQuestions


@dataclass(frozen=True, slots=True)
class Tried:
    """A golden question with the answer that it gets now, and whether that is the one it must have."""

    expected: GoldenQuestion
    answer: Answer
    passes: bool


async def try_golden(answers: AnswerService, questions: ReplayQuestions, story: str) -> list[Tried]:
    """Return every golden question of a story with the answer it gets, oldest first.

    Raises:
        StorageError: if the database cannot be read.
    """
    tried = []
    for expected in await questions.golden(story):
        answer = await answers.answer(expected.question, story=story)
        tried.append(Tried(expected, answer, meets(answer, expected)))
        await asyncio.sleep(0)  # other work gets its turn
    return tried
