from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.conversation.resolution import Move, Resolution, resolve
from bot.answering.conversation.turns import Turn, extend_turns
from bot.answering.service import AnswerService
from bot.retrieval.index import Index
from tests.builders import FixedIndexes, make_index, make_knowledge, make_revision

BODY = """\
Mira Holt founded OpenRail in 2009. Holt quit in 2016, the Fjord Courier reported.

OpenRail hired the engineers Ilse Brandt and Tomas Varga in May. Brandt leads one team, Varga another.

The baker Odd Lunde arrived on Monday, and he was tired. Captain Vera Stokke came later with her dog. Odd \
Lunde and Vera Stokke met. On Friday Per Moe arrived after he had slept.

The company bought the old shipyard in Holm for 12 million crowns. The shipyard was closed in 1998.
"""
INDEX = Index(
    make_knowledge(make_revision(BODY, title="OpenRail", published=date(2031, 1, 1), language="en"))
)
SERVICE = AnswerService(FixedIndexes(INDEX))


async def after(*questions: str) -> tuple[Turn, ...]:
    """Return the turns that questions make."""
    turns: tuple[Turn, ...] = ()
    for question in questions:
        turns = extend_turns(turns, await SERVICE.answer(question, turns=turns))
    return turns


def understand(question: str, turns: tuple[Turn, ...] = ()) -> Resolution:
    return resolve(INDEX.analyse(question), turns)


FOUNDER = "Who founded OpenRail?"
FOUNDED = "When did Mira Holt found OpenRail?"
_WORDS = """
    and what about he she it that the company why who says so Varga more in 2009 ? , “
"""
WORDS = _WORDS.split()
ENGINEERS = "Which engineers did OpenRail hire?"
NAMES = "Mira Holt, OpenRail"
WHOLE = "Mira Holt, found, OpenRail"
PAIR = "Ilse Brandt, Tomas Varga, OpenRail"
TEAMS = "Which teams does Brandt lead?"
SHIPYARD = "When was the shipyard in Holm closed?"


@pytest.mark.parametrize(
    ("before", "question", "text", "about"),
    [
        # pronouns
        (FOUNDED, "and when did she quit?", "when did Holt quit (OpenRail)?", NAMES),
        (FOUNDED, "What did her father do?", "What did Holt father do (OpenRail)?", NAMES),
        (FOUNDED, "but who leads the company?", "who leads OpenRail?", "OpenRail"),
        (FOUNDED, "what does it make?", "what does OpenRail make?", "OpenRail"),
        (ENGINEERS, "when did they come?", "when did Brandt and Varga come (OpenRail)?", PAIR),
        (SHIPYARD, "who built it?", "who built shipyard, Holm?", "shipyard, Holm"),
        # hardly a word of its own
        (FOUNDED, "why?", "why did Mira Holt found OpenRail?", WHOLE),
        (FOUNDED, "since when", "since when did Mira Holt found OpenRail?", WHOLE),
        (FOUNDED, "And where was that?!", "where did Mira Holt found OpenRail?", WHOLE),
        (FOUNDED, "so when did that happen?", "when did Mira Holt found OpenRail?", WHOLE),
        (SHIPYARD, "by whom?", "by whom was the shipyard in Holm closed?", "shipyard, Holm, closed"),
        (FOUNDED, "how many engineers?", "how many engineers (Holt, OpenRail)?", NAMES),
        (FOUNDED, "how many engineers were there?", "how many engineers were there (Holt, OpenRail)?", NAMES),
        (FOUNDED, "and what is the price?", "what is the price (Holt, OpenRail)?", NAMES),
        # what was done
        (FOUNDED, "why did she do that?", "why did Mira Holt found OpenRail?", WHOLE),
        (FOUNDER, "How did she do it?", "How founded OpenRail (Holt)?", "Mira Holt, founded, OpenRail"),
        # other words in the place of those before
        (FOUNDED, "and Varga?", "When did Varga found OpenRail?", "found, OpenRail"),
        (FOUNDED, "what about Kestrel Inc?", "When did Mira Holt found Kestrel Inc?", "Mira Holt, found"),
        ("What was closed in 1998?", "and in 2009?", "What was closed in 2009?", "closed"),
        (TEAMS, "and what about Varga", "Which teams does Varga lead?", "teams, lead"),
        (SHIPYARD, "how about the price?", "the price (shipyard, Holm)?", "Holm, shipyard"),
        ("When was Brandt hired?", "and the other one?", "When was Varga hired?", "hired"),
    ],
)  # fmt: skip
async def test_a_follow_up_is_made_complete(before: str, question: str, text: str, about: str) -> None:
    resolution = understand(question, await after(before))
    assert resolution.move is Move.CARRY_ON
    first = resolution.readings[0]
    assert (first.text, ", ".join(first.about)) == (text, about)


@pytest.mark.parametrize(
    "question",
    [
        "Who are the engineers of OpenRail?",
        "and what did OpenRail buy?",
        "Did Tomas Varga say when he came?",
        "Why did the shipyard close its doors?",
        "Is it true that the shipyard was closed?",
        "What is welding?",
        "how are you?",
        "Who are you and what can you do?",
        "Thanks a lot!",
        "Varga",
        "What is the weather?",
        "What's the weather",
        "When did the strike end?",
        "What did the mayor say before he quit?",
        "the price of the shipyard",
        "Hva skjer her?",
        "Wann hat sie die Firma verlassen?",
        "",
    ],
)
async def test_a_question_that_is_complete_carries_nothing(question: str) -> None:
    assert understand(question, await after(FOUNDED)).move is Move.NEW


