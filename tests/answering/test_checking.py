import asyncio
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.config import AnsweringConfig
from bot.answering.differences import describe_difference
from bot.answering.notices import EMPTY, NO_ARTICLES
from bot.answering.parts import split_parts
from bot.answering.serialisation import check_to_json
from bot.answering.service import AnswerService
from bot.domain import Band
from tests.builders import FixedIndexes, make_index

ARTICLES = (
    "The harbour bridge was closed on Monday after divers found a crack. Repairs will take six weeks.",
    "Officials told us: the harbour bridge was closed on Monday. The market hall stays open until May.",
    "Drivers have to take the tunnel.\n\nFishermen sell their catch at the northern pier every morning.",
)
BRIDGE = (
    "The harbour bridge was closed on Monday. Divers found a crack in the eastern pier.",
    "Repairs of the harbour bridge will take six weeks, the mayor said.",
)
SERVICE = AnswerService(FixedIndexes(make_index(*ARTICLES)))


@pytest.fixture
def service() -> AnswerService:
    return AnswerService(FixedIndexes(make_index(*BRIDGE)))


async def test_what_stands_word_for_word_comes_first_with_the_words_highlighted() -> None:
    check = await SERVICE.compare("They say the harbour bridge was closed on Monday after an accident.")
    assert [quote.text for quote in check.verbatim] == [
        "The harbour bridge was closed on Monday after divers found a crack.",
        "Officials told us: the harbour bridge was closed on Monday.",
    ]
    marked = [quote.highlight.of(quote.text) for quote in check.verbatim if quote.highlight]
    assert marked == [
        "The harbour bridge was closed on Monday after",
        "the harbour bridge was closed on Monday",
    ]
    assert check.answer.quotes[:2] == check.verbatim
    assert check.answer.answered
    assert check.answer.why == "8 words in a row stand in the article word for word."


async def test_a_text_of_which_nearly_all_stands_there_is_strong() -> None:
    whole = await SERVICE.compare("The harbour bridge was closed on Monday after divers found a crack.")
    part = await SERVICE.compare("The harbour bridge was closed on Monday, and so was my cat, at night.")
    assert whole.answer.band is Band.STRONG
    assert part.answer.band is Band.PARTIAL
    assert part.answer.score >= AnsweringConfig().answer_threshold


async def test_what_is_left_of_a_text_gets_the_closest_quotes_without_a_highlight() -> None:
    check = await SERVICE.compare(
        "The harbour bridge was closed on Monday after divers found a crack. Fishermen sell at the pier."
    )
    assert [quote.text for quote in check.closest] == [
        "Fishermen sell their catch at the northern pier every morning."
    ]
    assert check.closest[0].highlight is None
    values = check_to_json(check)["quotes"]
    assert isinstance(values, list)
    assert [value["verbatim"] for value in values] == [True, True, False]


async def test_without_words_in_common_the_closest_quotes_are_all() -> None:
    check = await SERVICE.compare("Divers found a crack in the bridge")
    assert check.verbatim == ()
    assert "divers found a crack" in check.answer.quotes[0].text


async def test_a_turn_of_phrase_is_no_match() -> None:
    service = AnswerService(
        FixedIndexes(make_index("It was one of the most of all that there is in Lindvik."))
    )
    check = await service.compare("This is one of the most of all that there is anywhere.")
    assert check.verbatim == ()


@pytest.mark.parametrize("text", ["Zebras climb mountains.", "🎉", ""])
async def test_nothing_is_found_where_there_is_nothing(text: str) -> None:
    check = await SERVICE.compare(text)
    assert not check.answer.answered
    assert check.answer.quotes == check.verbatim == ()


async def test_without_articles_it_says_so() -> None:
    check = await AnswerService(FixedIndexes(make_index())).compare("The bridge was closed.")
    assert check.answer.notice == NO_ARTICLES


async def test_a_long_run_is_quoted_within_the_limits() -> None:
    sentences = [f"Sentence number {n} of the long report speaks of pier {n} at length." for n in range(9)]
    service = AnswerService(
        FixedIndexes(make_index(" ".join(sentences))), AnsweringConfig(quote_max_chars=150)
    )
    (quote,) = (await service.compare(" ".join(sentences))).answer.quotes
    assert quote.text == " ".join(sentences[:2])
    assert quote.highlight is not None
    assert quote.highlight.of(quote.text) == quote.text


async def test_the_event_loop_gets_its_turns_while_a_long_text_is_checked() -> None:
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count())
    await SERVICE.compare(" ".join(f"The bridge was closed on day {n}." for n in range(100)))
    counting.cancel()
    assert turns > 100


@settings(deadline=None)
@given(st.text(alphabet="ab .\n!?", max_size=900))
def test_the_parts_of_a_text_hold_all_its_words_in_order(text: str) -> None:
    parts = list(split_parts(text))
    assert all(a.end <= b.start for a, b in pairwise(parts))
    assert all(len(part) <= 300 for part in parts)
    assert "".join("".join(part.of(text) for part in parts).split()) == "".join(text.split())


CLAIMS = ("On Monday the harbour bridge was closed.", "Repairs will take six weeks.", "Cats like milk.")


