"""Questions that ask the same, however they are worded, and those that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.refinement.clusters import QuestionClusters
from bot.text.analysis import Analyzer

OPENED = "When did the harbour bridge open?"
WORDS = st.lists(
    st.sampled_from(["when", "who", "bridge", "ferry", "open", "cost", "harbour", "town", "crew"]), max_size=6
)


def make_clusters() -> QuestionClusters:
    return QuestionClusters(Analyzer("en"))


@pytest.mark.parametrize(
    "wording",
    [
        "when did the harbour bridge open",
        "hey, does anyone know when the harbour bridge opened?",
        "WHEN DID THE HARBOUR BRIDGE OPEN??? thanks",
        "When did the harbuor bridge open?",
    ],
)
def test_other_words_for_the_same_question_are_one_cluster(wording: str) -> None:
    clusters = make_clusters()
    first = clusters.place(OPENED).cluster.id
    assert clusters.place(wording).cluster.id == first


@pytest.mark.parametrize(
    "other",
    ["Who opened the harbour bridge?", "When did the ferry leave?", "What does the harbour bridge cost?"],
)
def test_another_question_is_another_cluster(other: str) -> None:
    clusters = make_clusters()
    first = clusters.place(OPENED).cluster.id
    assert clusters.place(other).cluster.id != first


def test_clusters_go_on_where_they_were_kept() -> None:
    before = make_clusters()
    kept = [before.place(OPENED).cluster, before.place("Who pays for the new ferry?").cluster]
    after = QuestionClusters(Analyzer("en"), kept)
    assert after.place("who pays for the new ferry").cluster.id == kept[1].id
    assert after.place("Where is the museum?").cluster.id not in {cluster.id for cluster in kept}


@given(st.lists(WORDS.map(" ".join), max_size=12))
def test_a_question_that_was_placed_is_placed_there_again(questions: list[str]) -> None:
    clusters = make_clusters()
    for question in questions:
        first = clusters.place(question).cluster.id
        assert clusters.place(question).cluster.id == first
