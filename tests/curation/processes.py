"""What other processes do to a database, in tests: publish until they are killed, and answer questions."""

import asyncio
import os
import random
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import event

from bot.app import Services, open_services
from bot.domain import (
    AliasChange,
    Article,
    ArticleChange,
    Change,
    ChangeKind,
    Draft,
    Statement,
)
from bot.provenance.phrases import load_phrases
from bot.settings import Settings

STEP, TOLD = b".", b"!"
_MOST_STATEMENTS = 160

load_phrases()  # once, in the process that all others are copies of


def settings_in(folder: Path) -> Settings:
    return Settings(data_dir=folder, knowledge_dir=None)


def draw_death(seed: int) -> tuple[int, bool]:
    """Return after how many statements a process is killed, and whether by its own hand."""
    dice = random.Random(seed)
    return dice.randrange(1, _MOST_STATEMENTS), dice.random() < 0.5


def name_story(server: int) -> str:
    return f"server-{server}"


def count_sentence(number: int) -> str:
    return f"The harbour master counted {1000 + number} gulls on the pier."


def make_change(server: int, number: int) -> Change:
    """Return the change of many parts that makes version `number` of a server's story."""
    story, now = name_story(server), datetime.now(UTC)
    before = None if number == 1 else number - 1
    live_before = {"gulls": number, "terns": before}  # the gulls came with the copy, as revision 1
    articles = tuple(
        ArticleChange(
            article_id,
            live,
            Article(article_id, article_id, count_sentence(number), story=story, language="en"),
        )
        for article_id, live in live_before.items()
    )
    statement = Statement(f"s{number}", "the gulls", str(number), "us", now, now + timedelta(days=1))
    return Change(
        story,
        ChangeKind.IMPORT,
        articles,
        AliasChange(number - 1, (("gull", f"bird {number}"),)),
        (statement,),
        () if number == 1 else (f"s{number - 1}",),
        copied_from="default" if number == 1 else None,
        owner=str(server),
    )


def publish_until_killed(folder: Path, server: int, seed: int, told: Connection) -> None:
    """Publish one version of a server's story after another; write a byte for every statement."""
    asyncio.run(_publish(folder, server, seed, told.fileno()))


async def _publish(folder: Path, server: int, seed: int, pipe: int) -> None:
    async with open_services(settings_in(folder)) as services:
        _count_statements(services, _until(*draw_death(seed), pipe))
        for number in range(1, 1000):
            draft = Draft(
                f"{server}-{number}",
                make_change(server, number),
                number - 1,
                str(server),
                42,
                datetime.now(UTC),
            )
            await services.curation.drafts.put(draft)
            await services.curation.publisher.publish(draft.id, moderator_id=42)
            os.write(pipe, TOLD)


def _until(statements: int, by_own_hand: bool, pipe: int) -> Callable[..., None]:
    left = statements

    def step(*_: object) -> None:
        nonlocal left
        os.write(pipe, STEP)
        left -= 1
        if by_own_hand and not left:
            os.kill(os.getpid(), signal.SIGKILL)

    return step


def _count_statements(services: Services, step: Callable[..., None]) -> None:
    engine = services.database._reader.sync_engine
    event.listen(engine, "before_cursor_execute", step)
    event.listen(engine, "commit", step)


def answer_until_done(folder: Path, asked: Connection) -> None:
    """Answer each question that comes with the text of its best quote; None ends it."""
    asyncio.run(_answer(folder, asked))


async def _answer(folder: Path, asked: Connection) -> None:
    async with open_services(settings_in(folder)) as services:
        while (question := asked.recv()) is not None:
            story, text = question
            answer = await services.answers.answer(text, story=story)
            asked.send(answer.quotes[0].text if answer.answered else None)
