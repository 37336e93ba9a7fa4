import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answers import find_answers, is_quantity, is_typed
from bot.domain import AnalysedQuery, AnswerKind

K = AnswerKind


def find(kind: AnswerKind, sentence: str, question: str = "") -> list[str]:
    return [span.of(sentence) for span in find_answers(AnalysedQuery(question, (), kind), sentence)]


@pytest.mark.parametrize(
    ("kind", "sentence", "expected"),
    [
        (K.PERSON, "Then, to all, Ana Lind and the mayor came with Bo.", ["Ana Lind", "Bo"]),
        (K.PERSON, "Divers came in May.", []),
        (K.PERSON, "Lindvik paid.", []),
        (K.ORGANISATION, "It was paid by Bank of Dunford.", ["Bank of Dunford"]),
        (K.CHOICE, "It was the Blue Ferry.", ["Blue Ferry"]),
        (K.PLACE, "It lies at Dunford, in the Old Harbour, by night.", ["at Dunford", "in the Old Harbour"]),
        (K.PLACE, "It lies somewhere.", []),
        (K.DATE, "It closed on 3 May 2021 after 12 boats came.", ["3 May 2021"]),
        (K.DATE, "It closed at last.", []),
        (K.COUNT, "On 3 May 2021, 12 boats came.", ["12"]),
        (K.COUNT, "A dozen boats came.", ["A dozen"]),
        (K.MONEY, "It cost $5 million for 3 boats.", ["$5 million"]),
        (K.MONEY, "It took 3 boats.", []),
        (K.SHARE, "Of 12 boats, 40% came.", ["40%"]),
        (K.DURATION, "In 2020 it took six weeks.", ["six weeks"]),
        (K.AGE, "It is 90 years old.", ["90 years old"]),
        (K.MEASURE, "It is 12 metres tall.", ["12 metres"]),
        (K.FREQUENCY, "It closed three times in 2020.", ["three"]),
        (K.REASON, "It closed because of a crack, due to age.", ["because", "due to"]),
        (K.REASON, "It closed.", []),
        (K.MANNER, "It closed by order, via radio.", ["by", "via"]),
    ],
)
def test_what_could_answer_is_told_by_its_form(kind: AnswerKind, sentence: str, expected: list[str]) -> None:
    assert find(kind, sentence) == expected


@pytest.mark.parametrize(
    ("kind", "question", "sentence", "expected"),
    [
        (K.PERSON, "Who met Ana Lind?", "It was Ana Lind who met Bo Marsh.", ["Bo Marsh"]),
        (K.PLACE, "Where in Dunford is it?", "It is in Dunford, at Pier Street.", ["at Pier Street"]),
        (K.COUNT, "How many of the 12 boats came?", "Of 12 boats, 7 came.", ["7"]),
        (K.DATE, "When in 2021 did it close?", "In 2021 it closed on 3 May 2021.", ["3 May 2021"]),
    ],
)
def test_what_the_question_holds_is_no_answer(
    kind: AnswerKind, question: str, sentence: str, expected: list[str]
) -> None:
    assert find(kind, sentence, question) == expected


UNTYPED = [K.THING, K.YES_NO, K.DEFINITION, K.KEYWORDS, K.SMALL_TALK, K.INSTRUCTION]


@pytest.mark.parametrize("kind", AnswerKind)
def test_of_kinds_without_a_form_nothing_is_found(kind: AnswerKind) -> None:
    everything = (
        "By order of Ana Lind in Dunford, 40% of 12 metres cost $5 on 3 May 2021 because of six weeks."
    )
    assert is_typed(kind) == (kind not in UNTYPED)
    assert bool(find(kind, everything)) == is_typed(kind)


def test_some_kinds_are_quantities() -> None:
    assert {kind for kind in AnswerKind if is_quantity(kind)} == {
        K.DATE, K.COUNT, K.MONEY, K.SHARE, K.DURATION, K.AGE, K.MEASURE, K.FREQUENCY
    }  # fmt: skip


@given(
    st.sampled_from(AnswerKind),
    st.text()
    | st.lists(
        st.sampled_from(
            ["Ana", "of", "12", "%", "$", "May", "in", "The", "because", ",", ".", "by", "a", "2021"]
        )
    ).map(" ".join),
    st.text(max_size=20),
)
def test_answers_stand_in_the_sentence_in_order_and_without_loose_ends(
    kind: AnswerKind, sentence: str, question: str
) -> None:
    end = 0
    for span in find_answers(AnalysedQuery(question, (), kind), sentence):
        assert end <= span.start
        assert span.of(sentence) == span.of(sentence).strip() != ""
        end = span.end
    assert end <= len(sentence)
