from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.answering.config import AnsweringConfig
from bot.answering.evidence import weigh_evidence
from bot.answering.quotes import choose_quotes
from bot.domain import Quote
from bot.provenance.agreement import Place
from bot.retrieval.index import Index
from tests.builders import make_index, make_knowledge, make_revision

CONFIG = AnsweringConfig()


def choose(
    index: Index, question: str, config: AnsweringConfig = CONFIG
) -> tuple[tuple[Quote, ...], tuple[Place, ...]]:
    query = index.analyse(question)
    return choose_quotes(query, weigh_evidence(index, query, most_chars=config.quote_max_chars), config)


def texts(index: Index, question: str, config: AnsweringConfig = CONFIG) -> list[str]:
    return [quote.text for quote in choose(index, question, config)[0]]


def test_a_quote_is_one_sentence() -> None:
    index = make_index("A mayor spoke. Dunford bridge closed on Monday. Boats waited.")
    assert texts(index, "When was Dunford bridge closed?") == ["Dunford bridge closed on Monday."]


def test_a_sentence_that_leans_on_the_one_before_takes_it_along() -> None:
    index = make_index("Ana Lind is a diver. She found the crack in the pier. Boats waited.")
    assert texts(index, "Who found the crack in the pier?") == [
        "Ana Lind is a diver. She found the crack in the pier."
    ]


def test_neighbours_come_from_the_same_paragraph_only() -> None:
    index = make_index("Ana Lind is a diver.\n\nShe found the crack in the pier.")
    assert texts(index, "Who found the crack in the pier?") == ["She found the crack in the pier."]


def test_a_quote_with_neighbours_keeps_to_its_length() -> None:
    long = "Ana Lind, " + "who has dived for many years, " * 12 + "is a diver."
    index = make_index(f"{long} She found the crack in the pier.")
    assert texts(index, "Who found the crack in the pier?") == ["She found the crack in the pier."]


def test_one_long_sentence_is_quoted_whole() -> None:
    long = "The crack in the pier " + "that was found by the diver " * 20 + "is deep."
    assert texts(make_index(long), "crack in the pier") == [long]


def test_at_most_three_sentences_lean_on_one_another() -> None:
    index = make_index("One came. She two. She three. She found the crack in the pier.")
    (quote,) = texts(index, "Who found the crack in the pier?")
    assert quote == "She two. She three. She found the crack in the pier."


def test_several_articles_are_quoted_once_each_when_they_say_it_differently() -> None:
    index = make_index(
        "The harbour bridge was closed on Monday after a diver's report.",
        "Police closed the harbour bridge at dawn, and nobody was told why.",
    )
    assert len(texts(index, "Who closed the harbour bridge?")) == 2


def test_near_identical_quotes_are_folded_and_their_articles_counted() -> None:
    index = make_index(
        "The bridge closed on Monday.", "The bridge closed on Monday!", "the bridge closed on Monday"
    )
    quotes, places = choose(index, "When was the bridge closed?")
    assert len(quotes) == 1
    assert len({revision.article.id for revision, _ in places}) >= 2


def test_no_more_is_quoted_than_allowed() -> None:
    index = make_index(*(f"The bridge closed on Monday, said {name}." for name in ("Ada", "Bo", "Cy", "Di")))
    config = AnsweringConfig(max_quotes=2)
    assert len(texts(index, "When was the bridge closed?", config)) <= 2


def test_one_article_is_quoted_up_to_its_limit() -> None:
    sentences = [f"The old harbour bridge was closed by {name} on Monday." for name in ("police", "a diver")]
    index = make_index(" ".join(sentences))
    config = AnsweringConfig(article_max_chars=len(sentences[0]) + 5)
    assert len(texts(index, "Who closed the old harbour bridge?", config)) == 1


WORDS = st.lists(
    st.sampled_from(["bridge", "crack", "pier", "She", "mayor", "closed", "Monday.", "However,", "12"]),
    min_size=1,
)


@given(st.lists(WORDS, min_size=1, max_size=4), WORDS)
def test_quotes_are_verbatim_distinct_and_within_the_limits(
    bodies: list[list[str]], question: list[str]
) -> None:
    index = Index(
        make_knowledge(*(make_revision(" ".join(body), article_id=f"a{i}") for i, body in enumerate(bodies)))
    )
    quotes, places = choose(index, " ".join(question))
    assert len(quotes) <= CONFIG.max_quotes
    assert {(quote.revision, quote.span) for quote in quotes} <= set(places)
    for quote in quotes:
        quote.verify()
        assert quote.article.body[quote.span.start : quote.span.end] == quote.text
    spans = sorted((quote.article.id, quote.span) for quote in quotes)
    for (article, span), (next_article, next_span) in pairwise(spans):
        assert article != next_article or span.end <= next_span.start