@pytest.mark.parametrize(
    "question",
    [
        "who says so?", "Who said that?", "says who", "according to whom?", "source?", "What's the source?",
        "is that confirmed?", "Has that been officially confirmed?", "And is it true?",
        "how do you know that?", "really?", "where does that come from?", "who reported this",
    ],
)  # fmt: skip
async def test_who_asks_for_the_source_means_what_was_quoted_last(question: str) -> None:
    turns = await after(FOUNDED, "Who owns the casino?")
    resolution = understand(question, turns)
    assert resolution.move is Move.ASK_SOURCE
    assert [reading.text for reading in resolution.readings] == [FOUNDED]
    assert understand(question).move is Move.UNCLEAR


@pytest.mark.parametrize(
    "question",
    ["tell me more", "More please", "and?", "what else?", "any details?", "go on", "more about that"],
)
async def test_who_asks_for_more_means_the_last_topic(question: str) -> None:
    resolution = understand(question, await after(FOUNDED))
    assert resolution.move is Move.ASK_MORE
    assert understand(question).move is Move.NEW


async def test_of_two_persons_in_a_list_none_is_chosen() -> None:
    resolution = understand("when did he come?", await after(ENGINEERS))
    assert resolution.doubt == "Whom do you mean by “he”: Ilse Brandt or Tomas Varga? Ask with the name."


@pytest.mark.parametrize("questions", [(), (SHIPYARD,)])
async def test_a_person_that_nobody_spoke_of_is_asked_for(questions: tuple[str, ...]) -> None:
    resolution = understand("When was he born?", await after(*questions))
    assert resolution.move is Move.UNCLEAR
    assert resolution.doubt == "Whom do you mean by “he”? Ask with the name."


async def test_nobody_is_meant_of_whom_the_articles_say_the_other_pronoun() -> None:
    turns = await after("When did Odd Lunde and Vera Stokke meet?")
    assert understand("where was he born?", turns).readings[0].about == ("Odd Lunde",)
    assert understand("where was she born?", turns).readings[0].about == ("Vera Stokke",)
    turns = await after("When did Odd Lunde arrive?")
    assert understand("where was she born?", turns).move is Move.UNCLEAR
    turns = await after("When did Per Moe arrive?")  # of whom nothing tells that he is a person but "he"
    assert understand("where was he born?", turns).readings[0].about == ("Per Moe",)
    assert understand("where was she born?", turns).move is Move.UNCLEAR


async def test_and_her_is_the_woman_who_was_spoken_of_last() -> None:
    turns = await after("Where did Vera Stokke come?", "When did Odd Lunde arrive?")
    resolution = understand("and her?", turns)
    assert resolution.readings[0].text == "When did Vera Stokke arrive?"
    assert resolution.readings[0].about == ("Vera Stokke", "arrive")
    assert understand("What about her dog?", turns).readings[0].about[0] == "Vera Stokke"


@pytest.mark.parametrize("question", ["and her?", "what about her?", "And him?"])
async def test_and_her_is_asked_back_where_nobody_else_was_spoken_of(question: str) -> None:
    resolution = understand(question, await after("When did Odd Lunde arrive?"))
    assert resolution.move is Move.UNCLEAR
    assert str(resolution.doubt).startswith("Whom do you mean by “h")


async def test_after_silence_nobody_is_meant_of_whom_another_question_spoke() -> None:
    turns = await after(FOUNDED, "Where do zebras graze?")
    assert understand("Why did she do that?", turns).move is Move.UNCLEAR
    turns = await after(SHIPYARD, "Did Mira Holt graze zebras?")
    assert understand("Why did she do that?", turns).readings[0].text == "Why did Mira Holt graze zebras?"


async def test_the_newest_turn_that_has_a_person_decides() -> None:
    turns = await after(FOUNDED, "When did Tomas Varga come?", SHIPYARD)
    assert understand("where was he born?", turns).readings[0].about[0] == "Tomas Varga"


async def test_who_answered_is_meant_before_who_was_asked_about() -> None:
    turns = await after("Who founded OpenRail?")
    assert understand("when was she born?", turns).readings[0].about[0] == "Mira Holt"


async def test_what_was_typed_in_small_letters_has_its_names_all_the_same() -> None:
    turns = await after("when did mira holt found openrail")
    assert understand("and when did she quit", turns).readings[0].about == (
        "Mira Holt",
        "OpenRail",
    )


async def test_a_sentence_without_a_word_of_the_asker_is_no_answer() -> None:
    turns = await after(FOUNDED)
    answer = await SERVICE.answer("and when did she marry?", turns=turns)
    assert not answer.answered
    assert answer.why == "No sentence on that holds “marry”."


async def test_articles_in_another_language_are_asked_without_a_memory() -> None:
    index = Index(make_knowledge(make_revision("Die Brücke ist seit Montag gesperrt.", language="de")))
    service = AnswerService(FixedIndexes(index))
    turns = extend_turns((), await service.answer("Seit wann ist die Brücke gesperrt?", turns=()))
    assert (await service.answer("when did he?", turns=turns)).decision.query.about == ()


async def test_without_turns_at_all_a_question_stands_as_it_is() -> None:
    answer = await SERVICE.answer("when did he quit?")
    assert answer.answered
    assert answer.notice is None


@given(st.lists(st.sampled_from(WORDS), max_size=9))
def test_no_question_breaks_it(words: list[str]) -> None:
    index = make_index(BODY)
    query = index.analyse("When did Mira Holt found OpenRail?")
    resolution = resolve(index.analyse(" ".join(words)), (Turn(query),))
    assert all(reading.text.strip() for reading in resolution.readings)
    assert bool(resolution.readings) == (resolution.move in {Move.CARRY_ON, Move.ASK_MORE, Move.ASK_SOURCE})
