"""What moderators bring: forms, files, addresses; and what is refused of it."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest

from bot.discord_app.knowledge.editing import TOO_LONG
from bot.discord_app.speaking import TYPED_IS_ATTACHED
from bot.domain import MadeBy
from tests.discord_app.cogs.test_knowledge import FILE, NOT_SAID, WEIGHT, fill, read_form
from tests.discord_app.conftest import Newsroom, labels, seen_text, shown
from tests.discord_app.stories import NASTY, PRICE, PURCHASE

TYPED = {
    "title": "The telescope of Marrow",
    "source": "publisher: Island Daily\npublished: 2031-06-02\norigin: Coast Wire",
    "text0": "The telescope weighs 14 tonnes, said Ana Bell.",
    "text1": "It came by *ship* [from afar].",
}


async def test_a_typed_article_is_shown_published_and_quoted(newsroom: Newsroom) -> None:
    moderator = newsroom.moderator
    form = await newsroom.do("add", reason="told by phone")
    assert read_form(form) == dict.fromkeys(["title", "source", "text0", "text1", "text2"], "")
    added = await moderator.submit_modal(form, TYPED)
    preview = seen_text(shown(added))
    assert added.ephemeral
    assert "`the-telescope-of-marrow`" in preview
    assert "Whose report it retells: Coast Wire" in preview
    assert "Reason: told by phone" in preview
    await moderator.click(shown(added), label="Publish")
    assert "14 tonnes" in seen_text(await newsroom.town.ask(WEIGHT))
    (article,) = [r.article for r in await newsroom.revisions() if r.article.id.startswith("the-telescope")]
    assert article.body == f"{TYPED['text0']}\n\n{TYPED['text1']}"


async def test_a_draft_is_edited_in_place_of_its_preview(newsroom: Newsroom) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    await town.ask(WEIGHT)
    preview = shown(await newsroom.do("add", file=FILE))
    assert "1 newly answered" in seen_text(preview)
    await town.restart()
    form = await moderator.click(preview, label="Edit")
    shown_first = read_form(form)
    assert shown_first["source"].startswith("id: telescope\npublisher: Island Daily")
    edited = await moderator.submit_modal(form, fill(form) | {"text0": "The garden opens in May."})
    assert shown(edited).id == preview.id
    assert "1 stay as they are" in seen_text(shown(edited))
    assert labels(shown(edited)) == ["Publish", "Edit", "Discard"]
    await moderator.click(shown(edited), label="Publish")
    assert NOT_SAID in seen_text(await town.ask(WEIGHT))
    assert "telescope" in await newsroom.live()
    assert await town.read("SELECT count(*) FROM drafts") == [(0,)]


async def test_a_form_that_comes_to_nothing_gives_back_what_was_typed(newsroom: Newsroom) -> None:
    moderator = newsroom.moderator
    form = await newsroom.do("add")
    refused = await moderator.submit_modal(form, TYPED | {"source": "published: yesterday"})
    assert "'yesterday' is no date" in shown(refused).content
    (given_back,) = refused.followups
    assert given_back.content == TYPED_IS_ATTACHED
    text = (await newsroom.download(given_back.message)).decode()
    assert all(text_ in text for text_ in (TYPED["title"], "yesterday", TYPED["text0"], TYPED["text1"]))


async def test_a_form_that_changes_nothing_says_so(newsroom: Newsroom) -> None:
    form = await newsroom.do("edit", article=PURCHASE.id)
    result = await newsroom.moderator.submit_modal(form, fill(form))
    assert f"nothing was changed in '{PURCHASE.id}'" in shown(result).content


async def test_what_is_taken_out_of_a_form_is_gone(newsroom: Newsroom) -> None:
    form = await newsroom.do("edit", article=PURCHASE.id)
    edited = await newsroom.moderator.submit_modal(form, fill(form, source=("origin: Coast Wire", "")))
    assert "Whose report it retells: ~~Coast Wire~~ → **not known**" in seen_text(shown(edited))


async def test_what_a_file_leaves_out_stays(newsroom: Newsroom) -> None:
    file = ("whatever.txt", b"The town of Lindvik bought 49 electric ferries in March, after a long night.")
    edited = await newsroom.do("edit", article=PURCHASE.id, file=file)
    preview = seen_text(shown(edited))
    assert "What is known of it changes" not in preview
    assert "Lindvik bought **49** electric ferries in **March, after a long night.**" in preview


async def test_an_article_that_is_too_long_for_a_form_is_given_as_a_file(newsroom: Newsroom) -> None:
    long = replace(PURCHASE, body="\n\n".join(f"{PURCHASE.body} This is part {i}." for i in range(80)))
    await newsroom.town.bot.desk.services.store.publish([long], made_by=MadeBy.IMPORT)
    result = await newsroom.do("edit", article=PURCHASE.id)
    assert shown(result).content == TOO_LONG
    data = await newsroom.download(shown(result))
    assert b"This is part 79." in data
    changed = data.replace(b"310 million", b"320 million", 1)
    edited = await newsroom.do("edit", article=PURCHASE.id, file=(f"{PURCHASE.id}.md", changed))
    assert "**320** million" in seen_text(shown(edited))


async def test_several_files_are_one_change(newsroom: Newsroom) -> None:
    other = ("pier.txt", b"The pier\n\nThe pier of Lindvik has 12 lamps, the keeper said.")
    added = await newsroom.do("add", file=FILE, file2=other)
    preview = seen_text(shown(added))
    assert "2 articles" in preview
    assert "- **new:** The observatory shows its telescope · 2 sentences in" in preview
    assert "Edit" not in labels(shown(added))
    await newsroom.moderator.click(shown(added), label="Publish")
    assert {"telescope", "pier"} <= set(await newsroom.live())
    assert await newsroom.version() == 1


async def test_an_archive_is_imported_over_what_is_there(newsroom: Newsroom) -> None:
    await newsroom.publish("add", file=FILE)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("telescope.md", FILE[1].replace(b"14 tonnes", b"15 tonnes"))
        packed.writestr("pier.txt", "The pier\n\nThe pier of Lindvik has 12 lamps, the keeper said.")
    preview = shown(await newsroom.do("import", file=("all.zip", archive.getvalue())))
    assert "**changed:** The observatory shows its telescope" in seen_text(preview)
    assert "**new:** The pier" in seen_text(preview)
    assert seen_text(preview).count("a moderator has changed it since") == 1
    await newsroom.moderator.click(preview, label="Publish")
    assert "15 tonnes" in seen_text(await newsroom.town.ask(WEIGHT))


async def test_an_export_is_imported_again_without_a_change(newsroom: Newsroom) -> None:
    await newsroom.publish("add", file=FILE)
    await newsroom.publish("retire", article=NASTY.id)  # its address is none that a reader takes
    await newsroom.publish("alias add", terms="telescope, spyglass")
    exported = await newsroom.do("export")
    assert "Version 3: 3 articles" in shown(exported).content
    data = await newsroom.download(shown(exported))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert sorted(packed.namelist()) == [
            "aliases.toml",
            "articles/ferries-bought.md",
            "articles/ferries-retold.md",
            "articles/telescope.md",
        ]
    again = await newsroom.do("import", file=("all.zip", data))
    assert "nothing to import: every article is stored like this" in shown(again).content


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"file": ("a.exe", b"MZ")}, r"a.exe: is of an unknown type"),
        ({"file": ("a.docm", b"PK")}, r"a.docm: may hold macros"),
        (
            {"file": ("a.txt", b"x" * 2_000_001)},
            "a.txt: has 2,000,001 bytes, more than the 2,000,000 allowed",
        ),
        ({"file": ("a.txt", b" ")}, "a.txt: is empty"),
        ({"file": ("a.pdf", b"%PDF-1.4 broken")}, "a.pdf:"),
        ({"file": ("a.zip", b"PK\x03\x04 broken")}, "a.zip: is a damaged ZIP archive"),
        ({"file": ("a.md", b"---\ntitle: [\n---\nText.")}, "a.md: its front matter cannot be read"),
        ({"file": ("../../a.md", b"Bridge\n\nIt is here.\n"), "url": "https://x.example/"}, "not both"),
        ({"file": FILE, "file2": FILE}, "several articles have the id 'telescope'"),
        ({"file": ("ferries-bought.md", FILE[1])}, "there is an article 'ferries-bought' already"),
        ({"url": "https://x.example/page"}, "Fetching is off".lower()),
    ],
)
async def test_what_cannot_be_taken_in_is_refused_in_one_line(
    newsroom: Newsroom, options: dict[str, Any], said: str
) -> None:
    result = await newsroom.do("add", **options)
    content = shown(result).content
    assert said in content.replace("\\", "")
    assert "\n" not in content
    assert await newsroom.town.read("SELECT count(*) FROM drafts") == [(0,)]
    assert await newsroom.version() == 0


async def test_a_large_file_is_refused_before_it_is_loaded(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    http = newsroom.town.bot.http
    load = http.get_from_cdn

    async def watch(url: str) -> bytes:
        loaded.append(url)
        return await load(url)

    monkeypatch.setattr(http, "get_from_cdn", watch)
    await newsroom.do("add", file=("a.txt", b"x" * 2_000_001), file2=FILE)
    assert loaded == []
    await newsroom.do("add", file=FILE)
    assert len(loaded) == 1


async def test_every_reason_is_told_of_several_files(newsroom: Newsroom) -> None:
    result = await newsroom.do("add", file=("a.exe", b"MZ"), file2=FILE, file3=("b.rtf", b"{"))
    lines = shown(result).content.splitlines()
    assert lines[0] == "Not done:"
    assert lines[1].startswith("- a.exe: is of an unknown type")
    assert lines[2].startswith("- b.rtf: cannot be read")


async def test_markup_in_a_file_is_shown_as_it_is(newsroom: Newsroom) -> None:
    title = "**Bold** @everyone <@1> [x](https://evil.example)"
    nasty = f"---\ntitle: '{title}'\n---\n\nIt is `here` ||now||, he said.\n".encode()
    preview = seen_text(shown(await newsroom.do("add", file=("nasty.md", nasty))))
    assert r"\*\*Bold\*\* \@everyone \<\@1\> \[x\](https\://evil.example)" in preview


async def test_the_price_is_answered_from_the_edit_at_once(newsroom: Newsroom) -> None:
    form = await newsroom.do("edit", article=PURCHASE.id)
    edited = await newsroom.moderator.submit_modal(form, fill(form, text0=("310 million", "320 million")))
    await newsroom.moderator.click(shown(edited), label="Publish")
    assert "320 million" in seen_text(await newsroom.town.ask(PRICE))
