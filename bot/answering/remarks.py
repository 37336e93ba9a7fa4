"""Remarks beside an answer: as of when it was given, what was left out for that, how old it is."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.answering.questions import MAX_QUESTION_CHARS, cut_question
from bot.answering.wording import name_day
from bot.domain import Quote, Revision


def note_cut(text: str) -> str | None:
    """Return the remark that only the beginning of a question or a text was searched for; None if all was."""
    if cut_question(text) == text.strip():
        return None
    return f"That was longer than {MAX_QUESTION_CHARS:,} characters: only its beginning was searched for."


def note_day(as_of: date, revisions: Sequence[Revision]) -> str:
    """Return the remark on an answer that was limited to what was published by a day."""
    return f"Only what was published by {name_day(as_of)} was searched.{_left_out(revisions)}"


def note_nothing_by(as_of: date, revisions: Sequence[Revision]) -> str | None:
    """Return what to say where no article was published by a day; None if one was."""
    days = [revision.article.published for revision in revisions]
    if any(day is not None and day <= as_of for day in days):
        return None
    return f"No article was published by {name_day(as_of)}.{_left_out(revisions)}"


def note_age(quotes: Sequence[Quote], today: date, most_days: int) -> str | None:
    """Return the remark that what is quoted is old: the newest dated article is by more than `most_days`.

    None if it is not, if no quoted article is dated, or if `most_days` is 0.
    """
    days = [quote.article.published for quote in quotes]
    dated = [day for day in days if day is not None]
    if not most_days or not dated or today - max(dated) <= timedelta(days=most_days):
        return None
    newest = "newest dated article" if None in days else "newest article"
    return f"The {newest} on this is of {name_day(max(dated))}."


def _left_out(revisions: Sequence[Revision]) -> str:
    undated = sum(revision.article.published is None for revision in revisions)
    if not undated:
        return ""
    which = "1 article without a date was" if undated == 1 else f"{undated} articles without a date were"
    return f" {which} left out."
