import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import Correction
from bot.text.analysis import Analyzer
from bot.text.names import find_capitalised
from bot.text.spelling import Speller
from bot.text.vocabulary import Vocabulary
from bot.text.word_lists import load_words

ARTICLE = (
    "The mayor of Dunford closed the harbour bridge. Engineers from Albania accelerate the purchase of 20 "
    "pumps, said Ada Hartman of Setanta Radio. The committee met at night. Residents form a queue for water. "
    "The Café Müller is near the casino, the brewery. Nobody has a contract or a contact; decrees are few. "
    "The Carpathian ferry is Mr Zogo's, who read das Kapital."
)


@pytest.fixture
def speller() -> Speller:
    return Speller(Vocabulary([ARTICLE], ["GPU"]), Analyzer("en").terms)


def correct(speller: Speller, question: str) -> str:
    capitalised = find_capitalised(question, Vocabulary([ARTICLE]))
    return speller.correct(question, capitalised)[0]


@pytest.mark.parametrize(
    ("typed", "used"),
    [
        ("how mnay pumps did the mayor purchse", "how many pumps did the mayor purchase"),
        ("whne was the birdge closed", "when was the bridge closed"),
        ("teh mayor said waht?", "the mayor said what?"),
        ("Who met at ngiht?", "Who met at night?"),
        ("when did the comittee meet", "when did the committee meet"),
        ("Whihc harbuor is it?", "Which harbour is it?"),
        ("who is at the brewry", "who is at the brewery"),
        ("WHO IS AT THE HARBUOR?", "WHO IS AT THE HARBOUR?"),
        ("What did Sentanta report?", "What did Setanta report?"),
        ("what is hartmna's job at setnata", "what is hartman's job at setanta"),
        ("Is the brewrey’s gate open?", "Is the brewery’s gate open?"),
        ("what was accelerted", "what was accelerated"),
        ("who signed the decress", "who signed the decrees"),
    ],
)
def test_a_word_that_nothing_knows_is_taken_for_the_one_that_was_meant(
    speller: Speller, typed: str, used: str
) -> None:
    assert correct(speller, typed) == used


@pytest.mark.parametrize(
    "question",
    [
        "How many pumps did the mayor buy?",
        "Where is the cafe of mr muller?",  # known without its accents
        "Who waters the residence?",  # known to the language
        "Did Tim Cook call?",  # a name that the articles do not hold
        "Did Ada Hartley call?",
        "Is Albanian spoken?",  # beside Albania, another word
        "Where does Carpathia lie?",  # of which the articles hold the adjective
        "Did Mrs Zoga call?",  # too short to be sure
        "What did the gpus and the casinos cost?",  # another form of a word of the articles
        "Who are the enginers?",  # its stem is that of the engineers: they are found as it is
        "Hwo is that?",  # who or how
        "Is there a conract?",  # contract or contact: the articles hold both
        "Who signed the derees?",  # decrees, as in the articles, or degrees, which are said oftener
        "Is the zzgpq open?",
        "what is a 10x or p2p or b-ridge",
        "Was ist das?",
        "Wer hat gestern Nacht die Brugge gesperrt?",
        "なぜ橋は閉鎖されたのか",
        "",
    ],
)
def test_everything_else_is_left_alone(speller: Speller, question: str) -> None:
    assert correct(speller, question) == question


OFTEN = "Then Holt sold DPUs to Holt. OpenRail and Holt have DPUs, and Kurz has, with Krug of OpenRail, DPUs."


@pytest.mark.parametrize(
    ("typed", "used"),
    [
        ("Did Hotl buy DPUz?", "Did Holt buy DPUs?"),
        ("did hotl buy dpuz", "did holt buy DPUs"),
        ("What did OpneRail buy?", "What did OpenRail buy?"),
        ("what was openrial’s price", "what was OpenRail’s price"),
        ("Did Holm buy?", "Did Holm buy?"),  # one letter is another: it may be another name
        ("Did Kruz or Kugr buy?", "Did Kruz or Kugr buy?"),  # names that the articles hardly hold
        ("What are DPUs and a DPU?", "What are DPUs and a DPU?"),
        ("Did Jolt buy?", "Did Jolt buy?"),  # known to the language
    ],
)
def test_a_short_name_that_the_articles_have_often_is_meant_by_an_easy_slip(typed: str, used: str) -> None:
    vocabulary = Vocabulary([OFTEN])
    speller = Speller(vocabulary, Analyzer("en").terms)
    assert speller.correct(typed, find_capitalised(typed, vocabulary))[0] == used


def test_of_two_short_names_none_is_chosen() -> None:
    vocabulary = Vocabulary(["So Holt met Htol. Then Holt met Htol, and Holt met Htol."])
    speller = Speller(vocabulary, Analyzer("en").terms)
    assert speller.correct("Did Hotl come?", {4}) == ("Did Hotl come?", ())


def test_what_was_corrected_is_told_in_order(speller: Speller) -> None:
    assert speller.correct("Whne was the birdge closed?")[1] == (
        Correction("Whne", "When"),
        Correction("birdge", "bridge"),
    )


def test_without_a_list_of_the_language_nothing_is_corrected() -> None:
    assert load_words("xx") == {}
    finnish = Speller(Vocabulary(["Silta suljettiin."]), Analyzer("fi").terms, "fi")
    assert finnish.correct("siltta suljetiin") == ("siltta suljetiin", ())


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["birdge", "Whne", "the", "’s", "?", "mayor"])).map(" ".join)
)
@settings(deadline=None)
def test_a_corrected_question_is_not_corrected_again(question: str) -> None:
    speller = Speller(Vocabulary([ARTICLE]), Analyzer("en").terms)
    text, corrections = speller.correct(question)
    assert (text == question) == (not corrections)
    assert speller.correct(text) == (text, ())
