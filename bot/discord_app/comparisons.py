"""How quotes that differ look beside each other in Discord: a few short lines that fit a phone."""

from bot.answering.wording import head_comparison, name_day, part_reading
from bot.discord_app.escaping import escape, fold, is_visible, shorten
from bot.domain import Answer, Article, Comparison, Reading, Relation

_MOST_LINES = 4
_LEAST_LINES = 2  # a heading and one line compare nothing
_VALUE_CHARS = 60
_OF_CHARS = 120
_NAME_CHARS = 40


def render_comparisons(answer: Answer, room: int) -> str:
    """Return the comparisons of an answer in Discord's Markdown, at most `room` characters; maybe none.

    A comparison that does not fit with two lines is left out; lines beyond the fourth are counted.
    """
    blocks: list[str] = []
    for comparison in answer.agreement.comparisons:
        left = room - sum(len(block) + 2 for block in blocks)
        block = _render(comparison, answer, left)
        if block:
            blocks.append(block)
    return "\n\n".join(blocks)


def _render(comparison: Comparison, answer: Answer, room: int) -> str:
    lines = [f"**{head_comparison(comparison.relation)}:**"]
    readings = comparison.readings[:_MOST_LINES]
    lines += [
        f"- {_render_reading(reading, answer.quotes[reading.quote].article, comparison.relation)}"
        for reading in readings
    ]
    more = len(comparison.readings) - len(readings)
    lines += [f"- and {more} more"] if more else []
    while sum(len(line) + 1 for line in lines) > room:
        lines.pop()
    return "\n".join(lines) if len(lines) > _LEAST_LINES else ""


def _render_reading(reading: Reading, article: Article, relation: Relation) -> str:
    if relation is Relation.DIFFERENT_THINGS:
        said = _mark_value(reading)
    else:
        said = f"**{escape(shorten(reading.value, _VALUE_CHARS))}**"
    return f"{said} — {_name_source(article)}"


def _mark_value(reading: Reading) -> str:
    """Return what a value is of, with the value in bold, cut around it."""
    before, value, after = (fold(part) for part in part_reading(reading))
    room = max(_OF_CHARS - len(value), 0) // 2
    if len(before) > room:
        at_word = before.find(" ", len(before) - room)
        before = f"…{before[at_word:]}" if at_word >= 0 else "…"
    parts = [escape(before)] if before else []
    parts.append(f"**{escape(shorten(value, _VALUE_CHARS))}**")
    if after:
        joint = "" if not after[0].isalnum() else " "
        return " ".join(parts) + joint + escape(shorten(after, max(room, 1)))
    return " ".join(parts)


def _name_source(article: Article) -> str:
    names = [name for name in (article.publisher, article.title, article.id) if name and is_visible(name)]
    date = f", {name_day(article.published)}" if article.published else ""
    return f"{escape(shorten(names[0], _NAME_CHARS))}{date}"
