from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.comparison import Groups, compare_quotes, keep_readings
from bot.domain import AnalysedQuery, AnswerKind, Comparison, Quote, Reading, Relation, Span
from bot.text.analysis import Analyzer
from tests.builders import make_revision

CLOSED, COST, DIED, MAYOR = (
    AnalysedQuery(question, (), kind)
    for question, kind in (
        ("When did the bridge close?", AnswerKind.DATE),
        ("How much did the repair cost?", AnswerKind.MONEY),
        ("How many boats does the town have?", AnswerKind.COUNT),
        ("Who is the mayor?", AnswerKind.PERSON),
    )
)
BOATS = DIED
MAY = [date(2024, 5, day) for day in (3, 4, 9)]


def make_quote(place: int, text: str, published: date | None, mark: str | None, **fields: Any) -> Quote:
    revision = make_revision(text, article_id=f"a{place}", published=published, **fields)
    start = text.find(mark) if mark else -1
    highlight = Span(start, start + len(mark)) if mark and start >= 0 else None
    return Quote(revision, Span(0, len(text)), text, highlight, 1.0)


def compare(
    query: AnalysedQuery,
    *texts: str,
    days: Sequence[date | None] = (),
    marks: Sequence[str] = (),
    **fields: Any,
) -> tuple[Groups, tuple[Comparison, ...]]:
    quotes = [
        make_quote(
            place,
            text,
            days[place] if days else None,
            marks[place] if marks else None,
            **fields,
        )
        for place, text in enumerate(texts)
    ]
    return compare_quotes(query, quotes, Analyzer("en"))


def relations(comparisons: Sequence[Comparison]) -> list[Relation]:
    return [comparison.relation for comparison in comparisons]


def test_two_dates_of_one_thing_conflict() -> None:
    groups, (conflict,) = compare(CLOSED, "The bridge closed on 3 May.", "The bridge closed on 7 May.")
    assert groups == ((0,), (1,))
    assert conflict.relation is Relation.CONFLICT
    assert conflict.readings == (
        Reading(0, "3 May", "The bridge closed on 3 May"),
        Reading(1, "7 May", "The bridge closed on 7 May"),
    )


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        (COST, ["The repair cost 2 million euros.", "The repair cost €3 million, the mayor said."]),
        (COST, ["The repair cost $2 million.", "The engineers say the bridge's repair cost $3 million."]),
        (CLOSED, ["The bridge closed on 3 May for repairs.", "After a storm, the bridge closed on 7 May."]),
        (CLOSED, ["The bridge closed on 3 May for repairs.", "The bridge closed on 7 May for painting."]),
        (CLOSED, ["The bridge suddenly closed on 3 May.", "The bridge finally closed on 7 May."]),
        (BOATS, ["The total of the town's boats is 12.", "The number of the town's boats is 15."]),
        (CLOSED, ["The bridge closed in May.", "On 7 June 2021 the old bridge closed."]),
        (BOATS, ["The town has 12 boats.", "The town has about 20 boats in its harbour."]),
        (BOATS, ["The town has 12 boats.", "The town has at least 15 boats."]),
    ],
)
def test_values_of_one_thing_that_cannot_all_be_right_conflict(
    query: AnalysedQuery, texts: list[str]
) -> None:
    groups, comparisons = compare(query, *texts)
    assert relations(comparisons) == [Relation.CONFLICT]
    assert groups == ((0,), (1,))


@pytest.mark.parametrize(
    "texts",
    [
        [
            "The town has nearly 10,000 boats.",
            "The town has about 10k boats.",
            "The town owns ten thousand boats.",
        ],
        ["The town has more than 12 boats.", "The town has 15 boats."],
        ["The town has dozens of boats.", "The town has 36 boats."],
    ],
)
def test_what_says_the_same_stands_together(texts: list[str]) -> None:
    assert compare(BOATS, *texts) == ((tuple(range(len(texts))),), ())


def test_one_figure_of_two_things_does_not_say_the_same() -> None:
    assert compare(BOATS, "The town has 12 boats.", "12 sheep drowned.")[0] == ((0,), (1,))


@pytest.mark.parametrize(
    "texts",
    [
        ["The boats of Ana Lind are 12 boats.", "The boats of Bo Marsh are 12 boats."],
        ["Ana Lind has 12 old boats.", "Bo Marsh has twelve boats."],
    ],
)
def test_one_figure_of_two_persons_does_not_say_the_same(texts: list[str]) -> None:
    assert compare(BOATS, *texts)[0] == ((0,), (1,))
    same = texts[1].replace("Bo Marsh", "Lind")
    assert compare(BOATS, texts[0], same)[0] == ((0, 1),)


