import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from bot.retrieval.bm25 import K1, B, Bm25

TERMS = st.sampled_from(["bridge", "crack", "pier", "monday", "mayor"])
DOCUMENTS = st.lists(st.lists(TERMS, max_size=8), max_size=8)


@given(DOCUMENTS.filter(any), st.lists(TERMS, min_size=1, max_size=4))
def test_scores_are_those_of_rank_bm25(documents: list[list[str]], query: list[str]) -> None:
    reference = BM25Plus(documents, k1=K1, b=B, delta=0).get_scores(query)
    model = Bm25(documents)
    scores = sum(model.scores(term, range(len(documents))) for term in query)
    np.testing.assert_allclose(scores, reference)


@given(DOCUMENTS, TERMS)
def test_a_document_scores_exactly_when_it_holds_the_term(documents: list[list[str]], term: str) -> None:
    scores = Bm25(documents).scores(term, range(len(documents)))
    assert [score > 0 for score in scores] == [term in document for document in documents]


@pytest.mark.parametrize("documents", [[], [[]], [[], []]])
def test_without_any_word_nothing_scores(documents: list[list[str]]) -> None:
    model = Bm25(documents)
    assert model.idf("bridge") == 0
    assert not model.scores("bridge", range(len(documents))).any()


def test_rare_terms_have_a_higher_idf_and_unknown_ones_none() -> None:
    model = Bm25([["bridge", "crack"], ["bridge"], ["bridge"]])
    assert model.idf("crack") > model.idf("bridge") > 0
    assert model.idf("mayor") == 0
