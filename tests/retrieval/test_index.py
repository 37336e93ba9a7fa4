import itertools
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ports import NO_TERM, Found, FoundPassage
from bot.retrieval.bm25 import Bm25
from bot.retrieval.index import Index
from bot.text.analysis import Analyzer
from tests.builders import make_index, make_knowledge, make_revision

CLOSED = "The harbour bridge was closed on Monday."
OPEN = "The market hall stayed open all week."


def search(index: Index, question: str, passages: int = 5) -> Found:
    return index.search(index.analyse(question), passages=passages)


def found(index: Index, question: str) -> list[str]:
    return [passage.passage.revision.article.id for passage in search(index, question).passages]


def covered(result: Found, passage: FoundPassage, sentence: int) -> list[float]:
    """How well each word of the question is matched in a sentence."""
    ends = [*passage.first[1:].tolist(), len(passage.terms)]
    terms = passage.terms[passage.first[sentence] : ends[sentence]].tolist()
    return [max(matcher.forms.get(term, 0.0) for term in terms) for matcher in result.matchers]


def test_without_articles_nothing_is_found() -> None:
    index = make_index()
    assert found(index, "bridge") == []
    assert len(index) == 0
    assert index.languages == {"en"}


def test_with_one_article_its_passage_is_found_with_a_positive_score() -> None:
    (passage,) = search(make_index(CLOSED), "When was the bridge closed?").passages
    assert passage.score > 0


def test_with_two_articles_the_one_that_matches_is_found_alone() -> None:
    assert found(make_index(CLOSED, OPEN), "bridge") == ["a0"]
    assert found(make_index(CLOSED, OPEN), "market") == ["a1"]


def test_a_word_that_stands_in_every_article_is_found_in_each() -> None:
    assert found(make_index(CLOSED, CLOSED), "bridge") == ["a0", "a1"]


def test_unknown_words_find_nothing() -> None:
    assert found(make_index(CLOSED, OPEN), "zeppelin") == []


def test_the_order_is_made_by_the_scores_of_bm25() -> None:
    # Every article shares a term, and the best stands in the middle.
    index = make_index(
        "The bridge is old. Its colour is grey.",
        "The crack in the bridge pier was found by a diver. Divers came.",
        "A crack is a crack. The bridge is long, and many people cross the long bridge every single day.",
    )
    question = "Who found the crack in the bridge pier?"
    analyzer = Analyzer("en")
    documents = [analyzer.terms(revision.article.body) for revision in index.knowledge.revisions]
    model = Bm25(documents)
    scores = np.sum([model.scores(term, range(3)) for term in analyzer.terms(question)], axis=0)
    result = search(index, question)
    assert found(index, question)[0] == "a1"
    assert [passage.score for passage in result.passages] == pytest.approx(sorted(scores, reverse=True))
    assert found(index, question) == [f"a{number}" for number in np.argsort(-scores)]


def test_no_more_passages_are_found_than_asked_for() -> None:
    index = make_index(CLOSED, "The bridge is a bridge.", CLOSED)
    assert len(search(index, "bridge", passages=2).passages) == 2
    assert found(index, "bridge")[0] == "a1"


def test_with_a_date_only_articles_dated_by_then_are_looked_at() -> None:
    revisions = [
        make_revision(CLOSED, article_id="early", published=date(2024, 5, 1), language="en"),
        make_revision(CLOSED, article_id="late", published=date(2024, 5, 2), language="en"),
        make_revision(CLOSED, article_id="undated", language="en"),
    ]
    index = Index(make_knowledge(*revisions))
    query = index.analyse("bridge")
    by = index.search(query, passages=5, published_by=date(2024, 5, 1))
    assert [passage.passage.revision.article.id for passage in by.passages] == ["early"]
    assert len(index.search(query, passages=5).passages) == 3


