import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain import Revision
from bot.ports import NO_TERM
from bot.retrieval.columns import Columns, ColumnWriter
from bot.text.analysis import Analyzer
from bot.text.passages import find_extents, read_passage, split_passages
from tests.builders import make_revision

ALIASES = (("GPU", "graphics card"),)

WORDS = st.sampled_from(
    [
        "The bridge",
        "closed.",
        "GPU",
        "Graphics cards came!",
        "\n\n",
        "## Cracks\n\n",
        "- ",
        "It’s",
        "é",
        " 1,200",
    ]
)
BODIES = st.text(max_size=100) | st.lists(WORDS, max_size=20).map(" ".join)
TITLES = st.sampled_from(["", "The bridge", "Graphics cards"]) | st.text(max_size=20)


def write(revisions: list[Revision]) -> tuple[Columns, ColumnWriter, list[list[str]]]:
    writer = ColumnWriter(Analyzer("en", ALIASES))
    documents = [
        writer.add(read_passage(revision, extent), number, extent.heading)
        for number, revision in enumerate(revisions)
        for extent in find_extents(revision.article.body)
    ]
    return writer.finish(), writer, documents


@given(st.lists(st.tuples(BODIES, TITLES), max_size=3))
def test_the_columns_give_back_the_passages_that_were_written(texts: list[tuple[str, str]]) -> None:
    revisions = [make_revision(body, title=title) for body, title in texts]
    expected = [passage for revision in revisions for passage in split_passages(revision)]
    columns, _, _ = write(revisions)
    numbers = columns.revision_numbers.tolist()
    assert len(columns) == len(numbers) == len(expected)
    read = [columns.read(i, revisions[numbers[i]], 1.5) for i in range(len(columns))]
    assert [found.passage for found in read] == expected
    assert all(found.score == 1.5 for found in read)


@example("The bridge ", "The bridge")  # a title that runs on into nothing leaves a passage without a sentence
@given(BODIES, TITLES)
def test_every_entry_points_at_the_word_whose_term_it_has(body: str, title: str) -> None:
    revision, analyzer = make_revision(body, title=title), Analyzer("en", ALIASES)
    columns, writer, documents = write([revision])
    for i, document in enumerate(documents):
        found = columns.read(i, revision, 1.0)
        ends = np.append(found.first, len(found.terms))[1:]
        terms = {number: term for term, number in writer.numbers.items()}
        assert [terms[number] for number in found.context.tolist()] == analyzer.terms(
            f"{title}\n{found.passage.heading or ''}"
        )
        assert document[: len(found.context)] == [terms[number] for number in found.context.tolist()]
        for sentence, first, end in zip(found.passage.sentences, found.first, ends, strict=True):
            reading = analyzer.read(sentence.of(body))
            assert found.terms[first] == NO_TERM
            surfaces = [
                body[s:e]
                for s, e in zip(found.starts[first + 1 : end], found.ends[first + 1 : end], strict=True)
            ]
            words = [terms[number] for number in found.terms[first + 1 : end].tolist()]
            assert words == [*reading.terms, *(concept for concept, _, _ in reading.phrases)]
            plain, phrases = surfaces[: len(reading.tokens)], surfaces[len(reading.tokens) :]
            offset = sentence.start
            assert plain == [body[offset + t.start : offset + t.end] for t in reading.tokens]
            assert all(analyzer.read(phrase).phrases for phrase in phrases)


def test_a_passage_has_the_terms_of_its_title_heading_and_sentences_without_function_words() -> None:
    revision = make_revision("## Cracks\n\nThe GPU came. It fell.", title="Old bridge")
    (columns, writer, (document,)) = write([revision])
    assert document == ["old", "bridg", "crack", "gpu", "come", "=gpu", "fall"]
    found = columns.read(0, revision, 2.0)
    assert found.passage.heading == "Cracks"
    assert len(found.first) == 2
    assert writer.numbers["~the"] < NO_TERM
    assert all(writer.numbers[term] > NO_TERM for term in document)


def test_the_columns_of_nothing_are_empty() -> None:
    columns, writer, documents = write([])
    assert len(columns) == 0
    assert columns.revision_numbers.tolist() == []
    assert (writer.numbers, documents) == ({}, [])
