"""How quotes that differ look beside each other in Discord: a few short lines that fit a phone."""

from bot.answering.wording import head_comparison, name_day, part_reading
from bot.discord_app.escaping import escape, fold_around, is_visible, shorten
from bot.domain import Answer, Article, Comparison, Reading, Relation, Span

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
    before, value, after = part_reading(reading)
    place = Span(len(before), len(before) + len(value))
    before, value, after = fold_around(before + value + after, place)
    value = shorten(value, _VALUE_CHARS)
    room = _OF_CHARS - len(value)
    after_room = max(room // 2, room - len(before))
    before_room = room - min(len(after), after_room)
    if len(before) > before_room:
        at_word = before.find(" ", len(before) - before_room)
        before = f"…{before[at_word:]}" if at_word >= 0 else "… "
    if len(after) > after_room:
        after = f"{after[: max(after.rfind(' ', 0, after_room), 0)]}…"
    return f"{escape(before)}**{escape(value)}**{escape(after)}"


def _name_source(article: Article) -> str:
    date = f", {name_day(article.published)}" if article.published else ""
    if article.publisher and is_visible(article.publisher):
        return f"{escape(shorten(article.publisher, _NAME_CHARS))}{date}"
    title = article.title if is_visible(article.title) else article.id
    return f"*{escape(shorten(title, _NAME_CHARS))}*{date}"
