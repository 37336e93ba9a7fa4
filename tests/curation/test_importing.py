import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.articles.readers import ArticleReaders
from bot.curation.aliases import render_aliases
from bot.curation.importing import ImportService
from bot.curation.reports import Status
from bot.domain import AliasChange, Article, ArticleChange, Change, ChangeKind, MadeBy, Maker
from bot.errors import ImportRefusedError, StaleChangeError
from bot.settings import shipped_knowledge_dir
from bot.storage.articles import SqlArticleStore

MODERATOR = Maker(MadeBy.MODERATOR, 42)
TEXT = "The bridge closed on Monday, the council said."


def write(folder: Path, name: str, text: str = f"Bridge closes\n\n{TEXT}") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


async def bodies(store: SqlArticleStore, story: str = "default") -> dict[str, str]:
    return {r.article.id: r.article.body for r in (await store.knowledge(story)).revisions}


async def test_a_folder_goes_live_as_a_whole(
    store: SqlArticleStore, importer: ImportService, folder: Path
) -> None:
    write(folder, "a.txt")
    write(folder, "deep/er/b.md")
    report = await importer.import_paths([folder])
    assert [outcome.status for outcome in report.outcomes] == [Status.ADDED] * 2
    assert await bodies(store) == {"a": TEXT, "b": f"Bridge closes\n\n{TEXT}"} | {"b": TEXT}
    assert await store.version("default") == 1


async def test_importing_again_changes_nothing(
    store: SqlArticleStore, importer: ImportService, folder: Path
) -> None:
    write(folder, "a.txt")
    write(folder, "aliases.toml", '[[alias]]\nterms = ["car", "vehicle"]\n')
    await importer.import_paths([folder])
    report = await importer.import_paths([folder])
    assert {outcome.status for outcome in report.outcomes} == {Status.UNCHANGED}
    assert await store.version("default") == 1


async def test_a_changed_file_is_a_new_revision(
    store: SqlArticleStore, importer: ImportService, folder: Path
) -> None:
    path = write(folder, "a.txt")
    await importer.import_paths([path])
    write(folder, "a.txt", "Bridge closes\n\nIt closed on Tuesday.")
    report = await importer.import_paths([path])
    assert report.outcomes[0].status is Status.REVISED
    (revision,) = (await store.knowledge("default")).revisions
    assert (revision.number, revision.article.body) == (2, "It closed on Tuesday.")
    assert revision.made_by is MadeBy.IMPORT


async def test_a_newer_edit_of_a_moderator_is_kept_and_reported(
    store: SqlArticleStore, importer: ImportService, folder: Path
) -> None:
    path = write(folder, "a.txt")
    await importer.import_paths([path])
    (stored,) = (await store.knowledge("default")).revisions
    edited = replace(stored.article, body="A moderator wrote this.")
    await store.publish([edited], made_by=MadeBy.MODERATOR)
    report = await importer.import_paths([path, write(folder, "b.txt")])
    assert [outcome.status for outcome in report.outcomes] == [Status.KEPT, Status.ADDED]
    assert await bodies(store) == {"a": "A moderator wrote this.", "b": TEXT}


async def test_an_article_that_a_moderator_retired_stays_retired(
    store: SqlArticleStore, importer: ImportService, folder: Path
) -> None:
    path = write(folder, "a.txt")
    await importer.import_paths([path])
    await store.apply(Change("default", ChangeKind.RETIRE, (ArticleChange("a", 1, None),)), MODERATOR)
    (outcome,) = (await importer.import_paths([path])).outcomes
    assert (outcome.status, outcome.reason) == (
        Status.KEPT,
        "a moderator has retired it; it stays retired",
    )
    assert await bodies(store) == {}


async def test_an_article_that_a_moderator_rolled_back_is_kept_as_it_is(
    store: SqlArticleStore, importer: ImportService, folder: Path
) -> None:
    path = write(folder, "a.txt")
    await importer.import_paths([path])
    write(folder, "a.txt", "Bridge closes\n\nIt closed on Tuesday.")
    await importer.import_paths([path])
    back = Change("default", ChangeKind.ROLL_BACK, (ArticleChange("a", 2, 1),))
    await store.apply(back, MODERATOR)
    assert (await importer.import_paths([path])).outcomes[0].status is Status.KEPT
    assert await bodies(store) == {"a": TEXT}


