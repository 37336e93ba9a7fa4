import pytest

from bot.provenance.citations import find_citations
from bot.provenance.names import read_wording
from bot.provenance.phrases import Phrase, Says, load_phrases, load_trigger


@pytest.mark.parametrize("phrase", load_phrases(), ids=lambda phrase: phrase.example)
def test_a_phrase_finds_the_name_in_its_example(phrase: Phrase) -> None:
    found = phrase.pattern.search(phrase.example)
    assert found is not None
    assert found["name"].startswith("Coast Wire")
    assert load_trigger().search(phrase.example)
    assert all(cue.search(phrase.example) for cue in phrase.cues)
    cited = find_citations(phrase.example, read_wording(phrase.example))
    assert (phrase.says, phrase.depth) in {
        (c.says, c.depth) for c in cited if c.name.startswith("Coast Wire")
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "According to plan, the bridge opened in May.",
        "Yesterday reports came in from the harbour.",
        "The report reports nothing.",
        "Local reports say that the pier fell.",
        "Officials report that the pier fell.",
        "A Monday report told of cracks.",
        "Some reports, according to some, are wrong.",
        "Die Brücke ist laut Küstenpost gesperrt.",
        "It comes from here and from there.",
        "Ana Berg puts the kettle at the window.",
        "Ana Berg puts the oven at 200 degrees.",
        "Ana Berg puts the boats in the water at 5.",
        "Ana Berg called Bo Dahl the next day.",
        "Ana Berg reads the letter as she walks.",
        "Ana Berg gave Bo Dahl the boat as a present.",
        "Ana Berg counts on her brother.",
        "Ana Berg added new ferries.",
        "Ana Berg finds the door.",
        "Ana Berg estimates of the toll differ.",
        "Data from Lindvik show nothing.",
        "The count by Sunday was five.",
        "Ana Berg schätzt die Zahl der Boote auf 5.",
        "Ana Berg cuenta 5 barcos.",
        "Selon Ana Berg, le nombre est de 5.",
    ],
)
def test_what_only_looks_like_a_phrase_names_nobody(sentence: str) -> None:
    assert find_citations(sentence, read_wording(sentence)) == ()


def test_of_what_is_too_long_for_a_sentence_the_beginning_is_read() -> None:
    text = "Coast Wire says so, " + "and on it goes, " * 70 + "Semaphore says so."
    assert {c.name for c in find_citations(text, read_wording(text))} == {"Coast Wire"}


@pytest.mark.parametrize(
    "sentence",
    ["Ada Lind said the bridge is safe.", "Ada Lind reports to the mayor.", "Ada Lind told reporters that."],
)
def test_who_says_something_is_not_taken_for_one_who_reports(sentence: str) -> None:
    cited = find_citations(sentence, read_wording(sentence))
    assert all(c.says is Says.SOMETHING and not c.shaped for c in cited)
