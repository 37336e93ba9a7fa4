"""What moderators look at: lists, an article, its history; and aliases and statements."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.storage.articles import SqlArticleStore
from bot.storage.curation import SqlHistory
from tests.discord_app.cogs.test_knowledge import FILE, fill, read_form
from tests.discord_app.conftest import Newsroom, labels, seen_text, shown
from tests.discord_app.stories import PURCHASE, UNKNOWN

STATEMENT = {
    "about": "the closed northern pier",
    "text": "We are checking why the northern pier is closed. @everyone",
    "signed": "The *desk*",
}


async def test_the_list_has_pages_and_the_retired_ones_last(newsroom: Newsroom) -> None:
    for number in range(3):
        names = [f"n{number}-{i}" for i in range(3)]
        files = [(f"{n}.txt", f"Report {n}\n\nThe report {n} tells of a bird.".encode()) for n in names]
        await newsroom.publish("add", file=files[0], file2=files[1], file3=files[2])
    await newsroom.publish("retire", article="n1-1")
    listed = shown(await newsroom.do("list"))
    assert "11 live, 1 retired · page 1 of 2" in seen_text(listed)
    assert "Retired" not in seen_text(listed)
    await newsroom.town.restart()
    turned = shown(await newsroom.moderator.click(listed, label="Next"))
    assert "Retired\n- Report n1-1\n  `n1-1`" in seen_text(turned)


async def test_an_article_is_shown_with_its_text_as_a_file(newsroom: Newsroom) -> None:
    result = await newsroom.do("show", article=PURCHASE.title)
    assert result.ephemeral
    assert "Harbour Post — [Lindvik buys 48 electric ferries]" in seen_text(shown(result))
    data = await newsroom.download(shown(result))
    assert f"id: {PURCHASE.id}" in data.decode()
    assert "310 million euros" in data.decode()


async def test_what_is_chosen_to_be_seen_by_all_is(newsroom: Newsroom) -> None:
    for command in ("list", "export", "alias list", "statement list"):
        result = await newsroom.do(command, private=False)
        assert not result.ephemeral
    assert not (await newsroom.do("retire", article=PURCHASE.id, private=False)).ephemeral


async def test_a_history_has_pages_that_survive_a_restart(newsroom: Newsroom) -> None:
    moderator = newsroom.moderator
    for old, new in (("310", "311"), ("311", "312"), ("312", "313")):
        form = await newsroom.do("edit", article=PURCHASE.id)
        edited = await moderator.submit_modal(form, fill(form, text0=(f"{old} million", f"{new} million")))
        await moderator.click(shown(edited), label="Publish")
    history = shown(await newsroom.do("history", article=PURCHASE.id))
    assert "revision 4 is live · page 1 of 2" in seen_text(history)
    assert labels(history) == ["Roll back to 3", "Roll back to 2", "Back", "Next"]
    await newsroom.town.restart()
    second = shown(await moderator.click(history, label="Next"))
    assert "Came with the story · revision 1\nShipped with Storydesk" in seen_text(second)
    rolled = shown(await moderator.click(second, label="Roll back to 1"))
    assert "**+** The ferries cost **310** million euros" in seen_text(rolled)


async def test_the_history_of_a_retired_article_says_so(newsroom: Newsroom) -> None:
    await newsroom.publish("retire", article=PURCHASE.id, reason="it was wrong")
    history = seen_text(shown(await newsroom.do("history", article=PURCHASE.id)))
    assert "retired: it answers nothing" in history
    assert "Retired\n" in history
    assert "Reason: it was wrong" in history


async def test_what_is_typed_offers_articles_and_revisions(newsroom: Newsroom) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    await newsroom.publish("add", file=FILE)
    await newsroom.publish("retire", article="telescope")

    async def offered(command: str, option: str, typed: str, **filled: str) -> list[object]:
        name = f"knowledge {command}"
        choices = await moderator.autocomplete(town.channel, name, option, typed, **filled)
        return [choice["value"] for choice in choices]

    assert await offered("edit", "article", "lindvik") == [PURCHASE.id]
    assert await offered("retire", "article", "observatory") == []
    assert await offered("restore", "article", "OBSERVATORY") == ["telescope"]
    assert await offered("restore", "article", "lindvik") == []
    assert await offered("history", "article", "observatory") == ["telescope"]
    assert await offered("rollback", "revision", "", article="telescope") == [1]
    assert await offered("rollback", "revision", "", article="no such") == []


@pytest.mark.parametrize(
    ("command", "options", "said"),
    [
        ("edit", {"article": "zebra"}, "there is no article 'zebra'"),
        ("retire", {"article": "zebra"}, "there is no article 'zebra'"),
        ("restore", {"article": PURCHASE.id}, "is not retired"),
        ("rollback", {"article": PURCHASE.id, "revision": 7}, "has revisions 1 to 1, but no 7"),
        ("show", {"article": "@zebra"}, r"there is no article '\@zebra'"),
        ("history", {"article": "zebra"}, "there is no article 'zebra'"),
        ("alias add", {"terms": "ferry"}, "two terms or more"),
        ("alias remove", {"term": "zebra"}, "no group has the term 'zebra'"),
        ("statement end", {"statement": "0"}, "there is no statement '0' now"),
    ],
)
async def test_what_cannot_be_done_is_said_in_one_line(
    newsroom: Newsroom, command: str, options: dict[str, Any], said: str
) -> None:
    result = await newsroom.do(command, **options)
    assert result.ephemeral
    assert said in shown(result).content
    assert "\n" not in shown(result).content
    assert await newsroom.version() == 0


async def test_words_that_mean_the_same_are_previewed_with_the_dry_run(newsroom: Newsroom) -> None:
    town = newsroom.town
    question = "How slow are the catamarans?"
    await town.ask(question)
    preview = shown(await newsroom.do("alias add", terms="ferries, catamarans"))
    assert "Mean the same from now on\n- ferries = catamarans" in seen_text(preview)
    assert "1 newly answered" in seen_text(preview)
    await newsroom.moderator.click(preview, label="Publish")
    assert "too slow for **winter storms**" in seen_text(await town.ask(question))
    assert "- ferries = catamarans" in seen_text(shown(await newsroom.do("alias list")))
    choices = await newsroom.moderator.autocomplete(town.channel, "knowledge alias remove", "term", "cat")
    assert [choice["value"] for choice in choices] == ["catamarans"]
    removed = shown(await newsroom.do("alias remove", term="catamarans"))
    assert "No longer mean the same\n- ferries = catamarans" in seen_text(removed)


async def test_a_suggested_alias_is_one_click(newsroom: Newsroom) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    assert "Nothing in the questions" in seen_text(shown(await newsroom.do("alias suggest")))
    for question in ("Which critics call the electrik ferries slow?", "Who sells electrik ferries?"):
        await town.ask(question)
    suggested = shown(await newsroom.do("alias suggest"))
    assert "- **electrik** for electric: its spelling was corrected, 2 times" in seen_text(suggested)
    await town.restart()
    preview = shown(await moderator.click(suggested, label="electrik = electric"))
    assert "- electric = electrik" in seen_text(preview)
    await moderator.click(preview, label="Publish")
    assert "- electric = electrik" in seen_text(shown(await newsroom.do("alias list")))


async def test_a_statement_is_made_shown_and_ended(newsroom: Newsroom) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    form = await newsroom.do("statement make")
    made = await moderator.submit_modal(form, STATEMENT | {"lasts": ["48"]})
    preview = seen_text(shown(made))
    assert "Will be shown as\n**the closed northern pier**" in preview
    assert r"\@everyone" in preview
    assert r"The \*desk\*" in preview
    await moderator.click(shown(made), label="Publish")
    question = "Why is the northern pier closed?"
    assert "We are checking why" in seen_text(await town.ask(question))
    assert "We are checking why" not in seen_text(await town.ask(UNKNOWN))
    assert "We are checking why" in seen_text(shown(await newsroom.do("statement list")))
    ((until,),) = await town.read("SELECT expires_at FROM statements")
    lasts = datetime.fromisoformat(until).replace(tzinfo=UTC) - datetime.now(UTC)
    assert timedelta(hours=47) < lasts <= timedelta(hours=48)

    choices = await moderator.autocomplete(town.channel, "knowledge statement end", "statement", "pier")
    ended = await newsroom.do("statement end", statement=choices[0]["value"])
    assert "Will no longer be shown" in seen_text(shown(ended))
    await moderator.click(shown(ended), label="Publish")
    assert "We are checking why" not in seen_text(await town.ask(question))


async def test_a_statement_can_be_edited_before_it_is_published(newsroom: Newsroom) -> None:
    moderator = newsroom.moderator
    form = await newsroom.do("statement make")
    made = shown(await moderator.submit_modal(form, STATEMENT | {"lasts": ["48"]}))
    form = await moderator.click(made, label="Edit")
    assert read_form(form)["about"] == STATEMENT["about"]
    edited = await moderator.submit_modal(form, fill(form) | {"text": "It opens on Monday.", "lasts": ["6"]})
    assert "It opens on Monday." in seen_text(shown(edited))
    await moderator.click(shown(edited), label="Publish")
    assert await newsroom.town.read("SELECT text FROM statements") == [("It opens on Monday.",)]


async def test_a_keystroke_reads_no_text_that_was_read_before(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[str] = []

    def watch(owner: type, name: str) -> None:
        real = getattr(owner, name)

        async def watched(*values: Any, **options: Any) -> Any:
            reads.append(name)
            return await real(*values, **options)

        monkeypatch.setattr(owner, name, watched)

    for owner, name in (
        (SqlArticleStore, "retired"),
        (SqlArticleStore, "knowledge"),
        (SqlHistory, "revisions"),
    ):
        watch(owner, name)
    channel, moderator = newsroom.town.channel, newsroom.moderator
    fields: list[tuple[str, str, dict[str, str]]] = [
        ("edit", "article", {}),
        ("restore", "article", {}),
        ("rollback", "revision", {"article": PURCHASE.id}),
        ("alias remove", "term", {}),
        ("statement end", "statement", {}),
    ]

    async def type_everywhere() -> list[int]:
        offered = [
            await moderator.autocomplete(channel, f"knowledge {command}", option, "", **filled)
            for command, option, filled in fields
        ]
        return [len(choices) for choices in offered]

    first = await type_everywhere()
    reads.clear()
    assert await type_everywhere() == first
    assert reads == []
    await newsroom.publish("retire", article=PURCHASE.id)
    after = await type_everywhere()
    assert after[:2] == [first[0] - 1, first[1] + 1]