async def test_an_edit_between_the_plan_and_its_publication_is_not_overwritten(
    store: SqlArticleStore, importer: ImportService, folder: Path
) -> None:
    path = write(folder, "a.txt")
    await importer.import_paths([path])
    write(folder, "a.txt", "Bridge closes\n\nIt closed on Tuesday.")
    plan = await importer.plan([path])
    (stored,) = (await store.knowledge("default")).revisions
    await store.publish([replace(stored.article, body="Mine.")], made_by=MadeBy.MODERATOR)
    with pytest.raises(StaleChangeError):
        await importer.publish(plan)
    assert await bodies(store) == {"a": "Mine."}


async def test_a_moderators_edit_that_says_the_same_is_unchanged(
    store: SqlArticleStore, importer: ImportService, folder: Path
) -> None:
    path = write(folder, "a.txt")
    plan = await importer.plan([path])
    await store.publish(plan.articles, made_by=MadeBy.MODERATOR)
    assert (await importer.import_paths([path])).outcomes[0].status is Status.UNCHANGED


async def test_one_refusal_keeps_everything_out_and_every_reason_is_listed(
    store: SqlArticleStore, importer: ImportService, folder: Path
) -> None:
    write(folder, "a.txt")
    write(folder, "b.txt", " ")
    write(folder, "c.md", "---\ntitle: [1]\n---\nText.")
    write(folder, "many.jsonl", '{"id": "x", "title": "T", "text": "It is."}\n{\n{}\n')
    write(folder, "aliases.toml", '[[alias]]\nterms = ["alone"]\n')
    with pytest.raises(ImportRefusedError) as refusal:
        await importer.import_paths([folder, folder / "none.md"])
    assert len(refusal.value.reasons) == 6
    for part in ("b.txt: is empty", "c.md: title", "line 2", "line 3", "alone", "none.md: does not exist"):
        assert any(part in reason for reason in refusal.value.reasons)
    assert await bodies(store) == {}
    assert (await store.knowledge("default")).aliases == ()


async def test_an_id_twice_in_one_call_is_refused_unless_the_stories_differ(
    importer: ImportService, folder: Path
) -> None:
    write(folder, "one/a.txt")
    write(folder, "two/a.txt")
    with pytest.raises(ImportRefusedError, match=r"two/a.txt: the id 'a' is also that of .*one/a.txt"):
        await importer.import_paths([folder])
    write(folder, "two/a.txt", '{"id": "a"}')
    write(folder, "two/sources.toml", '[[article]]\nfile = "a.txt"\ntitle = "T"\nstory = "other"\n')
    assert (await importer.import_paths([folder])).count(Status.ADDED) == 2


async def test_a_file_named_twice_is_read_once(importer: ImportService, folder: Path) -> None:
    path = write(folder, "a.txt")
    assert len((await importer.import_paths([path, folder, path])).outcomes) == 1


async def test_what_is_no_article_is_skipped_in_a_folder_and_refused_by_name(
    importer: ImportService, folder: Path
) -> None:
    write(folder, "a.txt")
    write(folder, "README.md")
    write(folder, ".hidden.md")
    write(folder, ".git/b.md")
    picture = write(folder, "map.png")
    report = await importer.import_paths([folder])
    assert [(Path(o.name).name, o.status) for o in report.outcomes] == [
        ("README.md", Status.SKIPPED),
        ("map.png", Status.SKIPPED),
        ("a.txt", Status.ADDED),
    ]
    with pytest.raises(ImportRefusedError, match=r"map.png: is of an unknown type"):
        await importer.import_paths([picture])


async def test_a_folder_without_articles_is_refused(importer: ImportService, folder: Path) -> None:
    with pytest.raises(ImportRefusedError, match="holds no article"):
        await importer.import_paths([folder])


@pytest.mark.parametrize("name", ["README.md", "sources.toml"])
async def test_what_holds_no_article_is_nothing_to_import_alone(
    importer: ImportService, folder: Path, name: str
) -> None:
    path = write(folder, name, "")
    with pytest.raises(ImportRefusedError, match=f"{name}: nothing to import: it "):
        await importer.import_paths([path])
    assert (await importer.import_paths([path, write(folder, "a.txt")])).count(Status.SKIPPED) == 1


