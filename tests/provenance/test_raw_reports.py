"""The four raw reports of the shipped story; skipped where they are not at hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.articles.readers import ArticleReaders
from bot.domain import Agreement, Article, Attribution, MadeBy, Quote, Revision, Span
from bot.provenance.agreement import Place, Provenance
from tests.builders import NOW
from tests.cli.conftest import Run, run  # noqa: F401 - a fixture

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
QUESTION = "How many GPUs did Elon Musk buy?"
# A few words of the sentence of each report that tells of the purchase, and the label of that sentence.
PURCHASES = {
    "000_8aba8bd165319c83": ("recently purchased nearly 10,000", Attribution.ANONYMOUS),
    "001_bd0bdafdd632ef0d": ("recently bought 10,000 GPUs", Attribution.NAMED),
    "002_df4fe5411993d2ce": ("already bought around 10,000 GPUs", Attribution.NAMED),
    "003_ef6469aae008a730": ("reportedly purchased approximately 10,000", Attribution.ALLEGED),
}

pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(),
    reason="the raw reports (../shared) are not here; they are never part of the project",
)


def read_reports() -> dict[str, Article]:
    readers = ArticleReaders(max_bytes=1_000_000)
    stated = readers.sources(SEEDS)
    articles = [
        readers.read(entry, stated.get(path.name)).article
        for path in sorted(SEEDS.glob("*.txt"))
        for entry in readers.open(path)
    ]
    return {article.id: article for article in articles}


def find_purchase(article: Article) -> Place:
    start = article.body.index(PURCHASES[article.id][0])
    start = max(article.body.rfind(". ", 0, start) + 2, article.body.rfind("\n", 0, start) + 1)
    return Revision(article, 1, NOW, MadeBy.IMPORT), Span(start, article.body.index(".", start) + 1)


def test_three_reports_of_the_purchase_have_one_origin_and_the_fourth_names_none() -> None:
    articles = read_reports()
    assert set(articles) == set(PURCHASES)
    places = [find_purchase(article) for article in articles.values()]
    provenance = Provenance()
    assert provenance.count(places) == Agreement(4, ("Business Insider",), 1)
    alone = {revision.article.id: provenance.count([(revision, span)]) for revision, span in places}
    unknown = alone.pop("003_ef6469aae008a730")
    assert unknown == Agreement(1, (), 1)
    assert set(alone.values()) == {Agreement(1, ("Business Insider",), 0)}


def test_a_moderators_word_makes_it_four() -> None:
    articles = read_reports()
    fourth = replace(articles["003_ef6469aae008a730"], origin="Business Insider")
    places = [find_purchase(article) for article in (articles | {fourth.id: fourth}).values()]
    assert Provenance().count(places) == Agreement(4, ("Business Insider",), 0)


def test_each_report_of_the_purchase_has_its_label() -> None:
    for article in read_reports().values():
        revision, span = find_purchase(article)
        quote = Quote(revision, span, span.of(article.body), None, 1.0)
        assert Provenance().label([quote])[0].attribution is PURCHASES[article.id][1]


def test_it_is_said_in_the_terminal(run: Run, tmp_path: Path) -> None:  # noqa: F811
    run("import", SEEDS)
    assert "3 articles, 1 origin: Business Insider; 1 article names no source" in run("ask", QUESTION).out
    run("export", tmp_path / "copy")
    (path,) = (tmp_path / "copy").rglob("003_ef6469aae008a730.md")
    stated = path.read_text(encoding="utf-8").replace("---\n", "---\norigin: Business Insider\n", 1)
    path.write_text(stated, encoding="utf-8")
    run("import", path)
    assert "4 articles, 1 origin: Business Insider\n" in run("ask", QUESTION).out
