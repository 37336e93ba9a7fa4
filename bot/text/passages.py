"""Passages of an article: what is retrieved, and the sentences in it that may be quoted."""

from collections.abc import Iterator

from bot.domain import Passage, Revision, Span
from bot.text.blocks import Block, BlockKind, split_blocks
from bot.text.sentences import split_sentences

PASSAGE_CHARS = 700


def split_passages(revision: Revision, *, language: str = "en") -> tuple[Passage, ...]:
    """Return the passages of an article's prose, in order.

    A passage gathers whole paragraphs and list items that stand under one heading, up to about
    `PASSAGE_CHARS` characters; a longer paragraph is a passage of its own. Headings are the context of what
    follows them, never sentences. A title that runs on into the first paragraph, as scraped pages often
    have it, is not a sentence either.
    """
    return tuple(_gather(revision, language))


def _gather(revision: Revision, language: str) -> Iterator[Passage]:
    body = revision.article.body
    heading: str | None = None
    sentences: list[Span] = []
    blocks: list[int] = []
    for number, block in enumerate(split_blocks(body)):
        ends = block.kind is BlockKind.HEADING
        full = bool(sentences) and block.span.end - sentences[0].start > PASSAGE_CHARS
        if sentences and (ends or full):
            yield Passage(revision, heading, tuple(sentences), tuple(blocks))
            sentences, blocks = [], []
        if ends:
            heading = block.span.of(body)
            continue
        found = _block_sentences(revision, block, language)
        sentences.extend(found)
        blocks.extend([number] * len(found))
    if sentences:
        yield Passage(revision, heading, tuple(sentences), tuple(blocks))


def _block_sentences(revision: Revision, block: Block, language: str) -> list[Span]:
    body, title = revision.article.body, revision.article.title
    start = block.span.start
    if title and body.startswith(title + " ", start):
        start += len(title) + 1
    text = body[start : block.span.end]
    return [Span(start + s.start, start + s.end) for s in split_sentences(text, language=language)]
