from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest

from bot.curation.chronicle import list_turns
from bot.curation.desk import CurationDesk
from bot.curation.differences import SentenceChange
from bot.curation.drafting import Wish
from bot.curation.redrafting import replace_statement, revise_draft
from bot.curation.workspaces import Workspace
from bot.domain import Standing
from bot.errors import ChangeError
from bot.storage.articles import SqlArticleStore
from tests.curation.test_publishing import (  # noqa: F401 - fixtures among them
    BRIDGE,
    FERRY,
    NOW,
    WISH,
    desk,
    live,
    publish,
    services,
)

EDITED = replace(BRIDGE, body=BRIDGE.body.replace("Monday", "Tuesday"))


async def test_every_change_of_an_article_is_told_newest_first(desk: CurationDesk) -> None:  # noqa: F811
    await publish(desk, await desk.drafting.edit(WISH, EDITED))
    own = Wish(Workspace("7", "server-7", "server-7", "7"), 42, "withdrawn")
    await publish(desk, await desk.drafting.retire(own, "bridge"))
    await publish(desk, await desk.drafting.add(own, [FERRY]))
    turns = await list_turns(desk.history, "server-7", "bridge")
    numbers = [(t.kind, t.before and t.before.number, t.after and t.after.number, t.reason) for t in turns]
    assert numbers == [
        ("retire", 2, None, "withdrawn"),
        ("edit", 1, 2, "a reader asked"),
        ("copied", None, 1, ""),
    ]
    assert turns[1].differences == (
        SentenceChange("The harbour bridge opened on Monday.", "The harbour bridge opened on Tuesday."),
    )
    assert turns[0].differences == turns[2].differences == ()


class PublishesFirst(SqlArticleStore):
    """A store in which a draft is published just when somebody reads how things stand."""

    def __init__(self, at: CurationDesk, draft_id: str) -> None:
        self._desk, self._draft_id = at, draft_id

    async def copies(self, owner: str) -> Mapping[str, str]:
        await self._desk.publisher.publish(self._draft_id, moderator_id=42)
        return await self._desk.store.copies(owner)

    async def standing(self, story: str, article_ids: Iterable[str]) -> Mapping[str, Standing]:
        return await self._desk.store.standing(story, article_ids)

    async def version(self, story: str) -> int:
        return await self._desk.store.version(story)


async def test_a_draft_takes_another_text_and_keeps_its_id(desk: CurationDesk) -> None:  # noqa: F811
    draft = await desk.drafting.add(WISH, [FERRY])
    other = replace(FERRY, id="boat", body="The boat sails at noon.")
    revised = await revise_draft(desk.store, desk.drafts, draft.id, other)
    assert revised.id == draft.id
    await publish(desk, revised)
    assert await live(desk, "server-7") == {"boat": 1, "bridge": 1}


async def test_what_others_did_before_a_draft_was_revised_is_not_overwritten_unseen(
    desk: CurationDesk,  # noqa: F811
) -> None:
    draft = await desk.drafting.edit(WISH, EDITED)
    await publish(desk, await desk.drafting.edit(WISH, replace(BRIDGE, body="It opened on Friday.")))
    revised = await revise_draft(desk.store, desk.drafts, draft.id, replace(BRIDGE, body="It opened."))
    result = await desk.publisher.publish(revised.id, moderator_id=42)
    assert [(o.article_id, len(o.differences)) for o in result.overtaken] == [("bridge", 2)]
    assert await live(desk, "server-7") == {"bridge": 2}
    assert result.rebased is not None
    await publish(desk, result.rebased)
    assert await live(desk, "server-7") == {"bridge": 3}


async def test_a_draft_that_is_published_while_it_is_revised_does_not_come_back(
    desk: CurationDesk,  # noqa: F811
) -> None:
    draft = await desk.drafting.edit(WISH, EDITED)
    store = PublishesFirst(desk, draft.id)
    with pytest.raises(ChangeError, match="this draft is gone"):
        await revise_draft(store, desk.drafts, draft.id, replace(BRIDGE, body="It opened."))
    assert await desk.drafts.get(draft.id) is None


async def test_a_draft_that_cannot_take_a_text_says_why(desk: CurationDesk) -> None:  # noqa: F811
    add = await desk.drafting.add(WISH, [FERRY])
    edit = await desk.drafting.edit(WISH, EDITED)
    retire = await desk.drafting.retire(WISH, "bridge")
    for draft_id, article, said in (
        (add.id, BRIDGE, "there is an article 'bridge' already"),
        (edit.id, FERRY, "id is 'bridge' and stays so"),
        (edit.id, BRIDGE, "nothing was changed in 'bridge'"),
        (retire.id, BRIDGE, "only a draft of one article's text"),
        ("gone", BRIDGE, "this draft is gone"),
    ):
        with pytest.raises(ChangeError, match=said):
            await revise_draft(desk.store, desk.drafts, draft_id, article)
    assert await desk.drafts.get(edit.id) == edit
    await publish(desk, retire)
    with pytest.raises(ChangeError, match="was retired meanwhile"):
        await revise_draft(desk.store, desk.drafts, edit.id, replace(BRIDGE, body="It opened."))


async def test_a_statement_of_a_draft_that_is_gone_cannot_be_replaced(desk: CurationDesk) -> None:  # noqa: F811
    with pytest.raises(ChangeError, match="this draft is gone"):
        await replace_statement(desk.drafts, "gone", about="a", text="b", signed="c", expires_at=NOW)
