import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Span
from bot.ports import Hit
from bot.retrieval.index import Index
from tests.builders import make_index, make_knowledge, make_revision

CLOSED = "The harbour bridge was closed on Monday."
OPEN = "The market hall stayed open all week."


def search(index: Index, question: str) -> list[Hit]:
    hits = index.search(index.analyse(question), passages=5)
    return sorted(hits, key=lambda hit: -(hit.sentence_score + hit.passage_score))


def found(index: Index, question: str) -> list[str]:
    return [hit.span.of(hit.passage.revision.article.body) for hit in search(index, question)]


def test_without_articles_nothing_is_found() -> None:
    index = make_index()
    assert found(index, "bridge") == []
    assert index.languages == {"en"}


def test_with_one_article_its_sentence_is_found_with_a_positive_score() -> None:
    (hit,) = search(make_index(CLOSED), "When was the bridge closed?")
    assert hit.sentence_score > 0
    assert hit.passage_score > 0


def test_with_two_articles_the_one_that_matches_is_found_alone() -> None:
    assert found(make_index(CLOSED, OPEN), "bridge") == [CLOSED]
    assert found(make_index(CLOSED, OPEN), "market") == [OPEN]


def test_a_word_that_stands_in_every_article_is_found_in_each() -> None:
    assert len(found(make_index(CLOSED, CLOSED), "bridge")) == 2


def test_unknown_words_find_nothing() -> None:
    assert found(make_index(CLOSED, OPEN), "zeppelin") == []


def test_the_order_is_made_by_the_scores() -> None:
    # Fails when rank_bm25's scores are replaced by zeros: every sentence shares a term, and the best
    # stands in the middle.
    index = make_index(
        "The bridge is old. Its colour is grey.",
        "The crack in the bridge pier was found by a diver. Divers came.",
        "A crack is a crack. The bridge is long, and many people cross the long bridge every single day.",
    )
    best = search(index, "Who found the crack in the bridge pier?")[0]
    assert best.passage.revision.article.id == "a1"
    assert best.sentence == 0
    assert best.sentence_score > 0


def test_an_alias_is_found_for_less_than_the_word_itself() -> None:
    index = make_index(
        "Boats wait. One GPU came.",
        "Boats wait. One graphics card came.",
        aliases=(("GPU", "graphics card"),),
    )
    first, second = [hit for hit in search(index, "GPU") if any(hit.covered)]
    assert first.passage.revision.article.id == "a0"
    assert first.covered == (1.0,)
    assert 0 < second.covered[0] < 1


def test_the_title_and_the_heading_are_context() -> None:
    revision = make_revision("## The crack\n\nIt was found on Monday.", title="Harbour bridge")
    index = Index(make_knowledge(revision))
    (hit,) = search(index, "When was the crack in the bridge found?")
    assert hit.covered == (0.0, 0.0, 1.0)
    assert hit.context == (1.0, 1.0, 0.0)


def test_the_languages_are_those_that_the_articles_state() -> None:
    revisions = [
        make_revision("Die Brücke.", article_id="a", language="de"),
        make_revision("Noch eine Brücke.", article_id="b", language="de-AT"),
        make_revision("A bridge.", article_id="c", language="en"),
    ]
    index = Index(make_knowledge(*revisions))
    assert index.languages == {"de", "en"}
    assert found(index, "Brücken")


def test_the_language_is_detected_when_no_article_states_one() -> None:
    body = "Die Brücke wurde am Montag gesperrt, weil ein Riss im Pfeiler gefunden worden war."
    assert Index(make_knowledge(make_revision(body))).languages == {"de"}


@pytest.mark.parametrize("question", ["", "?!", "who is it?", "\x00", "🤖"])
def test_questions_without_carrying_words_find_nothing(question: str) -> None:
    assert found(make_index(CLOSED), question) == []


@given(st.lists(st.text(max_size=80), max_size=4), st.text(max_size=40))
def test_every_hit_is_a_sentence_of_its_article_that_shares_a_term(bodies: list[str], question: str) -> None:
    index = make_index(*bodies)
    for hit in search(index, question):
        assert isinstance(hit.span, Span)
        assert hit.span.of(hit.passage.revision.article.body)
        assert hit.passage_score > 0
        assert hit.sentence_score >= 0
        assert (hit.sentence_score > 0) == any(hit.covered)
