from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.text.blocks import BlockKind, is_heading_shaped, split_blocks

bodies = st.text(st.sampled_from("ab#-.?  \n\n\t\u00a0é")) | st.text()


@given(bodies)
def test_blocks_stand_in_order_and_hold_every_character_that_is_neither_space_nor_mark(body: str) -> None:
    end = 0
    for block in split_blocks(body):
        between = body[end : block.span.start]
        assert between.replace("-", "").replace("#", "").strip() == ""
        end = block.span.end
    assert body[end:].strip() == ""


@example("- \n?")
@given(bodies)
def test_no_block_reaches_across_a_blank_line(body: str) -> None:
    for block in split_blocks(body):
        assert all(line.strip() for line in block.span.of(body).split("\n"))


@given(bodies)
def test_a_block_ends_without_white_space(body: str) -> None:
    for block in split_blocks(body):
        text = block.span.of(body)
        assert text == text.rstrip()


@pytest.mark.parametrize(
    ("block", "kind", "text"),
    [
        ("## What it costs", BlockKind.HEADING, "What it costs"),
        ("What it costs", BlockKind.HEADING, "What it costs"),
        ("To what end?", BlockKind.HEADING, "To what end?"),
        ("- one of two", BlockKind.ITEM, "one of two"),
        ("- one.", BlockKind.ITEM, "one."),
        ("It costs 2 million.", BlockKind.PARAGRAPH, "It costs 2 million."),
        ("“It was not.”", BlockKind.PARAGRAPH, "“It was not.”"),
        (
            "Is it likely that the bridge, which is old, will be open again in June?",
            BlockKind.PARAGRAPH,
            "Is it likely that the bridge, which is old, will be open again in June?",
        ),
        (
            "Bought for the platform\nin the spring",
            BlockKind.PARAGRAPH,
            "Bought for the platform\nin the spring",
        ),
        ("# one\nand two", BlockKind.PARAGRAPH, "# one\nand two"),
        ("##", BlockKind.HEADING, "##"),
        ("#hash", BlockKind.HEADING, "#hash"),
        ("####### seven.", BlockKind.PARAGRAPH, "####### seven."),
    ],
)
def test_a_block_is_told_by_its_marks_or_its_shape(block: str, kind: BlockKind, text: str) -> None:
    body = f"Before it.\n\n{block}\n\nAfter it."
    middle = split_blocks(body)[1]
    assert (middle.kind, middle.span.of(body)) == (kind, text)


def test_thirteen_words_without_an_end_are_a_sentence_cut_short() -> None:
    assert is_heading_shaped(" ".join(["word"] * 12))
    assert not is_heading_shaped(" ".join(["word"] * 13))


def kinds(*blocks: str) -> list[BlockKind]:
    return [block.kind for block in split_blocks("\n\n".join(blocks))]


HEADING, ITEM, PARAGRAPH = BlockKind.HEADING, BlockKind.ITEM, BlockKind.PARAGRAPH
PROSE = "The bridge was closed on Monday."


def test_of_lines_that_look_like_headings_only_the_one_before_prose_is_one() -> None:
    assert kinds("Divers", "Boats", "Cranes", PROSE) == [PARAGRAPH, PARAGRAPH, HEADING, PARAGRAPH]
    assert kinds(PROSE, "What it costs", "- five boats") == [PARAGRAPH, HEADING, ITEM]


def test_a_line_at_the_end_heads_nothing() -> None:
    assert kinds(PROSE, "Divers", "Boats") == [PARAGRAPH, PARAGRAPH, PARAGRAPH]
    assert kinds("Divers") == [PARAGRAPH]


def test_a_marked_heading_is_one_whatever_follows() -> None:
    assert kinds("# One", "## Two", PROSE, "## Three") == [HEADING, HEADING, PARAGRAPH, HEADING]
    assert kinds("A line", "## Two", PROSE) == [PARAGRAPH, HEADING, PARAGRAPH]


@given(bodies)
def test_no_heading_known_by_its_shape_stands_before_another_heading_or_at_the_end(body: str) -> None:
    blocks = split_blocks(body)
    for block, following in pairwise(blocks):
        if block.kind is BlockKind.HEADING and following.kind is BlockKind.HEADING:
            assert block.marked or not following.marked
    assert not blocks or blocks[-1].marked or blocks[-1].kind is BlockKind.PARAGRAPH
