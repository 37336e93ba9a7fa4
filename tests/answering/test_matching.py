from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.matching import LEAST_WORDS, Match, RunFinder, choose_matches
from bot.text.passages import split_passages
from tests.builders import make_revision

BODY = """\
The harbour bridge was closed on Monday after divers found a crack. The mayor said “we can’t wait any longer”.

Repairs will take six weeks and cost 2.5 million euros.
"""


def find(text: str, body: str = BODY) -> list[Match]:
    finder = RunFinder(text)
    passages = split_passages(make_revision(body))
    return choose_matches([match for passage in passages for match in finder.find(passage)])


def words(text: str, body: str = BODY) -> list[str]:
    return [match.span.of(body) for match in find(text, body)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I read: the HARBOUR  bridge was\nclosed on Monday!", ["The harbour bridge was closed on Monday"]),
        ("we can't wait any longer", []),
        ("She said: “we can't wait any longer”", ["said “we can’t wait any longer"]),
        ('She said "we can\'t wait"', ["we can’t wait"]),
        ('She said "wait any"', []),
        ('She said "we can\'t wait a minute longer"', []),
        ("Repairs will take six weeks", []),
        ("Repairs will take six weeks and cost 25 million euros.", ["Repairs will take six weeks and cost"]),
        ("found a crack. The mayor said we can’t wait", ["found a crack. The mayor said “we can’t wait"]),
        # in another order than in the article
        (
            "Repairs will take six weeks and more. Closed on Monday after divers found it.",
            ["closed on Monday after divers found", "Repairs will take six weeks and"],
        ),
        # never across two paragraphs
        ("we can't wait any longer. Repairs will take six", []),
        ("", []),
    ],
)
def test_runs_of_words_are_found(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_where_the_words_stand_in_the_text_is_known() -> None:
    text = "Look — the harbour bridge was closed on Monday, they say."
    (match,) = find(text)
    assert match.said.of(text) == "the harbour bridge was closed on Monday"
    assert match.words == 7


def test_of_what_an_article_says_twice_one_place_is_enough() -> None:
    body = "One two three four five six. And again one two three four five six."
    assert words("one two three four five six", body) == ["One two three four five six"]


WORDS = st.lists(st.sampled_from("abc"), max_size=30)


@given(WORDS, WORDS)
def test_every_run_that_there_is_is_found_and_no_other(said: list[str], written: list[str]) -> None:
    text, body = " ".join(said), " ".join([*written, "z."])
    finder = RunFinder(text)
    found = {
        (match.said.of(text), match.span.start)
        for passage in split_passages(make_revision(body))
        for match in finder.find(passage)
    }
    assert found == set(longest_runs(said, written))


def longest_runs(said: list[str], written: list[str]) -> list[tuple[str, int]]:
    """Return the runs by looking at every pair of places; each word has one letter."""
    runs = []
    for i in range(len(said)):
        for j in range(len(written)):
            if i and j and said[i - 1] == written[j - 1]:
                continue
            pairs = zip(said[i:], written[j:], strict=False)
            length = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
            if length >= LEAST_WORDS:
                runs.append((" ".join(said[i : i + length]), 2 * j))
    return runs
