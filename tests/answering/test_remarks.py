from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.answering.config import AnsweringConfig
from bot.answering.serialisation import answer_to_json
from bot.answering.service import AnswerService
from bot.domain import Answer
from bot.retrieval.index import Index
from tests.builders import FixedIndexes, make_knowledge, make_revision

QUESTION = "When was the harbour bridge closed?"
CLOSED = "The harbour bridge was closed on Monday."
OPENED = "The harbour bridge was closed for a week and opens in June."
THIRD_OF_MAY = date(2021, 5, 3)


def make_service(
    *days: date | None, today: date = THIRD_OF_MAY, config: AnsweringConfig | None = None
) -> AnswerService:
    """Return a service over an article for each date of publication, each of other words."""
    bodies = [CLOSED, OPENED, "The harbour bridge was closed by the mayor at noon."]
    revisions = [
        make_revision(body, article_id=f"a{number}", published=day, language="en")
        for number, (body, day) in enumerate(zip(bodies, days, strict=False))
    ]
    return AnswerService(
        FixedIndexes(Index(make_knowledge(*revisions))),
        config,
        now=lambda: datetime.combine(today, time(12), UTC),
    )


def ids(answer: Answer) -> set[str]:
    return {quote.article.id for quote in answer.quotes}


async def test_as_of_a_day_only_what_was_published_by_then_answers() -> None:
    service = make_service(THIRD_OF_MAY, THIRD_OF_MAY + timedelta(days=1))
    assert ids(await service.answer(QUESTION, as_of=THIRD_OF_MAY)) == {"a0"}
    assert "a1" in ids(await service.answer(QUESTION, as_of=THIRD_OF_MAY + timedelta(days=1)))
    assert "a1" in ids(await service.answer(QUESTION, as_of=date(2999, 1, 1)))


@pytest.mark.parametrize(
    ("days", "note"),
    [
        ([THIRD_OF_MAY], "Only what was published by 3 May 2021 was searched."),
        (
            [THIRD_OF_MAY, None],
            "Only what was published by 3 May 2021 was searched. 1 article without a date was left out.",
        ),
        (
            [THIRD_OF_MAY, None, None],
            "Only what was published by 3 May 2021 was searched. 2 articles without a date were left out.",
        ),
    ],
)
async def test_an_answer_as_of_a_day_says_what_was_left_out(days: list[date | None], note: str) -> None:
    answer = await make_service(*days).answer(QUESTION, as_of=THIRD_OF_MAY)
    assert ids(answer) == {"a0"}
    assert answer.notes == (note,)
    assert answer_to_json(answer)["notes"] == [note]


async def test_the_remark_stands_beside_silence_too() -> None:
    answer = await make_service(THIRD_OF_MAY).answer("Who owns the casino on the hill?", as_of=THIRD_OF_MAY)
    assert not answer.answered
    assert answer.notes == ("Only what was published by 3 May 2021 was searched.",)


@pytest.mark.parametrize(
    ("days", "notice"),
    [
        ([THIRD_OF_MAY], "No article was published by 2 May 2021."),
        (
            [THIRD_OF_MAY, None],
            "No article was published by 2 May 2021. 1 article without a date was left out.",
        ),
    ],
)
async def test_where_nothing_was_published_by_then_it_says_so(days: list[date | None], notice: str) -> None:
    answer = await make_service(*days).answer(QUESTION, as_of=date(2021, 5, 2))
    assert not answer.answered
    assert answer.notice == notice
    assert answer.notes == ()


async def test_without_a_day_undated_articles_answer_and_nothing_is_remarked() -> None:
    answer = await make_service(None).answer(QUESTION)
    assert ids(answer) == {"a0"}
    assert answer.notes == ()


@pytest.mark.parametrize(
    ("days", "age", "notes"),
    [
        ([THIRD_OF_MAY], 180, ()),
        ([THIRD_OF_MAY], 181, ("The newest article on this is of 3 May 2021.",)),
        ([date(2020, 1, 1), THIRD_OF_MAY], 181, ("The newest article on this is of 3 May 2021.",)),
        ([THIRD_OF_MAY, None], 181, ("The newest dated article on this is of 3 May 2021.",)),
        ([None], 1000, ()),
    ],
)
async def test_an_old_answer_says_so(days: list[date | None], age: int, notes: tuple[str, ...]) -> None:
    service = make_service(*days, today=THIRD_OF_MAY + timedelta(days=age))
    answer = await service.answer(QUESTION)
    assert len(ids(answer)) == len(days)
    assert answer.notes == notes


async def test_how_old_is_old_is_a_setting() -> None:
    today = THIRD_OF_MAY + timedelta(days=5000)
    never = make_service(THIRD_OF_MAY, today=today, config=AnsweringConfig(stale_after_days=0))
    assert (await never.answer(QUESTION)).notes == ()
    soon = make_service(
        THIRD_OF_MAY, today=THIRD_OF_MAY + timedelta(days=2), config=AnsweringConfig(stale_after_days=1)
    )
    assert len((await soon.answer(QUESTION)).notes) == 1


async def test_an_answer_as_of_a_day_is_as_old_as_it_was_then() -> None:
    service = make_service(THIRD_OF_MAY, today=THIRD_OF_MAY + timedelta(days=5000))
    (note,) = (await service.answer(QUESTION, as_of=THIRD_OF_MAY)).notes
    assert note.startswith("Only what was published")


async def test_silence_is_not_called_old() -> None:
    service = make_service(THIRD_OF_MAY, today=THIRD_OF_MAY + timedelta(days=5000))
    assert (await service.answer("Who owns the casino on the hill?", best_effort=True)).notes == ()


async def test_who_asks_at_too_great_a_length_is_told_that_a_part_was_searched_for() -> None:
    service = make_service(THIRD_OF_MAY)
    note = "That was longer than 4,000 characters: only its beginning was searched for."
    long = QUESTION + " bridge" * 1000
    answer = await service.answer(long)
    assert answer.notes == (note,)
    assert len(answer.question) <= 4000
    assert answer.question.endswith("bridge")
    assert (await service.compare(long)).answer.notes == (note,)
    assert (await service.answer(QUESTION + " " * 5000)).notes == ()