async def test_a_document_is_refused_with_what_to_do(importer: ImportService, folder: Path) -> None:
    with pytest.raises(ImportRefusedError, match=r"a.odt: cannot be read; save it as .docx or .pdf, or copy"):
        await importer.import_paths([write(folder, "a.odt")])


async def test_aliases_of_moderators_stay_and_are_reported(
    folder: Path, store: SqlArticleStore, importer: ImportService
) -> None:
    path = write(folder, "aliases.toml", render_aliases([("car", "vehicle"), ("ship", "boat")], "default"))
    await importer.import_paths([path])
    made = AliasChange(1, (("car", "vehicle", "auto"), ("ship", "boat"), ("sea", "ocean")))
    change = Change("default", ChangeKind.ALIASES, aliases=made)
    await store.apply(change, Maker(MadeBy.MODERATOR, 42))
    news = [("car", "vehicle"), ("ship", "boat", "vessel"), ("hill", "mount")]
    write(folder, "aliases.toml", render_aliases(news, "default"))
    report = await importer.import_paths([path])
    assert [(outcome.status, outcome.reason) for outcome in report.outcomes] == [
        (Status.KEPT, "a moderator has changed these since, and they stay: car, vehicle, auto"),
        (Status.REVISED, "1 group added, 1 changed, 2 kept"),
    ]
    merged = (("car", "vehicle", "auto"), ("ship", "boat", "vessel"), ("sea", "ocean"), ("hill", "mount"))
    assert (await store.knowledge("default")).aliases == merged
    write(folder, "aliases.toml", render_aliases([("car", "vehicle")], "default"))
    (outcome,) = (await importer.import_paths([path])).outcomes
    assert outcome.status is Status.KEPT


async def test_aliases_that_changed_after_the_plan_are_not_overwritten(
    folder: Path, store: SqlArticleStore, importer: ImportService
) -> None:
    plan = await importer.plan(
        [write(folder, "aliases.toml", render_aliases([("car", "vehicle")], "default"))]
    )
    change = Change("default", ChangeKind.ALIASES, aliases=AliasChange(0, (("car", "auto"),)))
    await store.apply(change, Maker(MadeBy.MODERATOR, 42))
    with pytest.raises(StaleChangeError, match="the aliases"):
        await importer.publish(plan)
    assert (await store.knowledge("default")).aliases == (("car", "auto"),)


async def test_aliases_are_merged_into_those_that_are_stored(
    store: SqlArticleStore, importer: ImportService, folder: Path
) -> None:
    def groups(*terms: tuple[str, ...]) -> str:
        return "".join(f"[[alias]]\nterms = {list(group)}\n" for group in terms)

    path = write(folder, "aliases.toml", groups(("car", "vehicle"), ("ship", "boat"), ("sea", "ocean")))
    report = await importer.import_paths([path])
    assert (report.outcomes[0].status, report.outcomes[0].reason) == (
        Status.ADDED,
        "3 groups added, 0 changed, 0 kept",
    )
    write(folder, "aliases.toml", groups(("Car", "lorry"), ("boat", "ship"), ("hill", "mount")))
    report = await importer.import_paths([path])
    assert (report.outcomes[0].status, report.outcomes[0].reason) == (
        Status.REVISED,
        "1 group added, 1 changed, 2 kept",
    )
    merged = (("Car", "lorry"), ("ship", "boat"), ("sea", "ocean"), ("hill", "mount"))
    assert (await store.knowledge("default")).aliases == merged
    for text in ("", groups(("ocean", "sea"))):
        write(folder, "aliases.toml", text)
        assert (await importer.import_paths([path])).outcomes[0].status is Status.UNCHANGED
    assert (await store.knowledge("default")).aliases == merged
    assert await store.version("default") == 2


async def test_sources_fill_what_files_do_not_state_also_when_a_file_is_named(
    store: SqlArticleStore, importer: ImportService, folder: Path
) -> None:
    path = write(folder, "a.md", f"---\npublisher: Mine\n---\n{TEXT}")
    write(folder, "sources.toml", '[[article]]\nfile = "a.md"\ntitle = "Its title"\npublisher = "Theirs"\n')
    await importer.import_paths([path])
    (revision,) = (await store.knowledge("default")).revisions
    assert (revision.article.title, revision.article.publisher) == ("Its title", "Mine")


async def test_broken_sources_refuse_the_import(importer: ImportService, folder: Path) -> None:
    write(folder, "a.txt")
    write(folder, "sources.toml", '[[article]]\nfile = "gone.txt"\n')
    with pytest.raises(ImportRefusedError, match=r"names 'gone.txt', which is not beside it"):
        await importer.import_paths([folder])


