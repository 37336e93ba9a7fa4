"""A replay as files: Markdown to read, CSV for a spreadsheet."""

import csv
import io
import re

from bot.curation.replay import Replay, Replayed, Side, count_effects

NOT_ANSWERED = "not answered"
_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+!|~])")
# What a spreadsheet takes for a formula where a cell begins with it, tab and carriage return included
# (OWASP, CSV Injection).
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")


def write_markdown(replay: Replay) -> str:
    """Return a replay as Markdown: a table for each effect, those that changed first."""
    lines = ["# Replay", "", f"{replay}; {replay.before} against {replay.after}.", ""]
    for effect in count_effects(replay.cases):
        lines += [f"## {_title(effect)}", ""]
        lines += [f"| Question | Asked | {_title(replay.before)} | {_title(replay.after)} |"]
        lines += ["| --- | ---: | --- | --- |"]
        lines += [_row(case) for case in replay.cases if case.effect is effect]
        lines.append("")
    return "\n".join(lines)


def write_csv(replay: Replay) -> str:
    """Return a replay as CSV with a line of titles; no cell begins like a formula."""
    file = io.StringIO()
    writer = csv.writer(file)
    sides = [f"{side} {column}" for side in (replay.before, replay.after) for column in ("article", "quote")]
    writer.writerow(["question", "asked", "last asked", "effect", *sides])
    for case in replay.cases:
        shown = [cell for side in (case.before, case.after) for cell in _cells(side)]
        row = [case.question, case.asked, case.last.isoformat(), case.effect.value, *shown]
        writer.writerow([make_safe(cell) if isinstance(cell, str) else cell for cell in row])
    return file.getvalue()


def make_safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _cells(side: Side) -> tuple[str, str]:
    return (side.article_id, side.quote) if side.answered else ("", NOT_ANSWERED)


def _row(case: Replayed) -> str:
    cells = _escape(case.question), str(case.asked), _show(case.before), _show(case.after)
    return f"| {' | '.join(cells)} |"


def _show(side: Side) -> str:
    if not side.answered:
        return f"*{NOT_ANSWERED}*"
    return f"{_escape(side.quote)} (*{_escape(side.title or side.article_id)}*)"


def _escape(text: str) -> str:
    """Return a text on one line, nothing of which Markdown takes for its own."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _title(text: str) -> str:
    return text[:1].upper() + text[1:]