def test_a_bound_that_holds_the_other_value_is_no_conflict() -> None:
    groups, comparisons = compare(BOATS, "The town has more than 5,000 boats.", "The town has 9,000 boats.")
    assert groups == ((0,), (1,))
    assert comparisons == ()


@pytest.mark.parametrize(
    ("query", "texts", "marks"),
    [
        (
            CLOSED,
            ["The bridge closed on 3 May.", "Work on the bridge has been going on since February."],
            ["3 May", "February"],
        ),
        (CLOSED, ["The bridge closed on 3 May.", "The bridge opened on 7 May."], ["3 May", "7 May"]),
        (CLOSED, ["The bridge closed on 3 May.", "The bridge will close on 7 May."], ["3 May", "7 May"]),
        (CLOSED, ["The bridge closed on 3 May.", "The bridge never closed on 7 May."], ["3 May", "7 May"]),
        (
            CLOSED,
            ["The bridge closed on 3 May.", "The bridge of Lindvik closed on 7 May."],
            ["3 May", "7 May"],
        ),
        (BOATS, ["In 2021 the town had 12 boats.", "In 2022 the town had 15 boats."], ["12", "15"]),
        (BOATS, ["There are 12 boats.", "15 boats were lost."], ["12", "15"]),
        (BOATS, ["The town's 12 boats.", "15 of the town's boats were lost."], ["12", "15"]),
    ],
)
def test_values_that_may_be_of_different_things_are_shown_with_what_they_are_of(
    query: AnalysedQuery, texts: list[str], marks: list[str]
) -> None:
    _, (comparison,) = compare(query, *texts, marks=marks)
    assert comparison.relation is Relation.DIFFERENT_THINGS
    assert [reading.value for reading in comparison.readings] == marks
    assert [reading.of for reading in comparison.readings] == [text.rstrip(".") for text in texts]


@pytest.mark.parametrize(
    ("query", "texts", "marks"),
    [
        (CLOSED, ["The bridge closed on 3 May.", "It rained on 7 June."], ["3 May", "7 June"]),
        (CLOSED, ["The bridge closed on 3 May.", "The bridge closed for six weeks."], []),
        (COST, ["The repair cost 2 million euros.", "The repair cost $3 million."], []),
        (
            COST,
            ["The repair's cost rose from $2 million to $3 million.", "It cost $3 million."],
            ["$2", "$3"],
        ),
    ],
)
def test_values_that_do_not_bear_on_each_other_are_not_compared(
    query: AnalysedQuery, texts: list[str], marks: list[str]
) -> None:
    assert compare(query, *texts, marks=marks)[1] == ()


def test_figures_of_different_days_are_shown_oldest_first() -> None:
    texts = ["The town has 15 boats.", "The town has 12 boats.", "The town has 20 boats."]
    _, (comparison,) = compare(BOATS, *texts, days=[MAY[1], MAY[0], MAY[2]])
    assert comparison.relation is Relation.OVER_TIME
    assert [(reading.quote, reading.value) for reading in comparison.readings] == [
        (1, "12"),
        (0, "15"),
        (2, "20"),
    ]


@pytest.mark.parametrize("days", [[MAY[0], MAY[0]], [MAY[0], None], [None, None]])
def test_figures_of_one_day_or_of_none_conflict(days: list[date | None]) -> None:
    _, comparisons = compare(BOATS, "The town has 15 boats.", "The town has 12 boats.", days=days)
    assert relations(comparisons) == [Relation.CONFLICT]


def test_figures_of_two_days_conflict_where_two_of_one_day_do() -> None:
    texts = ["The town has 15 boats.", "The town has 12 boats.", "The town has 20 boats."]
    _, comparisons = compare(BOATS, *texts, days=[MAY[0], MAY[0], MAY[2]])
    assert relations(comparisons) == [Relation.CONFLICT]


def test_dates_do_not_grow_with_time() -> None:
    texts = ["The bridge closed on 3 May.", "The bridge closed on 7 May."]
    assert relations(compare(CLOSED, *texts, days=MAY)[1]) == [Relation.CONFLICT]


def test_only_one_can_be_the_mayor() -> None:
    texts = ["The mayor is Ann Lee.", "The mayor is Bob Stone, who was elected in May."]
    groups, comparisons = compare(MAYOR, *texts, marks=["Ann Lee", "Bob Stone"])
    assert relations(comparisons) == [Relation.CONFLICT]
    assert groups == ((0,), (1,))


def test_a_name_in_short_is_the_same_name() -> None:
    texts = ["The mayor is Ann Lee.", "The mayor is Lee."]
    assert compare(MAYOR, *texts, marks=["Ann Lee", "Lee"]) == (((0, 1),), ())


