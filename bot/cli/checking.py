"""`storydesk check`."""

import sys
from dataclasses import replace
from typing import Annotated

import typer

from bot.answering.notices import TOO_LONG
from bot.answering.serialisation import check_to_json
from bot.app import Services
from bot.cli.asking import log_answer
from bot.cli.console import make_console, print_json
from bot.cli.options import JsonOption, StoryOption, check_story, story_of
from bot.cli.rendering import print_check
from bot.cli.running import command, with_services
from bot.domain import Answer
from bot.errors import QuestionsError
from bot.settings import load_settings

_FOUND = 0
_NOTHING = 1


@command
def check(
    text: Annotated[
        list[str] | None,
        typer.Argument(help="The text, best in quotes; - reads it from stdin.", show_default=False),
    ] = None,
    *,
    as_json: JsonOption = False,
    story: StoryOption = None,
) -> int:
    """Check a text against the articles: what stands there word for word, and what comes closest.

    Never says whether it is true. Exit code 0: found something, 1: nothing, 2: an error.

    Example: storydesk check "The bridge was closed on Monday after divers found a crack."
    """
    settings = load_settings()
    chosen = story_of(settings, story)
    checked = sys.stdin.read() if text == ["-"] else " ".join(text or ())
    if not checked.strip():
        msg = 'no text was given: storydesk check "TEXT"'
        raise QuestionsError(msg)

    async def work(services: Services) -> int:
        await check_story(services, chosen)
        compared = await services.answers.compare(checked, story=chosen)
        found = replace(compared, answer=_without_hint(compared.answer))
        if as_json:
            print_json(check_to_json(found))
        else:
            print_check(make_console(), found)
        # The text may be somebody else's, who did not ask: it is not kept.
        await log_answer(services, replace(found.answer, question=""), chosen, "check")
        return _FOUND if found.answer.answered else _NOTHING

    return with_services(settings, work)


def _without_hint(answer: Answer) -> Answer:
    """Return the answer without the hint that a question is long: a text may be."""
    return replace(answer, notice=None) if answer.notice == TOO_LONG else answer
