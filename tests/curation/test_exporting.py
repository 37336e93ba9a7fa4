from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.articles.markdown import read_markdown
from bot.articles.plain import read_plain
from bot.articles.readers import ArticleReaders
from bot.curation.exporting import export
from bot.curation.importing import ImportService
from bot.curation.markdown import render_article
from bot.curation.reports import Status
from bot.domain import Article, MadeBy
from bot.errors import StorydeskError
from bot.storage.articles import SqlArticleStore

NASTY = "*_[]<>&#-+=~`|!\\\"'.)(:{}1 \t\u00a0\u2028\ufeff\x0b\x0c\x1c\x85é“”…🙂aB"
lines = (
    st.text(st.sampled_from(NASTY) | st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n"))
    .map(str.strip)
    .filter(bool)
)
block_texts = st.builds(lambda mark, text: mark + text, st.sampled_from(["", "", "# ", "### ", "- "]), lines)
paragraphs = st.lists(lines, min_size=1, max_size=3).map("\n".join)
bodies = st.lists(block_texts | paragraphs, min_size=1, max_size=6).map("\n\n".join)
fields = st.none() | lines.map(lambda text: " ".join(text.split())).filter(bool)


def article(body: str, article_id: str = "a", **known: object) -> Article:
    return Article(id=article_id, title=str(known.pop("title", "A title")), body=body, **known)  # type: ignore[arg-type]


@given(bodies)
@settings(max_examples=500)
def test_any_body_reads_back_as_it_was(body: str) -> None:
    text = render_article(article(body)).replace("\r\n", "\n")
    assert "\n\n".join(read_markdown(text, "a.md").blocks) == body


@example("-  two spaces\n\n#  two spaces\n\n- \u00a0a hard one")
@given(st.text(st.sampled_from(NASTY + "\n\n- #")))
@settings(max_examples=300)
def test_any_plain_text_reads_back_as_it_was(text: str) -> None:
    body = "\n\n".join(read_plain(text).blocks)
    assert "\n\n".join(read_markdown(render_article(article(body)), "a.md").blocks) == body


@given(
    st.builds(tuple, st.lists(fields.filter(bool), max_size=2)),
    fields,
    fields,
    fields,
    st.dates() | st.none(),
)
@settings(max_examples=200)
def test_whatever_is_known_of_an_article_reads_back(
    based_on: tuple[str, ...], title: str | None, author: str | None, origin: str | None, day: date | None
) -> None:
    original = article(
        "It is here, the council said.",
        title=title or "1984",
        author=author,
        origin=origin,
        based_on=based_on,
        published=day,
        url="https://x.example/a?b=c&d=#e",
        story="other",
        language="en",
    )
    readers = ArticleReaders(max_bytes=100_000)
    (entry,) = readers.split(render_article(original).encode(), "whatever.md")
    assert readers.read(entry).article == original


@given(st.lists(bodies, min_size=1, max_size=4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_importing_an_export_again_changes_nothing(
    store: SqlArticleStore,
    importer: ImportService,
    tmp_path_factory: pytest.TempPathFactory,
    texts: list[str],
) -> None:
    readers = ArticleReaders(max_bytes=100_000)
    source = tmp_path_factory.mktemp("in")
    for number, text in enumerate(texts):
        (source / f"a{number}.md").write_text(
            render_article(article(text, f"a{number}")), "utf-8", newline="\n"
        )
    plan = await ImportService(store, readers).plan([source])
    await store.publish(plan.articles, made_by=MadeBy.IMPORT, aliases={"default": (("car", "vehicle"),)})
    target = tmp_path_factory.mktemp("out")
    written = await export(store, "default", target)
    assert len(written.written) == len((await store.knowledge("default")).revisions) + 1
    report = await ImportService(store, readers).import_paths([target])
    assert {outcome.status for outcome in report.outcomes} == {Status.UNCHANGED}


async def test_a_second_export_writes_nothing(store: SqlArticleStore, tmp_path: Path) -> None:
    await store.publish([article("It is here.")], made_by=MadeBy.IMPORT)
    first = await export(store, "default", tmp_path / "out")
    second = await export(store, "default", tmp_path / "out")
    assert (first.written, second.written) == ((tmp_path / "out" / "articles" / "a.md",), ())
    assert second.unchanged == first.written
    assert sorted(path.name for path in (tmp_path / "out").rglob("*")) == ["a.md", "articles"]


async def test_other_files_that_an_import_would_read_are_named_and_stay(
    store: SqlArticleStore, tmp_path: Path
) -> None:
    (tmp_path / "articles" / "deep").mkdir(parents=True)
    for name in ("old.md", "README.md", "aliases.toml", "map.png", "articles/a.txt", "articles/deep/b.md"):
        (tmp_path / name).write_text("mine", "utf-8")
    await store.publish([article("It is here.")], made_by=MadeBy.IMPORT)
    report = await export(store, "default", tmp_path)
    assert [path.name for path in report.stale] == ["aliases.toml", "a.txt", "b.md", "old.md"]
    assert (tmp_path / "old.md").read_text("utf-8") == "mine"


async def test_exporting_into_the_folder_it_came_from_is_read_back_and_keeps_the_notes_of_the_aliases(
    store: SqlArticleStore, importer: ImportService, folder: Path
) -> None:
    aliases = folder / "aliases.toml"
    aliases.write_text('# Vehicles\n[[alias]]\nterms = ["vehicle", "car"]\n', "utf-8")
    (folder / "articles").mkdir()
    (folder / "articles" / "a.md").write_text("---\ntitle: Bridge\n---\n\nIt is closed.\n", "utf-8")
    await importer.import_paths([folder])
    report = await export(store, "default", folder)
    assert (report.unchanged, report.stale) == ((aliases,), ())
    assert "# Vehicles" in aliases.read_text("utf-8")
    assert (await importer.import_paths([folder])).count(Status.UNCHANGED) == 2
    aliases.write_text('# Ships\n[[alias]]\nterms = ["ship", "boat"]\n', "utf-8")
    assert aliases in (await export(store, "default", folder)).written
    assert "# Ships" not in aliases.read_text("utf-8")


async def test_ids_that_differ_in_letter_case_alone_get_files_of_their_own(
    store: SqlArticleStore, importer: ImportService, tmp_path: Path
) -> None:
    articles = [article("It is here.", "Case"), article("It is there.", "case")]
    await store.publish(articles, made_by=MadeBy.IMPORT)
    target = tmp_path / "out"
    await export(store, "default", target)
    assert len({path.name.casefold() for path in (target / "articles").iterdir()}) == 2
    assert (await importer.import_paths([target])).count(Status.UNCHANGED) == 2


async def test_another_story_comes_back_as_itself(
    store: SqlArticleStore, importer: ImportService, tmp_path: Path
) -> None:
    aliases = {"other": (("car", "vehicle"),)}
    await store.publish([article("It is here.", story="other")], made_by=MadeBy.IMPORT, aliases=aliases)
    target = tmp_path / "out"
    await export(store, "other", target)
    assert (await importer.import_paths([target])).count(Status.UNCHANGED) == 2
    assert await store.version("default") == 0


async def test_a_file_is_no_folder_to_export_to(store: SqlArticleStore, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("mine", "utf-8")
    for target in (path, path / "below"):
        with pytest.raises(StorydeskError, match="is a file, not a folder"):
            await export(store, "default", target)
    assert path.read_text("utf-8") == "mine"


async def test_an_exported_file_is_as_people_write_it(store: SqlArticleStore, tmp_path: Path) -> None:
    body = "## What it costs\n\nIt costs 2 million, *nearly*.\n\n- one of two"
    await store.publish(
        [article(body, title="Bridge: closed", published=date(2024, 5, 14), based_on=("One", "Two: b"))],
        made_by=MadeBy.IMPORT,
    )
    await export(store, "default", tmp_path)
    assert (tmp_path / "articles" / "a.md").read_text("utf-8") == (
        "---\nid: a\ntitle: 'Bridge: closed'\npublished: 2024-05-14\nbased_on:\n- One\n- 'Two: b'\n---\n\n"
        "## What it costs\n\nIt costs 2 million, \\*nearly\\*.\n\n- one of two\n"
    )