def test_an_alias_is_found_for_less_than_the_word_itself() -> None:
    index = make_index(
        "Boats wait. One GPU came.",
        "Boats wait. One graphics card came.",
        aliases=(("GPU", "graphics card"),),
    )
    result = search(index, "GPU")
    first, second = result.passages
    assert first.passage.revision.article.id == "a0"
    assert first.score > second.score > 0
    assert covered(result, first, 1) == [1.0]
    assert 0 < covered(result, second, 1)[0] < 1
    assert covered(result, first, 0) == covered(result, second, 0) == [0.0]


def test_an_abbreviation_that_an_article_defines_is_an_alias() -> None:
    index = make_index("The Dunford Bridge Authority (DBA) met.", "The DBA closed a pier.", OPEN)
    assert sorted(found(index, "Dunford Bridge Authority")) == ["a0", "a1"]


def test_the_title_and_the_heading_are_context() -> None:
    revision = make_revision("## The crack\n\nIt was found on Monday.", title="Harbour bridge")
    index = Index(make_knowledge(revision))
    result = search(index, "When was the crack in the bridge found?")
    (passage,) = result.passages
    assert covered(result, passage, 0) == [0.0, 0.0, 1.0]
    context = passage.context.tolist()
    assert [max(matcher.forms.get(term, 0.0) for term in context) for matcher in result.matchers] == [1, 1, 0]


def test_a_word_that_no_article_holds_has_the_highest_idf() -> None:
    index = make_index(CLOSED, OPEN, OPEN)
    bridge, market, zeppelin = search(index, "bridge market zeppelin").matchers
    assert zeppelin.idf >= bridge.idf > market.idf > 0
    assert zeppelin.forms == {}
    assert [matcher.term for matcher in (bridge, market, zeppelin)] == [0, 1, 2]


def test_the_sequence_has_every_word_of_the_question_in_order() -> None:
    result = search(make_index(CLOSED), "Was the zeppelin closed?")
    terms = result.passages[0].terms.tolist()
    was, the, unknown, closed = result.sequence
    assert unknown == NO_TERM
    # The sentence begins with an entry for no word: "The harbour bridge was closed on Monday."
    assert terms[1:] == [the, terms[2], terms[3], was, closed, *terms[6:]]


def test_the_languages_are_those_that_the_articles_state() -> None:
    revisions = [
        make_revision("Die Brücke.", article_id="a", language="de"),
        make_revision("Noch eine Brücke.", article_id="b", language="de-AT"),
        make_revision("A bridge.", article_id="c", language="en"),
    ]
    index = Index(make_knowledge(*revisions))
    assert index.languages == {"de", "en"}
    assert found(index, "Brücken") == ["a", "b"]


def test_the_language_is_detected_when_no_article_states_one() -> None:
    body = "Die Brücke wurde am Montag gesperrt, weil ein Riss im Pfeiler gefunden worden war."
    assert Index(make_knowledge(make_revision(body))).languages == {"de"}


@pytest.mark.parametrize("question", ["", "?!", "who is it?", "\x00", "🤖"])
def test_questions_without_carrying_words_find_nothing(question: str) -> None:
    result = search(make_index(CLOSED), question)
    assert result.passages == ()
    assert result.matchers == ()


BODIES = st.lists(
    st.text(max_size=80)
    | st.lists(st.sampled_from(["bridge", "crack", "The", "pier.", "a\n\n"])).map(" ".join),
    max_size=4,
)


@given(BODIES, st.text(max_size=40) | st.sampled_from(["crack in the pier", "bridge"]))
def test_every_passage_that_is_found_shares_a_term_and_the_best_comes_first(
    bodies: list[str], question: str
) -> None:
    result = search(make_index(*bodies), question)
    scores = [passage.score for passage in result.passages]
    assert scores == sorted(scores, reverse=True)
    forms = set(itertools.chain.from_iterable(matcher.forms for matcher in result.matchers))
    for passage in result.passages:
        assert passage.score > 0
        assert forms & {*passage.terms.tolist(), *passage.context.tolist()}
