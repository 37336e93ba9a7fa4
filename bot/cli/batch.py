"""A file of questions, one JSON object a line, answered line by line."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from bot.answering.serialisation import answer_to_json
from bot.app import Services
from bot.cli.console import make_progress, print_json
from bot.cli.options import check_story
from bot.errors import QuestionsError

Line = tuple[int, bytes]
"""A line and its number, from 1."""


def read_input(path: Path) -> bytes:
    """Return what a file holds; `-` is stdin.

    Raises:
        QuestionsError: if it cannot be read.
    """
    try:
        return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        msg = f"cannot read {path}: {error.strerror}; name a file of JSON lines, or - for stdin"
        raise QuestionsError(msg) from error


def read_lines(path: Path) -> list[Line]:
    """Return the lines of a file that are not blank.

    Raises:
        QuestionsError: if it cannot be read.
    """
    return [(n, line) for n, line in enumerate(read_input(path).splitlines(), 1) if line.strip()]


async def answer_batch(
    services: Services, lines: list[Line], story: str, *, best_effort: bool, as_of: date | None
) -> int:
    """Print one object for each line, in order: an answer, or what is wrong with the line; return 0."""
    await check_story(services, story)
    with make_progress() as progress:
        for line in progress.track(lines, description="Answering"):
            print_json(await _answer_line(services, line, story, best_effort=best_effort, as_of=as_of))
    return 0


async def _answer_line(
    services: Services, line: Line, story: str, *, best_effort: bool, as_of: date | None
) -> dict[str, object]:
    number, content = line
    try:
        entry: Any = json.loads(content)
    except (ValueError, RecursionError):
        return {"id": None, "error": f"line {number}: not JSON; write one object a line"}
    if not isinstance(entry, dict):
        return {"id": None, "error": f'line {number}: not a JSON object; write {{"question": "…"}}'}
    identity, question = _usable_id(entry.get("id")), entry.get("question")
    if "question" not in entry:
        return {"id": identity, "error": f'line {number}: it has no "question"'}
    if not isinstance(question, str):
        return {"id": identity, "error": f'line {number}: its "question" is not a text; put it in quotes'}
    answer = await services.answers.answer(question, story=story, best_effort=best_effort, as_of=as_of)
    return answer_to_json(answer, answer_id=identity)


def _usable_id(value: object) -> str | int | None:
    """Return an id that can go back into JSON as it came: a text or a whole number."""
    return value if isinstance(value, str | int) and not isinstance(value, bool) else None
