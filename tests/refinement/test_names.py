"""Names of persons: theirs go, the story's stay, and so do words that only look like names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.refinement.names import find_named, scrub_names

GONE = [
    ("is zorblax right about the bridge?", ["Zorblax"], "is [name] right about the bridge?"),
    ("Zorblax's bridge?", ["zorblax"], "[name]'s bridge?"),
    ("does jd_7.x know?", ["jd_7.x"], "does [name] know?"),
    ("I am Ada Quennell, is it open?", ["ada.q", "Ada Quennell"], "I am [name], is it open?"),
    ("ask ada  quennell", ["Ada Quennell"], "ask [name]"),
    ("Quennell says so", ["🌊 Ada Quennell | she/her"], "[name] says so"),
    ("is Will right?", ["Will"], "is [name] right?"),
    ("Will Peter open the bridge?", ["Peter"], "Will [name] open the bridge?"),
    ("ask 𝓠𝓾𝓮𝓷𝓷", ["𝓠𝓾𝓮𝓷𝓷"], "ask [name]"),
    ("кто такой Дмитрийчук?", ["Дмитрийчук"], "кто такой [name]?"),
]

STAYS = [
    ("Will the bridge open?", ["Will"]),
    ("will it open in may?", ["Will", "May"]),
    ("Who closed it? Will it open?", ["Will"]),
    ("WILL THE BRIDGE OPEN?", ["Will", "Bridge"]),
    ("Will The Bridge Open In Hope Town?", ["Hope"]),
    ("did the bridge open?", ["The Bridge Fan"]),
    ("zorblaxes and unzorblax", ["Zorblax"]),
    ("is it 42 or 48?", ["42", "48"]),
    ("is it so?", ["!!!", "", "x", "is"]),
]


@pytest.mark.parametrize(("text", "names", "scrubbed"), GONE)
def test_a_name_goes_however_it_is_written(text: str, names: list[str], scrubbed: str) -> None:
    assert scrub_names(text, names) == scrubbed


@pytest.mark.parametrize(("text", "names"), STAYS)
def test_words_that_only_look_like_names_stay(text: str, names: list[str]) -> None:
    assert scrub_names(text, names) == text
    assert find_named(text, names) == []


def test_a_name_that_the_articles_say_stays_for_everybody() -> None:
    question = "Did Quennell sign it, or zorblax?"
    public = "Ada Quennell signed the letter on Monday."
    assert scrub_names(question, ["Quennell", "Zorblax"], public) == "Did Quennell sign it, or [name]?"


NAMES = st.from_regex(r"[b-df-hj-np-tv-z]{4}[a-z0-9_.]{0,12}[a-z]", fullmatch=True)
WORDS = st.lists(
    st.sampled_from(["when", "did", "the", "bridge", "open", "and", "who", "said", "so"]), max_size=6
).map(" ".join)


@given(WORDS, NAMES, WORDS, st.sampled_from([str, str.upper, str.capitalize]))
def test_no_name_that_is_no_word_survives(before: str, name: str, after: str, write: type[str]) -> None:
    scrubbed = scrub_names(f"{before} {write(name)}, {after}", [name])
    assert name not in scrubbed.casefold()
    assert scrubbed.count("[name]") == 1


@given(WORDS, st.lists(st.text(max_size=12), max_size=4))
def test_a_question_in_small_words_stays_whatever_people_are_called(text: str, names: list[str]) -> None:
    assert scrub_names(text, names) == text


@given(st.text(max_size=40), st.lists(st.text(max_size=12), max_size=4))
def test_every_text_is_scrubbed_of_every_name_without_a_fault(text: str, names: list[str]) -> None:
    assert find_named(scrub_names(text, names), [n for n in names if "name" not in n.casefold()]) == []
