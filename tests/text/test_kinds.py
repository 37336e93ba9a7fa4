import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import AnswerKind
from bot.text.head_nouns import kind_of_noun
from bot.text.kinds import find_kind

K = AnswerKind

FORMS = [
    ("Who closed the bridge?", K.PERSON, None),
    ("By whom was the bridge closed?", K.PERSON, None),
    ("Who is the mayor of Dunford?", K.PERSON, "mayor"),
    ("Who was born in 1950?", K.PERSON, None),
    ("What engineer led the repairs?", K.PERSON, "engineer"),
    ("Which engineers left the firm?", K.CHOICE, "engineers"),
    ("Which of the ferries sank?", K.CHOICE, "ferries"),
    ("Which colour was it painted in?", K.CHOICE, "colour"),
    ("Which news outlet first reported the crack?", K.ORGANISATION, "news outlet"),
    ("What is the name of the company that repairs it?", K.ORGANISATION, "company"),
    ("When was it closed?", K.DATE, None),
    ("What year did the repairs begin?", K.DATE, "year"),
    ("Since when has it been closed?", K.DATE, None),
    ("How long ago was it built?", K.DATE, None),
    ("In which city is the pier?", K.PLACE, "city"),
    ("What is the capital of the county?", K.PLACE, "capital"),
    ("How many divers went down?", K.COUNT, "divers"),
    ("What is the population of Dunford?", K.COUNT, "population"),
    ("How much did the repairs cost?", K.MONEY, None),
    ("What did the new ferry cost?", K.MONEY, None),
    ("How much is a ticket?", K.MONEY, None),
    ("How many dollars did the city pay?", K.MONEY, "dollars"),
    ("What was the price of a ticket?", K.MONEY, "price"),
    ("How much water came in?", K.MEASURE, "water"),
    ("How far is the island?", K.MEASURE, None),
    ("How long is the bridge?", K.MEASURE, None),
    ("How long will repairs of the bridge take?", K.DURATION, None),
    ("How long was the tunnel closed?", K.DURATION, None),
    ("How many miles is it from here?", K.MEASURE, "miles"),
    ("What percentage of the ferries is late?", K.SHARE, "percentage"),
    ("How much of the pier is left?", K.SHARE, "pier"),
    ("How long a pause did the mayor ask for?", K.DURATION, "pause"),
    ("For how many weeks was it closed?", K.DURATION, "weeks"),
    ("How much longer will it take?", K.DURATION, None),
    ("How old is the mayor?", K.AGE, None),
    ("At what age did he retire?", K.AGE, "age"),
    ("How often does the ferry sail?", K.FREQUENCY, None),
    ("Why was it closed?", K.REASON, None),
    ("What caused the crack?", K.REASON, None),
    ("What is the reason for the delay?", K.REASON, "reason"),
    ("How come it is closed?", K.REASON, None),
    ("How did the divers find the crack?", K.MANNER, None),
    ("In what way does it differ?", K.MANNER, "way"),
    ("What are the ways cracks can form?", K.MANNER, "ways"),
    ("What kind of bridge is it?", K.THING, "bridge"),
    ("What happened to the ferry?", K.THING, None),
    ("What did the mayor say?", K.THING, None),
    ("What is a pontoon?", K.DEFINITION, "pontoon"),
    ("Who is Ada Marsh?", K.DEFINITION, "Ada Marsh"),
    ("What does BRT mean?", K.DEFINITION, "BRT"),
    ("Define ballast", K.DEFINITION, "ballast"),
    ("Is the bridge closed?", K.YES_NO, None),
    ("Didn't the mayor resign?", K.YES_NO, None),
    ("The mayor resigned, right?", K.YES_NO, None),
    ("The mayor closed the bridge?", K.YES_NO, None),
    ("bridge repair costs", K.KEYWORDS, None),
    ("The bridge was closed when divers found a crack.", K.KEYWORDS, None),
    ("What about the ferry?", K.KEYWORDS, None),
    ("", K.KEYWORDS, None),
    ("🚀", K.KEYWORDS, None),
]


@pytest.mark.parametrize(("question", "kind", "focus"), FORMS)
def test_the_form_of_a_question_tells_what_it_asks_for(
    question: str, kind: AnswerKind, focus: str | None
) -> None:
    assert find_kind(question) == (kind, focus)


@pytest.mark.parametrize(
    ("question", "kind", "focus"),
    [
        ("whats the price of a ticket", K.MONEY, "price"),
        ("What’s a pontoon?", K.DEFINITION, "pontoon"),
        ("whos ada marsh", K.DEFINITION, "ada marsh"),
        ("hows it work", K.MANNER, None),
        ("hey bot, please tell me when it was closed", K.DATE, None),
        ("Thanks! And who closed it?", K.PERSON, None),
        ("can you tell me the price of a ticket", K.MONEY, "price"),
        ("Do you know if it is closed?", K.YES_NO, None),
        ("I'd like to know why it was closed", K.REASON, None),
        ("I was wondering how many divers there were", K.COUNT, "divers"),
        ("Could you explain how the crack was found?", K.MANNER, None),
        ("Name the engineers who left.", K.PERSON, "engineers"),
        ("tell me about the bridge", K.DEFINITION, "bridge"),
    ],
)
def test_how_it_is_typed_and_what_politeness_stands_before_it_change_nothing(
    question: str, kind: AnswerKind, focus: str | None
) -> None:
    assert find_kind(question) == (kind, focus)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("The mayor resigned when?", K.DATE),
        ("the mayor resigned when", K.DATE),
        ("The bridge was closed by whom?", K.PERSON),
        ("The divers worked for which company?", K.ORGANISATION),
        ("It is the result of what, according to the mayor?", K.THING),
        ("When the mayor resigned, who took over?", K.PERSON),
        ("If the bridge is closed, which road is open?", K.PLACE),
        ('"Who Goes There" was published in what year?', K.DATE),
    ],
)
def test_the_question_word_may_stand_anywhere(question: str, kind: AnswerKind) -> None:
    assert find_kind(question)[0] is kind


@pytest.mark.parametrize(
    "question",
    ["Warum wurde die Brücke gesperrt?", "Was ist das?", "¿Qué es una grúa?", "なぜ橋は閉鎖されたのか？"],
)
def test_another_language_is_keywords(question: str) -> None:
    assert find_kind(question) == (K.KEYWORDS, None)


@pytest.mark.parametrize(
    ("noun", "kind"),
    [
        ("painter", K.PERSON), ("historians", K.PERSON), ("people", K.PERSON), ("policewomen", K.PERSON),
        ("agencies", K.ORGANISATION), ("countries", K.PLACE), ("centuries", K.DATE), ("prices", K.MONEY),
        ("river", K.PLACE), ("factors", None), ("computer", None), ("other", None), ("", None),
    ],
)  # fmt: skip
def test_nouns_tell_what_they_stand_for(noun: str, kind: AnswerKind | None) -> None:
    assert kind_of_noun(noun) is kind


WORDS = (
    "who",
    "what",
    "which",
    "how",
    "many",
    "much",
    "is",
    "the",
    "of",
    "in",
    ",",
    "?",
    "cost",
    "name",
    "tell",
    "me",
)


@given(st.text(max_size=80) | st.lists(st.sampled_from([*WORDS, "about", "Ada", '"', "it's"])).map(" ".join))
def test_the_phrase_is_always_verbatim(question: str) -> None:
    kind, focus = find_kind(question)
    assert kind in AnswerKind
    assert focus is None or (focus and focus in question)