def test_a_former_mayor_is_not_the_mayor() -> None:
    texts = ["The mayor is Ann Lee.", "The former mayor is Bob Stone."]
    assert compare(MAYOR, *texts, marks=["Ann Lee", "Bob Stone"])[1] == ()


def test_several_may_have_joined() -> None:
    query = AnalysedQuery("Who joined the team?", (), AnswerKind.PERSON)
    texts = ["Ann Lee joined the team.", "Bob Stone joined the team."]
    assert compare(query, *texts, marks=["Ann Lee", "Bob Stone"]) == (((0,), (1,)), ())


def test_a_pronoun_stands_for_what_the_title_names() -> None:
    quotes = [
        make_quote(0, "The bridge closed on 3 May.", None, None),
        make_quote(1, "It closed on 7 May.", None, None, title="The bridge is out of use"),
    ]
    assert relations(compare_quotes(CLOSED, quotes, Analyzer("en"))[1]) == [Relation.CONFLICT]


def test_an_article_does_not_conflict_with_itself() -> None:
    body = "The bridge closed on 3 May. The bridge closed on 7 May."
    revision = make_revision(body)
    quotes = [Quote(revision, Span(*ends), body[slice(*ends)], None, 1.0) for ends in ((0, 27), (28, 55))]
    assert compare_quotes(CLOSED, quotes, Analyzer("en"))[1] == ()


def test_the_words_of_a_long_clause_are_cut_around_the_value() -> None:
    long = (
        "The bridge, which "
        + "the engineers of the town had mended for years " * 5
        + "closed on 3 May at noon."
    )
    _, (comparison,) = compare(CLOSED, long, "The bridge opened on 7 May.")
    of = comparison.readings[0].of
    assert "3 May" in of
    assert len(of) <= 110
    assert of in long


def test_articles_in_another_language_are_not_compared_by_english_rules() -> None:
    texts = ("Die Stadt hat 12 Boote.", "Die Stadt hat 15 Boote.")
    assert compare(BOATS, *texts, language="de")[1] == ()
    assert compare(BOATS, *texts)[1] != ()


def test_readings_follow_the_quotes_that_are_left() -> None:
    conflict = Comparison(Relation.CONFLICT, tuple(Reading(place, "x", "x") for place in (2, 0, 1)))
    groups, (kept,) = keep_readings(((0, 2), (1,)), [conflict], [1, 2])
    assert groups == ((1,), (0,))
    assert [reading.quote for reading in kept.readings] == [1, 0]
    assert keep_readings(((0, 2), (1,)), [conflict], [1]) == (((0,),), ())


_SENTENCES = st.sampled_from(
    [
        "The bridge closed on 3 May.",
        "It closed on 7 May (as he said), after 12 years; more than 12 people came.",
        "On 7 May.",
        "12",
        "  The town\n has nearly 12 boats\u200b, not 13  ",
        "Die Brücke wurde am 3. Mai 2024 gesperrt.",
        "橋は5月3日に閉鎖された。",
    ]
)


@given(
    st.lists(st.text(min_size=1, max_size=200) | st.lists(_SENTENCES, min_size=1).map(" ".join), max_size=5),
    st.sampled_from(AnswerKind),
    st.text(max_size=30),
    st.data(),
)
def test_whatever_the_quotes_are_readings_are_verbatim_and_every_quote_is_in_one_group(
    texts: list[str], kind: AnswerKind, question: str, data: st.DataObject
) -> None:
    days = [data.draw(st.none() | st.sampled_from(MAY)) for _ in texts]
    marks = [data.draw(st.sampled_from(["12", "7 May", text])) for text in texts]
    quotes = [make_quote(place, *parts) for place, parts in enumerate(zip(texts, days, marks, strict=True))]
    groups, comparisons = compare_quotes(AnalysedQuery(question, (), kind), quotes, Analyzer("en"))
    assert sorted(place for group in groups for place in group) == list(range(len(texts)))
    assert not texts or groups[0][0] == 0
    for comparison in comparisons:
        assert len(comparison.readings) > 1
        for reading in comparison.readings:
            assert reading.of in texts[reading.quote]
            assert reading.value in reading.of


def test_a_year_in_a_name_is_no_date() -> None:
    texts = ["The bridge closed under the Harbour Act 1998.", "The bridge closed under the Harbour Act 1978."]
    assert compare(CLOSED, *texts, marks=["1998", "1978"])[1] == ()


def test_it_may_be_something_else_where_nothing_says_what_it_is() -> None:
    texts = ["It closed on 3 May.", "It closed on 7 May."]
    assert relations(compare(CLOSED, *texts)[1]) == [Relation.DIFFERENT_THINGS]
