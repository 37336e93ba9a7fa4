"""Several processes on one database: killed in the middle of a publish, and one seeing what another does."""

import multiprocessing
import os
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from bot.app import Services, open_services
from bot.curation.drafting import Wish
from bot.curation.stories import STORY
from bot.curation.workspaces import Workspace
from bot.domain import Article, Community, CommunityKind, MadeBy
from tests.curation import processes
from tests.curation.processes import STEP, TOLD, count_sentence, draw_death, name_story, settings_in

if sys.platform == "win32":
    pytest.skip("Windows has neither SIGKILL nor a fork server", allow_module_level=True)

KILLS = 100
QUESTION = "How many gulls did the harbour master count?"
GULLS = Article("gulls", "gulls", count_sentence(0), language="en")
WISH = Wish(Workspace("", "default", "default"), None)


@pytest.fixture(scope="module")
def server() -> ForkServerContext:
    """A process that has imported everything and is copied for each that a test starts."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([processes.__name__])
    return context


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[Services]:
    async with open_services(settings_in(tmp_path)) as services:
        await services.store.publish([GULLS], made_by=MadeBy.SHIPPED)
        yield services


async def test_a_process_that_is_killed_publishes_wholly_or_not_at_all(
    services: Services, server: ForkServerContext, tmp_path: Path
) -> None:
    versions = []
    for seed in range(KILLS):
        told = kill_a_publisher(server, tmp_path, seed)
        versions.append(await check_story(services, seed))
        assert told <= versions[-1] <= told + 1
    assert sum(versions) >= KILLS
    async with open_services(settings_in(tmp_path)) as restarted:
        for seed, version in enumerate(versions):
            assert await check_story(restarted, seed) == version
    with closing(sqlite3.connect(tmp_path / "storydesk.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def kill_a_publisher(server: ForkServerContext, folder: Path, seed: int) -> int:
    """Run a process that publishes and is killed on the way; return how often it said that it had."""
    statements, by_own_hand = draw_death(seed)
    reader, writer = server.Pipe(duplex=False)
    process = server.Process(target=processes.publish_until_killed, args=(folder, seed, seed, writer))
    process.start()
    writer.close()
    told = steps = 0
    while data := read(reader):
        told += data.count(TOLD)
        steps += data.count(STEP)
        if not by_own_hand and steps >= statements:
            process.kill()
    process.join()
    reader.close()
    assert process.exitcode == -9
    return told


def read(pipe: Connection) -> bytes:
    wait([pipe])
    return os.read(pipe.fileno(), 64)


async def check_story(services: Services, server: int) -> int:
    """Check that everything of a server's story is of one version, and return that."""
    desk, story = services.curation, name_story(server)
    version = await desk.store.version(story)
    knowledge = await desk.store.knowledge(story)
    made = await desk.history.publications(story, limit=1000)
    assert [publication.version for publication in made] == list(range(version, 0, -1))
    acts = await desk.audit.acts(str(server), limit=1000)
    published = [act.version for act in acts if act.version is not None]
    assert published == [publication.version for publication in made]
    chosen = await desk.settings.get(Community(CommunityKind.GUILD, str(server)))
    assert chosen.get(STORY) == (story if version else None)
    assert (story in await desk.store.stories(str(server))) == bool(version)
    drafts = await desk.drafts.on(story)
    assert [draft.id for draft in drafts] in ([], [f"{server}-{version + 1}"])
    if version:
        bodies = {r.article.id: (r.number, r.article.body) for r in knowledge.revisions}
        sentence = count_sentence(version)
        assert bodies == {"gulls": (version + 1, sentence), "terns": (version, sentence)}
        assert knowledge.aliases == (("gull", f"bird {version}"),)
        assert [statement.text for statement in knowledge.statements] == [str(version)]
        answer = await services.answers.answer(QUESTION, story=story)
        assert answer.quotes[0].text == sentence
    assert (await services.indexes.current(story)).knowledge == knowledge
    return version


async def test_what_one_process_publishes_the_next_question_in_another_is_answered_from(
    services: Services, server: ForkServerContext, tmp_path: Path
) -> None:
    desk = services.curation
    here, there = server.Pipe()
    process = server.Process(target=processes.answer_until_done, args=(tmp_path, there))
    process.start()
    there.close()

    def ask() -> str | None:
        here.send(("default", QUESTION))
        answer: str | None = here.recv()
        return answer

    assert ask() == count_sentence(0)
    for number in (1, 2, 3):
        edited = replace(GULLS, body=count_sentence(number))
        draft = await desk.drafting.edit(WISH, edited)
        assert ask() == count_sentence(number - 1)
        await desk.publisher.publish(draft.id, moderator_id=None)
        assert ask() == count_sentence(number)
    retired = await desk.publisher.publish((await desk.drafting.retire(WISH, "gulls")).id, moderator_id=None)
    assert ask() is None
    assert retired.publication is not None
    await desk.publisher.undo(WISH, retired.publication.version)
    assert ask() == count_sentence(3)
    here.send(None)
    process.join()
    assert process.exitcode == 0
