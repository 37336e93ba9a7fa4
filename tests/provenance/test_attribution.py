import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import Article, Attribution, Span
from bot.provenance.attribution import label_attribution, label_quote

ANONYMOUS = (
    "The bridge stays closed, according to two anonymous sources familiar with the repairs.",
    "According to reliable sources, the pier is safe.",
    "The sources also noted that the pier is old.",
    "The project works well, according to one source.",
    "Insiders say the pier is safe.",
    "A source close to the mayor told Coast Wire that he would resign.",
    "People close to the mayor said he would resign.",
    "According to people who saw it, the pier fell.",
    "An official who asked not to be named said the pier is safe.",
    "A diver, speaking on condition of anonymity, told of cracks.",
    "The ferry is late, according to one of the sources tapped by Coast Wire.",
    "An unnamed official denied it.",
)
OFFICIAL = (
    "The ministry said the bridge is safe.",
    "Police said that nobody was hurt.",
    "Officials said on Monday that the pier is safe.",
    "Repairs will take six weeks, the mayor said.",
    "A spokesperson for the company told Coast Wire that the pier is safe.",
    "Mayor Ada Lind said the pier is safe.",
    "“It is safe and will stay so,” said Mayor Ada Lind.",
    "The repair costs two million, according to the City Council.",
    "The price is right, the harbour board said.",
    "According to court documents, the pier was sold.",
    "“We will repair the bridge in May,” the company said.",
    "Police estimated that five people left.",
)
NAMED = (
    "According to Ada Lind, the pier is safe.",
    "Ada Lind said the pier is safe.",
    "“It is safe and will stay so,” said Ada Lind.",
    "Coast Wire reports that the pier is safe.",
    "The pier is reportedly safe, according to Coast Wire.",
    "This comes from Coast Wire, which puts forward the claim that he bought it.",
    "A Semaphore report suggests the dispute is personal.",
    "The Verge reported on Tuesday that the pier is safe.",
    "Yesterday Ada Lind said the pier is safe.",
    "Semaphore puts the number of boats at 5.",
    "Semaphore puts the repairs at about £2 million.",
    "Semaphore, too, describes it as a danger.",
    "Semaphore estimates that the pier is safe.",
    "Semaphore counts at least five boats.",
    "Semaphore calls him a vocal opponent of the pier.",
    "A survey by Semaphore found that the pier is safe.",
    "As Semaphore first reported, the pier is safe.",
    "By Semaphore's count, five boats left.",
)
ALLEGED = (
    "The pier reportedly fell.",
    "The mayor allegedly took bribes.",
    "The pier is said to be old.",
    "According to media reports, the pier is old.",
    "According to a new report, the pier is old.",
    "Reports suggest that the pier is old.",
    "The divers are still looking, we're told.",
)
OWN = (
    "The mayor told us that the pier is safe.",
    "Our reporter saw the crack.",
    "We have learned that the pier is safe.",
    "Documents obtained by this newspaper tell of cracks.",
)
NOTHING = (
    "",
    "The bridge was closed on Monday.",
    "According to plan, the bridge opened in May.",
    "Yesterday reports came in from the harbour.",
    "The report reports nothing.",
    "The report said that the pier is old.",
    "Residents said the pier is old.",
    "A diver from Lindvik said the pier is old.",
    "She said the pier is safe.",
    "He reports to Ada Lind.",
    "The court had the final say.",
    "Wind and other sources of power are cheap.",
    "Water comes from several sources.",
    "Our bridge is old and we like it.",
    "“They told us to leave the house at once,” she said.",
    "Lindvik recently added new ferries.",
    "The government closed the bridge.",
    "Ada Lind puts the kettle at the window.",
    "The same report says the pier is safe.",
    "Die Brücke wurde laut Polizei gesperrt.",
    "Selon le ministère, le pont est fermé.",
    "橋は月曜日に閉鎖された。",
)
CASES = {
    Attribution.ANONYMOUS: ANONYMOUS,
    Attribution.OFFICIAL: OFFICIAL,
    Attribution.NAMED: NAMED,
    Attribution.ALLEGED: ALLEGED,
    Attribution.OWN_REPORTING: OWN,
    None: NOTHING,
}


@pytest.mark.parametrize(
    ("text", "label"), [(text, label) for label, texts in CASES.items() for text in texts]
)
def test_a_quote_is_labelled_by_whom_it_names(text: str, label: Attribution | None) -> None:
    assert label_attribution(text) is label


def test_a_quote_of_several_sentences_is_labelled_by_all_of_them() -> None:
    assert label_attribution("The pier fell. It was old, the mayor said.") is Attribution.OFFICIAL
    assert label_attribution("The pier fell. Residents left. Ada Lind says so.") is Attribution.NAMED


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("A diver told the Gazette about the crack.", Attribution.OWN_REPORTING),
        ("Harbour Gazette reports that the pier fell.", Attribution.OWN_REPORTING),
        ("The pier fell, the Gazette writes, citing Coast Wire.", Attribution.NAMED),
        ("Two sources told the Gazette about the crack.", Attribution.ANONYMOUS),
        ("A diver told Coast Wire about the crack.", Attribution.NAMED),
    ],
)
def test_an_outlet_that_names_itself_speaks_of_its_own_reporting(text: str, label: Attribution) -> None:
    assert label_attribution(text, publisher="Harbour Gazette") is label


def test_speech_that_a_sentence_was_cut_from_is_not_what_the_article_says() -> None:
    body = "“We left. They told us to go. The pier fell,” said Ada Lind."
    start = body.index("They")
    article = Article("a", "", body)
    assert label_quote(article, Span(start, start + 20)) is None
    assert label_attribution("They told us to go.") is Attribution.OWN_REPORTING
    assert label_quote(article, Span(start, len(body))) is Attribution.NAMED


def test_only_the_paragraph_around_a_quote_tells_what_is_speech() -> None:
    text = "The mayor told us all."
    body = f"“And so we all came\n\n{text}\n\nand then we all left,” she said."
    start = body.index(text)
    assert label_quote(Article("a", "", body), Span(start, start + len(text))) is Attribution.OWN_REPORTING


@settings(deadline=None)
@given(st.text(max_size=300), st.none() | st.text(max_size=40))
def test_any_text_has_a_label_or_none(text: str, publisher: str | None) -> None:
    assert label_attribution(text, publisher=publisher) in {*Attribution, None}


WORDS = st.sampled_from([
    "according to", "Coast", "Wire", "sources", "said", "the", "reports", "that", ",", "“", "”", "us", "told",
    "The", "citing", "a", "report", "police", ".", "\n\n", "St.", "’s", "(", ")", "which", "by",
])  # fmt: skip


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=40), st.data())
def test_any_part_of_an_article_has_a_label_or_none(words: list[str], data: st.DataObject) -> None:
    body = " ".join(words)
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    assert label_quote(Article("a", "", body), Span(start, end)) in {*Attribution, None}
