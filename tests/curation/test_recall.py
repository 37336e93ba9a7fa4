"""Answer recall: what was quoted and stands no more, and what took its place."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import Services, open_services
from bot.curation.drafting import Wish
from bot.curation.recall import Recall
from bot.curation.workspaces import Workspace
from bot.domain import (
    Article,
    Community,
    CommunityKind,
    Draft,
    MadeBy,
    Publication,
    Trace,
    Vote,
)
from bot.ports import Reach
from bot.refinement.entries import make_entry, new_entry_id
from bot.settings import Settings

BRIDGE = Article(
    id="bridge",
    title="The harbour bridge",
    body="The harbour bridge opened on Monday.\n\nIt cost three million euros, the council said.",
    language="en",
)
HOME = Wish(Workspace("", "default", "default"), None)
SERVER = Wish(Workspace("7", "default", "server-7", "7"), 42)
OPENED = "When did the harbour bridge open?"
COST = "What did the harbour bridge cost?"


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[Services]:
    settings = Settings(data_dir=tmp_path, knowledge_dir=None)
    async with open_services(settings) as services:
        await services.store.publish([BRIDGE], made_by=MadeBy.SHIPPED)
        yield services


async def ask(
    services: Services,
    question: str,
    *,
    story: str = "default",
    guild: str = "7",
    message: int | None = 5,
    private: bool = False,
) -> str:
    """Ask as a member of a server would, and return the answer's id in the log."""
    answer = await services.answers.answer(question, story=story)
    assert answer.answered
    entry = make_entry(
        answer,
        entry_id=new_entry_id(),
        community=Community(CommunityKind.GUILD, guild),
        channel_kind="text",
        story=story,
        asked_by="slash",
        trace=Trace("somebody", 4, message) if message else None,
        private=private,
    )
    services.log.record(entry)
    await services.log.flush()
    return entry.id


async def publish(services: Services, draft: Draft) -> Publication:
    published = await services.curation.publisher.publish(draft.id, moderator_id=draft.moderator_id)
    assert published.publication is not None
    return published.publication


async def edit(services: Services, old: str, new: str, wish: Wish = HOME) -> Publication:
    edited = replace(BRIDGE, body=BRIDGE.body.replace(old, new))
    return await publish(services, await services.curation.drafting.edit(wish, edited))


async def recall(services: Services, publication: Publication) -> Recall:
    return await services.curation.recaller.find(publication)


async def test_only_answers_that_quoted_what_changed_are_recalled_with_what_took_its_place(
    services: Services,
) -> None:
    opened = await ask(services, OPENED, message=5)
    await ask(services, COST, message=6)
    found = await recall(services, await edit(services, "Monday", "Tuesday"))
    (recalled,) = found.reachable
    assert recalled.answer.id == opened
    assert (recalled.answer.channel_id, recalled.answer.message_id) == (4, 5)
    (quote,) = recalled.changed
    assert quote.before.text == "The harbour bridge opened on Monday."
    assert quote.now is not None
    assert quote.now.text == "The harbour bridge opened on Tuesday."
    assert quote.now.revision.number == 2
    assert found.answers == 1


async def test_a_quote_whose_sentence_is_gone_has_no_successor(services: Services) -> None:
    await ask(services, OPENED)
    found = await recall(services, await edit(services, "The harbour bridge opened on Monday.\n\n", ""))
    (recalled,) = found.reachable
    assert recalled.changed[0].now is None


async def test_withdrawing_an_article_recalls_every_answer_that_quoted_it(services: Services) -> None:
    ids = {await ask(services, OPENED, message=5), await ask(services, COST, message=6)}
    retired = await publish(services, await services.curation.drafting.retire(HOME, "bridge"))
    found = await recall(services, retired)
    assert {r.answer.id for r in found.reachable} == ids
    assert all(quote.now is None for recalled in found.reachable for quote in recalled.changed)


