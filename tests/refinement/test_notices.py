"""Who asked to be told: found once the articles answer, by one process, for a while."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.answering.service import AnswerService
from bot.curation.stories import follow_story
from bot.curation.workspaces import own_story
from bot.domain import (
    DEFAULT_STORY,
    Article,
    ArticleChange,
    Change,
    ChangeKind,
    Community,
    CommunityKind,
    MadeBy,
    Maker,
)
from bot.ports import LoggedQuestion
from bot.refinement.hashing import PersonHasher
from bot.refinement.notices import Notices
from bot.refinement.sealing import PersonSealer
from bot.retrieval.live import LiveIndexes
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.notices import SqlNotices

NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)
KEY = b"a key that only the tests know"
TOWN = Community(CommunityKind.GUILD, "10")
ADA = 234567890123456789
QUESTION = LoggedQuestion(TOWN, DEFAULT_STORY, "When did the harbour bridge of Lindvik open?")
OTHER = LoggedQuestion(TOWN, DEFAULT_STORY, "Which mountain did the zebra climb?")
START = Article(id="start", title="A town", body="Lindvik is a town at the sea.", language="en")
OPENED = Article(
    id="opened",
    title="Bridge opens",
    body="The harbour bridge of Lindvik opened on 4 May 2031, the mayor said.",
    language="en",
)


class Process:
    """One process with its own connection to the database; all have the same clock."""

    now = NOON

    def __init__(self, store: SqlArticleStore, notices: SqlNotices) -> None:
        self.store = store
        self.tables = notices
        self.indexes = LiveIndexes(store)
        self.notices = Notices(
            notices,
            PersonHasher(KEY),
            PersonSealer(KEY),
            keep=timedelta(days=30),
            find_story=self._find_story,
            find_answers=self._find_answers,
            now=lambda: Process.now,
        )
        self.asked = 0

    async def _find_story(self, community: Community, story: str) -> tuple[str, int]:
        now = await follow_story(self.store, community, story)
        return now, await self.store.version(now)

    async def _find_answers(self, community: Community) -> AnswerService:
        self.asked += 1
        return AnswerService(self.indexes)


@pytest.fixture
async def processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[Process]]:
    monkeypatch.setattr(Process, "now", NOON)
    async with AsyncExitStack() as stack:
        made = []
        for _ in range(2):
            database = await stack.enter_async_context(open_database(f"sqlite:///{tmp_path}/storydesk.db"))
            made.append(Process(SqlArticleStore(database), SqlNotices(database)))
        await made[0].store.publish([START], made_by=MadeBy.IMPORT)
        yield made


@pytest.fixture
def process(processes: list[Process]) -> Process:
    return processes[0]


async def test_a_question_is_due_once_the_articles_answer_it(process: Process) -> None:
    await process.notices.ask(ADA, QUESTION)
    await process.notices.ask(ADA, OTHER)
    assert await process.notices.find_due() == []
    await process.store.publish([OPENED], made_by=MadeBy.IMPORT)
    (due,) = await process.notices.find_due()
    assert due.notice.question == QUESTION.text
    assert due.answer.quotes[0].article.id == "opened"
    assert due.claimed_at is None


async def test_a_question_is_asked_again_for_a_publication_and_not_else(process: Process) -> None:
    await process.notices.ask(ADA, QUESTION)
    for _ in range(3):
        await process.notices.find_due()
    assert process.asked == 1
    await process.store.publish([OPENED], made_by=MadeBy.IMPORT)
    await process.notices.find_due()
    assert process.asked == 2


async def test_what_a_servers_moderators_publish_counts_for_who_asked_there(process: Process) -> None:
    await process.notices.ask(ADA, QUESTION)
    elsewhere = LoggedQuestion(Community(CommunityKind.DIRECT), DEFAULT_STORY, QUESTION.text)
    await process.notices.ask(ADA + 1, elsewhere)
    assert await process.notices.find_due() == []
    await publish_for_town(process)
    assert [due.notice.community for due in await process.notices.find_due()] == [TOWN]


async def publish_for_town(process: Process) -> None:
    """Begin a story of the town's own, as its moderators' first change does."""
    own = own_story(TOWN.id)
    added = ArticleChange(OPENED.id, None, replace(OPENED, story=own))
    change = Change(own, ChangeKind.ADD, (added,), copied_from=DEFAULT_STORY, owner=TOWN.id)
    await process.store.apply(change, Maker(MadeBy.MODERATOR, 42))


async def test_one_of_two_processes_takes_it_on(processes: list[Process]) -> None:
    first, second = (each.notices for each in processes)
    await first.ask(ADA, QUESTION)
    await processes[1].store.publish([OPENED], made_by=MadeBy.IMPORT)
    (one,), (two,) = await first.find_due(), await second.find_due()
    assert await first.claim(one.notice) == ADA
    assert await second.claim(two.notice) is None
    assert await second.find_due() == []
    await first.drop(one.notice)
    Process.now += timedelta(days=1)
    assert await first.find_due() == await second.find_due() == []
    assert await second.claim(two.notice) is None


async def test_what_a_crashed_process_took_on_is_due_again_and_says_since_when(
    processes: list[Process],
) -> None:
    first, second = (each.notices for each in processes)
    await first.ask(ADA, QUESTION)
    await processes[0].store.publish([OPENED], made_by=MadeBy.IMPORT)
    (due,) = await first.find_due()
    assert await first.claim(due.notice) == ADA
    Process.now = NOON + timedelta(minutes=9)
    assert await second.find_due() == []
    Process.now = NOON + timedelta(minutes=11)
    (again,) = await second.find_due()
    assert again.claimed_at == NOON
    assert await second.claim(again.notice) == ADA
    assert await first.claim(due.notice) is None


async def test_who_asks_twice_waits_once_and_nobody_for_more_than_twenty(process: Process) -> None:
    first = await process.notices.ask(ADA, QUESTION)
    assert await process.notices.ask(ADA, QUESTION) == first
    for number in range(19):
        assert await process.notices.ask(ADA, LoggedQuestion(TOWN, DEFAULT_STORY, f"What of {number}?"))
    assert await process.notices.ask(ADA, LoggedQuestion(TOWN, DEFAULT_STORY, "And this?")) is None
    assert await process.notices.ask(ADA + 1, QUESTION)


async def test_a_notice_is_withdrawn_by_its_person_alone(process: Process) -> None:
    notice = await process.notices.ask(ADA, QUESTION)
    assert notice is not None
    other = PersonHasher(KEY).hash(ADA + 1)
    assert await process.notices.withdraw(other, notice.id) == 0
    assert await process.notices.withdraw(notice.person, notice.id) == 1
    assert await process.notices.of(notice.person) == []


async def test_a_notice_is_forgotten_after_its_time(process: Process) -> None:
    notice = await process.notices.ask(ADA, QUESTION)
    assert notice is not None
    Process.now = NOON + timedelta(days=30)
    await process.notices.find_due()
    assert await process.notices.of(notice.person) == [notice]
    Process.now = NOON + timedelta(days=30, hours=1, seconds=1)
    await process.store.publish([OPENED], made_by=MadeBy.IMPORT)
    assert await process.notices.find_due() == []
    assert await process.notices.of(notice.person) == []


async def test_what_another_key_sealed_is_forgotten(process: Process) -> None:
    process.notices._sealer = PersonSealer(b"a key that was lost since")
    notice = await process.notices.ask(ADA, QUESTION)
    assert notice is not None
    process.notices._sealer = PersonSealer(KEY)
    assert await process.notices.claim(notice) is None
    assert await process.notices.of(notice.person) == []
