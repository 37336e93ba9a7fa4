"""How a change of a text looks: the sentence as it was and as it is, with the words that differ marked."""

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher

from bot.answering.wording import name_day
from bot.curation.differences import SentenceChange
from bot.discord_app.escaping import escape, shorten
from bot.domain import Article

_SENTENCE_CHARS = 240
_VALUE_CHARS = 120
_NAMES = {
    "title": "Title",
    "publisher": "Publisher",
    "author": "Author",
    "url": "URL",
    "published": "Published",
    "language": "Language",
    "origin": "Whose report it retells",
    "based_on": "Based on",
}


MOST_SHOWN = 40
"""How many changed sentences are worth preparing: no section has room for more."""


def render_changes(changes: Iterable[SentenceChange]) -> list[str]:
    """Return one line, or two in one, for each sentence that changed."""
    return [_render_change(change) for change in changes]


def render_field_changes(before: Article, after: Article) -> list[str]:
    """Return a line for each field that differs: as it was, and as it is."""
    lines = []
    for field, name in _NAMES.items():
        old, new = _show_value(getattr(before, field)), _show_value(getattr(after, field))
        if old != new:
            lines.append(f"{name}: {f'~~{old}~~' if old else 'not known'} → **{new or 'not known'}**")
    return lines


def render_fields(article: Article) -> list[str]:
    """Return what is known of where an article comes from, and which of it is not."""
    named = {name: _show_value(getattr(article, field)) for field, name in _NAMES.items() if field != "title"}
    known = [f"{name}: {value}" for name, value in named.items() if value]
    missing = [name.lower() if name != "URL" else name for name, value in named.items() if not value]
    missing = [name for name in missing if name not in {"based on", "whose report it retells"}]
    return [*known, *([f"Not known: {', '.join(missing)}"] if missing else [])]


def _show_value(value: object) -> str:
    if not value:
        return ""
    if isinstance(value, date):
        return name_day(value)
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return escape(shorten(text, _VALUE_CHARS))


def _render_change(change: SentenceChange) -> str:
    if change.before is None or change.after is None:
        mark, text = ("+", change.after) if change.before is None else ("−", change.before)
        return f"**{mark}** {escape(shorten(text or '', _SENTENCE_CHARS))}"
    before = shorten(change.before, _SENTENCE_CHARS).split(" ")
    after = shorten(change.after, _SENTENCE_CHARS).split(" ")
    codes = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    was = _mark(before, [(start, end) for tag, start, end, _, _ in codes if tag != "equal"], "~~")
    now = _mark(after, [(start, end) for tag, _, _, start, end in codes if tag != "equal"], "**")
    return f"**−** {was}\n**+** {now}"


def _mark(words: Sequence[str], places: Sequence[tuple[int, int]], sign: str) -> str:
    """Return the words, those in places between signs."""
    shown: list[str] = []
    done = 0
    for start, end in places:
        shown += [escape(word) for word in words[done:start]]
        if start < end:
            shown.append(f"{sign}{' '.join(escape(word) for word in words[start:end])}{sign}")
        done = end
    return " ".join([*shown, *(escape(word) for word in words[done:])])