async def test_the_story_that_is_asked_for_goes_before_the_one_that_is_stated(
    store: SqlArticleStore, importer: ImportService, folder: Path
) -> None:
    write(folder, "a.md", f"---\ntitle: T\nstory: stated\n---\n{TEXT}")
    write(folder, "aliases.toml", '[[alias]]\nterms = ["car", "vehicle"]\n')
    await importer.import_paths([folder], story_override="asked")
    assert await bodies(store, "asked") == {"a": TEXT}
    assert await bodies(store, "stated") == {}
    assert (await store.knowledge("asked")).aliases == (("car", "vehicle"),)


async def test_a_term_in_two_groups_is_refused_across_files_too(
    importer: ImportService, folder: Path
) -> None:
    write(folder, "one/aliases.toml", '[[alias]]\nterms = ["car", "vehicle"]\n')
    write(folder, "two/aliases.toml", '[[alias]]\nterms = ["Car", "auto"]\n')
    with pytest.raises(ImportRefusedError, match="in more than one group: Car"):
        await importer.import_paths([folder])


async def test_a_plan_stores_nothing_and_shows_what_was_dropped(
    store: SqlArticleStore, importer: ImportService, folder: Path
) -> None:
    path = write(folder, "a.txt", f"Bridge closes\n\n{TEXT}\n\nAdvertisement")
    plan = await importer.plan([path])
    assert [part.text for part in plan.report.outcomes[0].dropped] == ["Bridge closes", "Advertisement"]
    assert await bodies(store) == {}
    await importer.publish(plan)
    assert await bodies(store) == {"a": TEXT}


async def test_progress_counts_every_article(importer: ImportService, folder: Path) -> None:
    write(folder, "a.txt")
    write(folder, "b.jsonl", '{"id": "x", "title": "T", "text": "It is."}\n{\n')
    seen: list[tuple[int, int]] = []
    await importer.plan([folder], progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


async def test_reading_does_not_hold_up_the_event_loop(store: SqlArticleStore, folder: Path) -> None:
    write(folder, "a.txt", "Title\n\n" + "\n\n".join(f"Line {n} of it is here." for n in range(20_000)))
    importer = ImportService(store, ArticleReaders(max_bytes=2_000_000))
    turns = 0
    planning = asyncio.create_task(importer.plan([folder]))
    while not planning.done():
        await asyncio.sleep(0)
        turns += 1
    assert (await planning).report.count(Status.ADDED) == 1
    # Without a thread the loop would get a handful of turns while hundreds of milliseconds pass.
    assert turns > 100


async def test_the_shipped_knowledge_seeds_a_database(
    store: SqlArticleStore, importer: ImportService
) -> None:
    report = await importer.seed(shipped_knowledge_dir())
    knowledge = await store.knowledge("default")
    assert len(knowledge.revisions) >= 4
    assert {revision.made_by for revision in knowledge.revisions} == {MadeBy.SHIPPED}
    assert any("GPU" in group for group in knowledge.aliases)
    assert report.count(Status.SKIPPED) == 1


async def test_an_import_begins_no_story_with_the_name_of_a_servers(
    folder: Path, store: SqlArticleStore, importer: ImportService
) -> None:
    write(folder, "a.md", "---\nstory: server-7\n---\n# Bridge closes\n\nThe bridge closed on Monday.")
    write(folder, "aliases.toml", render_aliases([("car", "vehicle")], "server-7"))
    report = (await importer.plan([folder])).report
    assert [outcome.status for outcome in report.outcomes] == [Status.REFUSED] * 2
    assert all("'server-7' is a server's name" in reason for reason in report.refusals)
    (reason,) = (await importer.plan([write(folder, "b.txt")], story_override="server-8")).report.refusals
    assert "'server-8' is a server's name" in reason
    added = (ArticleChange("a", None, Article("a", "A", "It is.", story="server-7")),)
    change = Change("server-7", ChangeKind.ADD, added, copied_from="default", owner="7")
    await store.apply(change, MODERATOR)
    await importer.import_paths([folder / "a.md"], story_override="server-7", made_by=MadeBy.MODERATOR)
    assert (await bodies(store, "server-7"))["a"] == "The bridge closed on Monday."
