"""The floors of cleaning's quality. The figures: `python -m pytest tests/articles/test_quality.py -s`."""

import functools
import operator
import tomllib
from pathlib import Path

import pytest

from bot.articles.cleaning import clean
from bot.articles.readers import ArticleReaders
from tests.articles.quality import PAGES, SEEDS, Quality, measure_page, measure_seed, pages, seeds

KEEP_RECALL = 0.98
DROP_RECALL = 0.95
KNOWLEDGE = Path(__file__).parents[2] / "knowledge" / "articles"


def _check(quality: Quality, capsys: pytest.CaptureFixture[str], name: str) -> None:
    with capsys.disabled():
        print(f"\n{name}\n{quality}")  # noqa: T201 - the measurement is for people
    assert quality.keep_recall >= KEEP_RECALL, quality
    assert quality.drop_recall >= DROP_RECALL, quality


def test_the_six_pages_keep_their_articles_and_lose_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    _check(functools.reduce(operator.add, map(measure_page, pages())), capsys, "six pages")


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the raw reports are not beside this checkout")
def test_the_raw_reports_keep_their_articles_and_lose_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    _check(functools.reduce(operator.add, map(measure_seed, seeds())), capsys, "four raw reports")


@pytest.mark.parametrize("gold_file", pages(), ids=lambda path: path.name.split(".")[0])
def test_what_is_kept_of_a_page_stands_in_its_order(gold_file: Path) -> None:
    gold = tomllib.loads(gold_file.read_text("utf-8"))
    page = next(path for path in PAGES.glob(f"{gold_file.name.split('.')[0]}.*") if path != gold_file)
    readers = ArticleReaders(max_bytes=2_000_000)
    body = readers.read(readers.open(page)[0]).article.body
    blocks = [" ".join(block.split()) for block in body.split("\n\n")]
    places = [next(i for i, block in enumerate(blocks) if text in block) for text in gold["keep"]]
    assert places == sorted(set(places))


@pytest.mark.parametrize("gold_file", [p for p in pages() if "football" not in p.name], ids=lambda p: p.name)
def test_the_title_of_a_page_is_found(gold_file: Path) -> None:
    # The wire copy's first line is its masthead, and nothing in it says which line is the title.
    gold = tomllib.loads(gold_file.read_text("utf-8"))
    page = next(path for path in PAGES.glob(f"{gold_file.name.split('.')[0]}.*") if path != gold_file)
    readers = ArticleReaders(max_bytes=2_000_000)
    assert readers.read(readers.open(page)[0]).article.title == gold["title"]


@pytest.mark.parametrize("path", sorted(KNOWLEDGE.glob("*.md")), ids=lambda path: path.stem)
def test_the_shipped_articles_lose_nothing(path: Path) -> None:
    readers = ArticleReaders(max_bytes=2_000_000)
    assert readers.read(readers.open(path)[0]).dropped == ()


@pytest.mark.parametrize(
    "paragraph",
    [
        "The company said that it would share data with advertisers, and that its privacy policy allows it.",
        "Ad revenue fell by 40 per cent after the sale, and the company has trouble paying the rent.",
        "The newspaper asked readers to subscribe to its newsletter after the story broke.",
        "“We value your privacy,” the company said in a statement on Monday.",
        "“Sign up for our newsletter,” the page said, and nobody did.",
        "Anyone with information is asked to e-mail the police at tips@police.example, a spokeswoman said.",
        "The chips cost $10,000 each, up from $8,000 a year ago and $6,500 before that.",
        "Regulators fined the site for placing cookies before visitors could refuse them.",
        "He bought around 10,000 graphics cards for one of the company’s two data centres.",
        "She has written for several magazines about the dam, and testified before the committee in May.",
        "By Friday, all but two of the bridges had been closed.",
        "Related companies in three countries were searched on Tuesday.",
        "Comments made by the minister were published on Monday at 10.30.",
        "The share price fell by 5% within minutes, and trading was stopped.",
        "Copyright law does not cover the photograph, the court held.",
        "Buy-backs were stopped, the bank said.",
        "Did this article of the treaty help anybody? The judges doubted it.",
        "The petition, which 3,000 people had signed up to by noon, asks for a recount.",
    ],
)
def test_news_that_merely_mentions_such_things_stays(paragraph: str) -> None:
    around = (
        "The council met on Monday to talk about the matter.",
        "It will meet again in the week after next.",
    )
    assert clean((around[0], paragraph, around[1]), "A title").kept == (around[0], paragraph, around[1])
    assert clean((*around, paragraph), "A title").kept == (*around, paragraph)
