"""The title of an article that states none: taken from its text."""

from bot.articles.cleaning import clean
from bot.articles.draft import Draft
from bot.articles.parts import to_part
from bot.text.blocks import ends_sentence, is_heading_shaped

_TITLE_CHARS = 100


def take_title(draft: Draft) -> str:
    """Return the title that the text shows: its first heading, or its first line.

    A first line that is a sentence is shortened: it is the article's own, and a title that says all that
    it says would have it dropped as a repetition.
    """
    if draft.title:
        return _shorten(draft.title)
    # A line of the page above the title (the way back to the front page, an advertisement) is none.
    first = to_part(next(iter(clean(draft.blocks, "").kept), draft.blocks[0])).text
    if ends_sentence(first) and not is_heading_shaped(first):
        words = first.split()
        return _cut(" ".join(words[:-1])) if len(words) > 1 else first
    return _shorten(first)


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE_CHARS else _cut(line)


def _cut(line: str) -> str:
    """Return the words of a line for which there is room, with a sign that they are not all."""
    if len(line) > _TITLE_CHARS:
        line = line[:_TITLE_CHARS].rsplit(" ", 1)[0]
    return line.rstrip(",;:–—-.!? ") + "…"
