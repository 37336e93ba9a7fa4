"""A moderator's change on its way: drafted, looked at, published, undone, overtaken."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import Services, open_services
from bot.curation.desk import CurationDesk
from bot.curation.differences import SentenceChange
from bot.curation.drafting import Wish
from bot.curation.rehearsal import Effect
from bot.curation.stories import choose_story
from bot.curation.workspaces import Workspace, find_workspace
from bot.domain import (
    Article,
    ChangeKind,
    Community,
    CommunityKind,
    Draft,
    LogEntry,
    MadeBy,
    Publication,
)
from bot.errors import ChangeError
from bot.ports import GoldenQuestion
from bot.refinement.entries import make_entry, new_entry_id
from bot.settings import Settings

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
BRIDGE = Article(
    id="bridge",
    title="The harbour bridge",
    body="The harbour bridge opened on Monday.\n\nIt cost three million euros, the council said.",
    publisher="The Post",
    published=date(2026, 2, 1),
    language="en",
)
FERRY = Article(
    id="ferry",
    title="The ferry",
    body="The ferry to the island sails twice a day.\n\nA ticket for the ferry costs four euros.",
    language="en",
)
HOME = Workspace("", "default", "default")
SERVER = Workspace("7", "default", "server-7", "7")
WISH = Wish(SERVER, 42, "a reader asked")


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[Services]:
    settings = Settings(data_dir=tmp_path, knowledge_dir=None)
    async with open_services(settings) as services:
        await services.store.publish([BRIDGE], made_by=MadeBy.SHIPPED)
        yield services


@pytest.fixture
def desk(services: Services) -> CurationDesk:
    return services.curation


async def publish(desk: CurationDesk, draft: Draft) -> Publication:
    published = await desk.publisher.publish(draft.id, moderator_id=draft.moderator_id)
    assert published.publication is not None
    return published.publication


async def live(desk: CurationDesk, story: str) -> dict[str, int]:
    return {r.article.id: r.number for r in (await desk.store.knowledge(story)).revisions}


async def log(services: Services, question: str, story: str = "default", guild: str = "7") -> None:
    answer = await services.answers.answer(question, story=story)
    entry: LogEntry = make_entry(
        answer,
        entry_id=new_entry_id(),
        community=Community(CommunityKind.GUILD, guild),
        channel_kind="text",
        story=story,
        asked_by="slash",
    )
    services.log.record(entry)
    await services.log.flush()


async def test_a_draft_changes_nothing_until_it_is_published(desk: CurationDesk) -> None:
    draft = await desk.drafting.add(WISH, [FERRY])
    assert await desk.store.stories() == ["default"]
    made = await publish(desk, draft)
    assert (made.story, made.kind, made.moderator_id, made.reason) == (
        "server-7",
        ChangeKind.ADD,
        42,
        "a reader asked",
    )
    assert await live(desk, "server-7") == {"bridge": 1, "ferry": 1}
    assert await live(desk, "default") == {"bridge": 1}
    server = Community(CommunityKind.GUILD, "7")
    assert await choose_story(desk.store, desk.settings, server, default="default") == "server-7"
    with pytest.raises(ChangeError, match="this draft is gone"):
        await desk.publisher.publish(draft.id, moderator_id=42)


async def test_of_two_who_publish_one_draft_at_once_one_does(desk: CurationDesk) -> None:
    draft = await desk.drafting.add(WISH, [FERRY])
    results = await asyncio.gather(
        *(desk.publisher.publish(draft.id, moderator_id=n) for n in (1, 2)), return_exceptions=True
    )
    assert sum(isinstance(result, ChangeError) for result in results) == 1
    assert await desk.store.version("server-7") == 1


async def test_the_preview_of_an_addition_says_what_can_be_quoted_and_what_it_answers(
    services: Services, desk: CurationDesk
) -> None:
    await log(services, "What does a ticket for the ferry cost?")
    await log(services, "What does a ticket for the ferry cost?")
    await log(services, "When did the harbour bridge open?")
    await log(services, "What does the ferry of others cost?", guild="8")
    preview = await desk.previewer.preview(await desk.drafting.add(WISH, [FERRY]))
    (article,) = preview.articles
    assert (article.before, article.after) == (None, replace(FERRY, story="server-7"))
    assert (article.passages, article.sentences) == (1, 2)
    assert preview.first
    (newly,) = preview.rehearsal.with_effect(Effect.NEWLY_ANSWERED)
    assert (newly.question, newly.asked) == ("What does a ticket for the ferry cost?", 2)
    assert newly.after.quotes[0].text == "A ticket for the ferry costs four euros."
    assert str(preview.rehearsal) == "1 newly answered, 1 stay as they are"


async def test_the_dry_run_counts_what_is_lost_and_which_golden_questions_break(
    services: Services, desk: CurationDesk
) -> None:
    await log(services, "When did the harbour bridge open?")
    golden = GoldenQuestion(
        "g1", "default", "When did the harbour bridge open?", "bridge", "opened on Monday", NOW
    )
    refuse = GoldenQuestion("g2", "default", "Who painted the moon?", None, None, NOW)
    await desk.questions.add_golden(golden)
    await desk.questions.add_golden(refuse)
    rehearsal = (await desk.previewer.preview(await desk.drafting.retire(WISH, "bridge"))).rehearsal
    assert str(rehearsal) == "2 lost, 1 stay as they are; 1 golden would fail"
    assert [case.question for case in rehearsal.broken] == [golden.question]


async def test_a_copy_of_an_article_is_seen_with_the_sentences_that_it_repeats(desk: CurationDesk) -> None:
    body = f"{BRIDGE.body}\n\nMore is said below."
    copy = replace(BRIDGE, id="again", title="Bridge opened", body=body)
    (article,) = (await desk.previewer.preview(await desk.drafting.add(WISH, [copy]))).articles
    (twin,) = article.twins
    assert twin.article.id == "bridge"
    assert twin.share > 0.9
    assert twin.sentences == (
        "The harbour bridge opened on Monday.",
        "It cost three million euros, the council said.",
    )


async def test_the_preview_of_an_edit_shows_the_sentences_that_change(desk: CurationDesk) -> None:
    edited = replace(BRIDGE, body=BRIDGE.body.replace("Monday", "Tuesday"))
    (article,) = (await desk.previewer.preview(await desk.drafting.edit(WISH, edited))).articles
    assert article.differences == (
        SentenceChange("The harbour bridge opened on Monday.", "The harbour bridge opened on Tuesday."),
    )
    assert not article.twins


async def test_an_overtaken_edit_is_not_published_but_laid_anew_with_the_difference(
    desk: CurationDesk,
) -> None:
    mine = await desk.drafting.edit(WISH, replace(BRIDGE, body="It opened on Tuesday."))
    theirs = await desk.drafting.edit(
        replace(WISH, moderator_id=43), replace(BRIDGE, body=BRIDGE.body.replace("three", "four"))
    )
    assert (await desk.previewer.preview(mine)).others == (theirs,)
    await publish(desk, theirs)
    result = await desk.publisher.publish(mine.id, moderator_id=42)
    assert result.publication is None
    (overtaken,) = result.overtaken
    assert overtaken.differences == (
        SentenceChange(
            "It cost three million euros, the council said.", "It cost four million euros, the council said."
        ),
    )
    assert await live(desk, "server-7") == {"bridge": 2}
    assert result.rebased is not None
    await publish(desk, result.rebased)
    assert await live(desk, "server-7") == {"bridge": 3}


async def test_a_change_of_another_article_does_not_hold_one_up(desk: CurationDesk) -> None:
    mine = await desk.drafting.edit(WISH, replace(BRIDGE, body="It opened on Tuesday."))
    await publish(desk, await desk.drafting.add(WISH, [FERRY]))
    await publish(desk, mine)
    assert await live(desk, "server-7") == {"bridge": 2, "ferry": 1}


async def test_what_was_published_is_undone(desk: CurationDesk) -> None:
    wish = Wish(HOME, None)
    edit = await desk.drafting.edit(wish, replace(BRIDGE, body="It opened on Tuesday."))
    made = [
        await publish(desk, edit),
        await publish(desk, await desk.drafting.add(wish, [FERRY])),
        await publish(desk, await desk.drafting.retire(wish, "bridge")),
        await publish(desk, await desk.drafting.join_aliases(wish, ["ferry", "boat"])),
    ]
    assert await live(desk, "default") == {"ferry": 1}
    for publication in reversed(made):
        await desk.publisher.undo(wish, publication.version)
    knowledge = await desk.store.knowledge("default")
    assert [(r.article, r.number) for r in knowledge.revisions] == [(BRIDGE, 1)]
    assert knowledge.aliases == ()


async def test_a_retired_article_comes_back_as_it_was_live(desk: CurationDesk) -> None:
    wish = Wish(HOME, None)
    await publish(desk, await desk.drafting.edit(wish, replace(BRIDGE, body="It opened on Tuesday.")))
    await publish(desk, await desk.drafting.roll_back(wish, "bridge", 1))
    await publish(desk, await desk.drafting.retire(wish, "bridge"))
    await publish(desk, await desk.drafting.restore(wish, "bridge"))
    assert await live(desk, "default") == {"bridge": 1}


async def test_undoing_the_end_of_a_statement_makes_it_anew(desk: CurationDesk) -> None:
    wish = Wish(HOME, None)
    until = datetime.now(UTC) + timedelta(days=2)
    draft = await desk.drafting.state(
        wish, about="the strike", text="We wait.", signed="The team", expires_at=until
    )
    await publish(desk, draft)
    (held,) = (await desk.store.knowledge("default")).statements
    made = await publish(desk, await desk.drafting.end_statement(wish, held.id))
    assert (await desk.store.knowledge("default")).statements == ()
    await desk.publisher.undo(wish, made.version)
    (again,) = (await desk.store.knowledge("default")).statements
    assert replace(again, id=held.id) == held


async def test_everything_done_is_in_the_audit_trail(desk: CurationDesk) -> None:
    made = await publish(desk, await desk.drafting.add(WISH, [FERRY]))
    thrown_away = await desk.drafting.retire(WISH, "bridge")
    await desk.publisher.discard(thrown_away.id, moderator_id=43)
    acts = await desk.audit.acts("7")
    assert [(a.actor, a.command, a.subject, a.story, a.version) for a in acts] == [
        ("43", "discard retire", "bridge", "server-7", None),
        ("42", "draft retire", "bridge", "server-7", None),
        ("42", "publish add", "ferry", "server-7", made.version),
        ("42", "draft add", "ferry", "server-7", None),
    ]


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda d: d.add(WISH, [BRIDGE]), "there is an article 'bridge' already"),
        (lambda d: d.edit(WISH, BRIDGE), "nothing was changed"),
        (lambda d: d.edit(WISH, FERRY), "there is no article 'ferry'"),
        (lambda d: d.retire(WISH, "ferry"), "there is no article 'ferry'"),
        (lambda d: d.restore(WISH, "bridge"), "is not retired"),
        (lambda d: d.restore(WISH, "ferry"), "there is no article .ferry.; pick one of the retired"),
        (lambda d: d.roll_back(WISH, "bridge", 1), "live already"),
        (lambda d: d.roll_back(WISH, "bridge", 9), "has revisions 1 to 1, but no 9"),
        (lambda d: d.bring_in(WISH, [BRIDGE]), "nothing to import"),
        (lambda d: d.join_aliases(WISH, ["car", "Car"]), "fewer than two terms"),
        (lambda d: d.drop_alias(WISH, "car"), "no group has the term 'car'"),
        (lambda d: d.end_statement(WISH, "no"), "no statement 'no'"),
        (lambda d: d.undo(WISH, 9), "version 9 of the story server-7 is not recorded"),
    ],
)
async def test_a_change_that_cannot_be_made_is_refused_in_one_line(
    desk: CurationDesk, ask: object, said: str
) -> None:
    with pytest.raises(ChangeError, match=said):
        await ask(desk.drafting)  # type: ignore[operator]
    assert await desk.drafts.on("server-7") == []


@pytest.mark.parametrize("days", [-1, 0, 31])
async def test_a_statement_needs_an_end_within_a_month(desk: CurationDesk, days: int) -> None:
    until = datetime.now(UTC) + timedelta(days=days)
    with pytest.raises(ChangeError, match="within 30 days"):
        await desk.drafting.state(WISH, about="a", text="b", signed="c", expires_at=until)


async def test_changes_go_to_the_servers_own_story_and_to_no_other(desk: CurationDesk) -> None:
    store = desk.store
    assert await find_workspace(store, "", "default") == HOME
    assert await find_workspace(store, "7", "default") == SERVER
    assert await find_workspace(store, "7", "default", at_home=True) == replace(HOME, community_id="7")
    await publish(desk, await desk.drafting.add(WISH, [FERRY]))
    assert await find_workspace(store, "7", "server-7") == Workspace("7", "server-7", "server-7", "7")
    with pytest.raises(ChangeError, match="belongs to another server"):
        await find_workspace(store, "8", "server-7")
    with pytest.raises(ChangeError, match="choose that one"):
        await find_workspace(store, "7", "default")