async def test_what_bears_on_any_sentence_of_a_message_is_quoted_best_first(service: AnswerService) -> None:
    message = " ".join(CLAIMS)
    found = (await service.compare(message)).answer
    assert found.answered
    assert found.question == message
    assert {quote.text for quote in found.quotes} == {
        "The harbour bridge was closed on Monday.",
        "Repairs of the harbour bridge will take six weeks, the mayor said.",
    }
    assert found.agreement.articles == 2
    assert found.score >= max([(await service.answer(claim)).score for claim in CLAIMS])
    assert found.decision.candidates[0].span == found.quotes[0].span


async def test_each_sentence_has_its_quote_in_the_same_order_wherever_it_stands(
    service: AnswerService,
) -> None:
    other = "Six weeks will repairs of the harbour bridge take, and paint."
    orders = [
        [quote.text for quote in (await service.compare(" ".join(parts))).answer.quotes]
        for parts in ((other, CLAIMS[0]), (CLAIMS[0], other))
    ]
    assert sorted(orders[0]) == [
        "Repairs of the harbour bridge will take six weeks, the mayor said.",
        "The harbour bridge was closed on Monday.",
    ]
    assert orders[0] == orders[1]


async def test_a_comparison_keeps_the_limits_of_an_answer_and_folds_what_is_said_twice() -> None:
    claims = (
        "Lindvik closed its bridge on Monday.",
        "Divers found cracks below the eastern pier.",
        "A ferry carries children across to school.",
    )
    index = make_index("\n\n".join(claims), "\n\n".join(reversed(claims)))
    text = (
        "On Monday the bridge was closed by Lindvik. At the pier divers found cracks. A ferry has children."
    )
    found = (await AnswerService(FixedIndexes(index)).compare(text)).answer
    assert sorted(quote.text for quote in found.quotes) == sorted(claims)
    assert found.agreement.articles == 2
    short = AnsweringConfig(article_max_chars=80)
    found = (await AnswerService(FixedIndexes(index), short).compare(text)).answer
    assert 0 < sum(len(quote.text) for quote in found.quotes if quote.article.id == "a0") <= 80
    few = AnsweringConfig(max_quotes=2)
    assert len((await AnswerService(FixedIndexes(index), few).compare(text)).answer.quotes) == 2


async def test_a_message_of_which_nothing_is_found_gets_the_answer_to_the_whole(
    service: AnswerService,
) -> None:
    found = (await service.compare("Cats like milk. Dogs like bones.")).answer
    assert not found.answered
    assert found.quotes == ()
    assert (await service.compare("😀")).answer.notice == EMPTY


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        (
            "Repairs of the harbour bridge will take nine weeks.",
            "The closest sentence says “six weeks” where the message says “nine weeks”.",
        ),
        (
            "The harbour bridge was closed on a Friday.",
            "The closest sentence says “Monday” where the message says “Friday”.",
        ),
        (
            "The old bridge was opened by Bo Marsh.",
            "The closest sentence says “Ana Lind” where the message says “Bo Marsh”.",
        ),
    ],
)
@pytest.mark.parametrize("threshold", [0.5, 1.0])
async def test_what_differs_from_the_closest_sentence_is_told_and_not_judged(
    claim: str, why: str, threshold: float
) -> None:
    index = make_index(*BRIDGE, "In 1998 the old bridge was opened by Ana Lind.")
    config = AnsweringConfig(answer_threshold=threshold, strong_threshold=1.0)
    check = await AnswerService(FixedIndexes(index), config).compare(f"{claim} Cats like milk.")
    assert [describe_difference(one, "message") for one in check.differences] == [why]
    differing = check.differences[0].found
    assert differing is not None
    assert any(differing in quote.text for quote in check.answer.quotes)
    assert check.unmatched == ("Cats like milk.",)
    assert check.answer.band is Band.PARTIAL
    assert check.answer.score >= threshold
    values = check_to_json(check)
    assert values["differences"] == [{"text": check.differences[0].said, "article": differing}]
    assert values["unmatched"] == ["Cats like milk."]


async def test_a_sentence_that_comes_close_is_shown_where_nothing_would_answer() -> None:
    index = make_index(*BRIDGE)
    config = AnsweringConfig(answer_threshold=1.0, strong_threshold=1.0)
    check = await AnswerService(FixedIndexes(index), config).compare("Repairs of the bridge take 9 weeks.")
    assert [quote.text for quote in check.answer.quotes] == [BRIDGE[1]]
    assert check.answer.why == "The closest sentence says “six weeks” where the message says “9 weeks”."


async def test_where_another_sentence_says_the_same_nothing_differs() -> None:
    bodies = ("The harbour bridge was closed on Monday.", "On Friday the harbour bridge was closed.")
    check = await AnswerService(FixedIndexes(make_index(*bodies))).compare("Friday: harbour bridge closed.")
    assert check.answer.quotes
    assert check.differences == ()
    assert check.unmatched == ()


@given(
    st.lists(st.sampled_from([*CLAIMS, "bridge", "", "the mayor", "casino bridge"]), min_size=1, max_size=5)
)
@pytest.mark.parametrize("threshold", [0.3, 0.55, 0.9, 1.0])
async def test_a_comparison_answers_exactly_when_its_score_reaches_the_threshold(
    threshold: float, texts: list[str]
) -> None:
    config = AnsweringConfig(answer_threshold=threshold)
    index = make_index(*BRIDGE)
    found = (await AnswerService(FixedIndexes(index), config).compare(" ".join(texts))).answer
    assert found.answered == (found.score >= threshold) == bool(found.quotes)