async def test_rolling_back_recalls_the_answers_of_the_revision_that_was_live(services: Services) -> None:
    first = await ask(services, OPENED, message=5)
    await edit(services, "Monday", "Tuesday")
    second = await ask(services, OPENED, message=6)
    back = await publish(services, await services.curation.drafting.roll_back(HOME, "bridge", 1))
    found = await recall(services, back)
    assert [r.answer.id for r in found.reachable] == [second]
    assert first != second
    successor = found.reachable[0].changed[0].now
    assert successor is not None
    assert successor.text == "The harbour bridge opened on Monday."


async def test_private_and_forgotten_answers_are_counted_as_out_of_reach(services: Services) -> None:
    await ask(services, OPENED, private=True)
    await ask(services, OPENED, message=None)
    found = await recall(services, await edit(services, "Monday", "Tuesday"))
    assert found == Recall((), private=1, forgotten=1)
    assert found.answers == 2


async def test_what_readers_said_of_an_answer_comes_with_it(services: Services) -> None:
    answer = await ask(services, OPENED)
    await services.log.vote(answer, Vote.HELPFUL, Trace("one"))
    await services.log.vote(answer, Vote.NOT_HELPFUL, Trace("two"))
    await services.log.report(answer, "It was Tuesday", Trace("two"))
    (recalled,) = (await recall(services, await edit(services, "Monday", "Tuesday"))).reachable
    said = recalled.answer
    assert (said.helpful, said.not_helpful, said.reports, said.message_id) == (1, 1, 1, 5)


async def test_a_servers_first_change_recalls_its_own_answers_from_before_the_copy_only(
    services: Services,
) -> None:
    mine = await ask(services, OPENED, guild="7", message=5)
    await ask(services, OPENED, guild="8", message=6)
    found = await recall(services, await edit(services, "Monday", "Tuesday", SERVER))
    assert [recalled.answer.id for recalled in found.reachable] == [mine]


async def test_what_was_withdrawn_is_not_recalled_again_until_it_is_back(services: Services) -> None:
    await ask(services, OPENED)
    desk = services.curation
    retired = await publish(services, await desk.drafting.retire(HOME, "bridge"))
    (recalled,) = (await recall(services, retired)).reachable
    await desk.recaller.mark_corrected(recalled)
    assert await recall(services, retired) == Recall(())
    undone = await publish(services, await desk.drafting.undo(HOME, retired.version))
    (back,) = (await recall(services, undone)).reachable
    (quote,) = back.changed
    assert quote.withdrawn
    assert quote.now is not None
    assert quote.now.text == "The harbour bridge opened on Monday."
    await desk.recaller.mark_corrected(back)
    assert await recall(services, undone) == Recall(())


async def test_a_deleted_message_is_counted_and_one_that_could_not_be_changed_is_tried_last(
    services: Services,
) -> None:
    first, second = await ask(services, OPENED, message=5), await ask(services, OPENED, message=6)
    edited = await edit(services, "Monday", "Tuesday")
    recaller = services.curation.recaller
    newest, oldest = (await recall(services, edited)).reachable
    assert (newest.answer.id, oldest.answer.id) == (second, first)
    await recaller.mark_unreached(newest, Reach.BARRED)
    assert [r.answer.id for r in (await recall(services, edited)).reachable] == [first, second]
    await recaller.mark_unreached(oldest, Reach.GONE)
    found = await recall(services, edited)
    assert [r.answer.id for r in found.reachable] == [second]
    assert (found.gone, found.answers) == (1, 2)


async def test_answers_are_compared_with_what_is_live_now_not_with_what_was_published_then(
    services: Services,
) -> None:
    await ask(services, OPENED)
    first = await edit(services, "Monday", "Tuesday")
    await edit(services, "Monday", "Wednesday")
    (recalled,) = (await recall(services, first)).reachable
    now = recalled.changed[0].now
    assert now is not None
    assert now.text == "The harbour bridge opened on Wednesday."
