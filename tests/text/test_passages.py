from hypothesis import given
from hypothesis import strategies as st

from bot.text.passages import PASSAGE_CHARS, split_passages
from tests.builders import make_revision

SENTENCE = "The harbour bridge was closed to all traffic on Monday morning. "


def quotable(body: str, title: str = "") -> list[str]:
    passages = split_passages(make_revision(body, title=title))
    return [span.of(body) for passage in passages for span in passage.sentences]


def test_a_heading_is_context_and_never_a_sentence() -> None:
    body = "## Why it was closed\n\nA crack was found. It was deep."
    (passage,) = split_passages(make_revision(body))
    assert passage.heading == "Why it was closed"
    assert [span.of(body) for span in passage.sentences] == ["A crack was found.", "It was deep."]


def test_a_passage_may_begin_with_a_list_item_whatever_its_shape() -> None:
    assert quotable("- Ten buses\n\n- Nine trams came.") == ["Ten buses", "Nine trams came."]


def test_short_paragraphs_share_a_passage_until_a_heading() -> None:
    body = "One came first.\n\nTwo came next.\n\n## Later\n\nThree came last."
    assert [len(p.sentences) for p in split_passages(make_revision(body))] == [2, 1]


def test_sentences_of_different_paragraphs_are_no_neighbours() -> None:
    (passage,) = split_passages(make_revision("One came. Two came.\n\nThree came."))
    assert passage.blocks[0] == passage.blocks[1] != passage.blocks[2]


def test_passages_stay_near_the_length_that_is_meant() -> None:
    body = "\n\n".join([SENTENCE.strip()] * 50)
    for passage in split_passages(make_revision(body)):
        assert passage.sentences[-1].end - passage.sentences[0].start <= PASSAGE_CHARS


def test_a_title_that_runs_on_into_the_text_is_not_quoted() -> None:
    assert quotable("Bridge Closed The harbour bridge is closed.", "Bridge Closed") == [
        "The harbour bridge is closed."
    ]


@given(st.text())
def test_sentences_are_spans_of_the_body_in_order(body: str) -> None:
    end = 0
    for passage in split_passages(make_revision(body)):
        assert passage.sentences
        assert len(passage.sentences) == len(passage.blocks)
        for span in passage.sentences:
            assert end <= span.start
            assert span.of(body).strip() == span.of(body) != ""
            end = span.end


def test_a_sentence_that_begins_with_the_title_is_quoted_whole() -> None:
    assert quotable("The bridge opened on Monday.", "The bridge") == ["The bridge opened on Monday."]
