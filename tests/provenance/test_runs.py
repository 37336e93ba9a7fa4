from hypothesis import given
from hypothesis import strategies as st

from bot.provenance.runs import SharedRuns, list_runs

TEXT = st.lists(st.sampled_from(["ab", "cd", "ef", "gh", "ij"]), max_size=12).map(" ".join)


def list_words_in_fours(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    size = min(4, len(words))
    return {tuple(words[n : n + size]) for n in range(len(words) - size + 1)} if size else set()


@given(TEXT)
def test_a_text_has_as_many_runs_as_it_has_different_stretches_of_four_words(text: str) -> None:
    assert len(list_runs(text)) == len(list_words_in_fours(text))


@given(TEXT, st.lists(TEXT, max_size=5))
def test_the_runs_that_texts_share_are_counted(text: str, others: list[str]) -> None:
    counted = SharedRuns([list_runs(other) for other in others]).count(list_runs(text))
    own = list_words_in_fours(text)
    assert counted.tolist() == [len(own & list_words_in_fours(other)) for other in others]


@given(st.text())
def test_any_text_shares_all_its_runs_with_itself_whatever_its_case(text: str) -> None:
    runs = list_runs(text)
    assert SharedRuns([runs, list_runs("")]).count(runs).tolist() == [len(runs), 0]
    assert list_runs(text.casefold()).tolist() == runs.tolist()


def test_the_order_of_the_words_counts() -> None:
    one, other = list_runs("the bridge was closed"), list_runs("closed was the bridge")
    assert not set(one.tolist()) & set(other.tolist())
