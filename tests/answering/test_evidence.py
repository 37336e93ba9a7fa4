from collections.abc import Sequence
from datetime import date

import pytest

from bot.answering.config import AnsweringConfig
from bot.answering.evidence import Evidence, weigh_evidence
from bot.answering.service import AnswerService
from bot.retrieval.index import Index
from tests.builders import FixedIndexes, make_index, make_knowledge, make_revision


def weigh(index: Index, question: str, **more: object) -> tuple[Evidence, ...]:
    return weigh_evidence(index, index.analyse(question), most_chars=400, **more)  # type: ignore[arg-type]


class PrefersLong:
    """A second scorer that likes long quotes."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str]]] = []

    def score(self, question: str, quotes: Sequence[str]) -> Sequence[float]:
        self.asked.append((question, list(quotes)))
        return [100.0 * len(quote) for quote in quotes]


SHORT = "A bridge has a crack."
LONG = "Some other pier, which nobody had looked at for a long time, has a crack."


def test_the_score_of_a_candidate_is_the_sum_of_its_components() -> None:
    for item in weigh(make_index(SHORT, LONG), "Which bridge has a crack?"):
        assert item.candidate.score == pytest.approx(sum(item.candidate.components.values()))
        assert all(item.candidate.components.values())


def test_a_candidate_says_which_phrases_it_covers_and_which_are_missing() -> None:
    index = make_index("## Old harbour\n\nA graphics card fell.", aliases=(("GPU", "graphics card"),))
    (item,) = weigh(index, "GPU harbour zeppelin")
    assert item.candidate.covered == ("GPU",)
    assert item.candidate.missing == ("zeppelin",)
    assert item.coverage == pytest.approx(item.measures["own"] + item.measures["heading"])


def test_a_second_scorer_changes_the_order() -> None:
    index, second = make_index(SHORT, LONG), PrefersLong()
    question = "Which bridge has a crack?"
    assert [item.text for item in weigh(index, question)] == [SHORT, LONG]
    again = weigh(index, question, second=second)
    assert [item.text for item in again] == [LONG, SHORT]
    assert second.asked == [(question, [SHORT, LONG])]
    best = again[0].candidate
    assert best.components["second scorer"] == 100.0 * len(LONG)
    assert best.score == pytest.approx(sum(best.components.values()))


def test_a_second_scorer_looks_at_the_best_ten_only() -> None:
    second = PrefersLong()
    evidence = weigh(make_index(*[SHORT] * 12), "crack", second=second)
    assert [len(quotes) for _, quotes in second.asked] == [10]
    assert len(evidence) == 12


def test_a_second_scorer_is_not_asked_where_nothing_was_found() -> None:
    second = PrefersLong()
    assert weigh(make_index(SHORT), "zeppelin", second=second) == ()
    assert second.asked == []


async def test_the_service_takes_a_second_scorer() -> None:
    indexes, config = FixedIndexes(make_index(SHORT, LONG)), AnsweringConfig(answer_threshold=0.01)
    question = "Which bridge has a crack?"
    plain = await AnswerService(indexes, config).answer(question, best_effort=True)
    scored = await AnswerService(indexes, config, second=PrefersLong()).answer(question, best_effort=True)
    assert (plain.quotes[0].text, scored.quotes[0].text) == (SHORT, LONG)


def test_evidence_is_of_articles_that_were_published_by_a_day() -> None:
    index = Index(
        make_knowledge(
            make_revision(SHORT, article_id="early", published=date(2024, 5, 1), language="en"),
            make_revision(SHORT, article_id="late", published=date(2024, 5, 2), language="en"),
        )
    )
    evidence = weigh(index, "crack", published_by=date(2024, 5, 1))
    assert [item.candidate.revision.article.id for item in evidence] == ["early"]


def test_of_candidates_that_score_the_same_the_order_is_that_of_their_articles() -> None:
    knowledge = make_knowledge(
        *(make_revision(SHORT, article_id=name, language="en") for name in ("c", "a", "b"))
    )
    evidence = weigh(Index(knowledge), "crack")
    assert [item.candidate.revision.article.id for item in evidence] == ["a", "b", "c"]


def test_a_quote_begins_with_the_sentence_that_it_cannot_be_understood_without() -> None:
    index = make_index("Boats came. Ana Lind dives. She found cracks. Piers are old.")
    by_text = {item.text: item for item in weigh(index, "cracks")}
    assert set(by_text) == {"Ana Lind dives. She found cracks."}
    (item,) = by_text.values()
    assert item.span.of(item.candidate.revision.article.body) == item.text
    assert item.passage.sentences[item.sentence].end == item.span.end


def test_where_that_one_begins_with_a_pronoun_the_one_before_it_comes_along_too() -> None:
    index = make_index("Boats came. Ana Lind dives. She looked down. She found cracks.")
    (item,) = weigh(index, "cracks")
    assert item.text == "Ana Lind dives. She looked down. She found cracks."
