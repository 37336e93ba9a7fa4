import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.conversation.speakers import find_speaker, show_speaker
from bot.answering.evidence import weigh_evidence
from bot.domain import Quote, Span
from tests.builders import make_index

SHUT = "The bridge is shut."


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The pier is cracked, according to the harbour board.", "the harbour board"),
        ("According to Valley Radio, the pier is cracked.", "Valley Radio"),
        ("The pier is cracked, the mayor said.", "the mayor"),
        ("Two people who saw it said that the pier is cracked.", "Two people who saw it"),
        ("“It is cracked,” said Anna Berg, the mayor.", "Anna Berg"),
        ("The Gazette also reported that the pier is cracked.", "The Gazette"),
        ("The paper bases its report on two anonymous sources who saw it.", "two anonymous sources"),
        ("Semaphore puts the number of cracks at two.", "Semaphore"),
        ("The bridge has two cracks, a survey by Semaphore found.", "Semaphore"),
        ("Experts predicted that the pier would fall.", "Experts"),
        ("“It is cracked,” added Anna Berg.", "Anna Berg"),
        ("Lindvik added new ferries.", None),
        ("It is cracked, she said.", None),
        ("They said that it is cracked.", None),
        ("The pier is cracked.", None),
        ("It remains to be said.", None),
        ("", None),
    ],
)
def test_a_text_names_whose_word_it_is(text: str, speaker: str | None) -> None:
    span = find_speaker(text)
    assert (span.of(text) if span else None) == speaker


@given(st.text(alphabet="ab S.,“” saidcring to\n"))
def test_a_speaker_stands_in_the_text(text: str) -> None:
    span = find_speaker(text)
    assert span is None or span.of(text).strip(" .") == span.of(text)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("The pier is cracked, the mayor said. The bridge is shut.", "The bridge is shut."),
        (
            "The bridge is shut. The pier is cracked, the mayor said.",
            "The bridge is shut. The pier is cracked, the mayor said.",
        ),
        ("The bridge is shut.\n\nThe pier is cracked, the mayor said.", None),
        ("The bridge is shut. It rains. The pier is cracked, the mayor said.", None),
    ],
)
def test_the_sentence_beside_comes_in_where_it_alone_names_somebody(body: str, shown: str | None) -> None:
    index = make_index(body)
    evidence = weigh_evidence(index, index.analyse("Is the bridge shut?"), most_chars=400)
    start = body.index(SHUT)
    quote = Quote(evidence[0].candidate.revision, Span(start, start + len(SHUT)), SHUT, None, 1.0)
    found = show_speaker(quote, evidence, 400)
    if shown is None:
        assert found is None
        return
    assert found is not None
    assert found.text.endswith(shown)
    assert found.highlight is not None
    assert found.highlight.of(found.text) == "the mayor"
    assert show_speaker(quote, evidence, 30) is None
