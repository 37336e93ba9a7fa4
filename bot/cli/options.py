"""The options that several commands share."""

from typing import Annotated, Any

import typer

from bot.app import Services
from bot.domain import DEFAULT_STORY
from bot.errors import StorydeskError
from bot.settings import Settings


def flag(*names: str, says: str) -> Any:
    """Return an option that is on or off; its help names no type."""
    return typer.Option(*names, help=says, metavar="")


StoryOption = Annotated[
    str | None, typer.Option("--story", help="The story to read; default: STORYDESK_STORY, or “default”.")
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DAY",
        help="Only what was published by that day, such as 2023-04-12; undated is left out.",
    ),
]
JsonOption = Annotated[bool, flag("--json", says="Print JSON.")]
DebugOption = Annotated[bool, flag("--debug", says="Show where a fault arose.")]


def story_of(settings: Settings, story: str | None) -> str:
    """Return the story that was named, or the one that the settings name."""
    return story or settings.story


async def check_story(services: Services, story: str) -> None:
    """Make sure that there is a story; one without articles is said by the answer.

    Raises:
        StorydeskError: naming the stories that there are.
    """
    stories = await services.store.stories()
    if story in stories or (story == DEFAULT_STORY and not stories):
        return
    there_are = f"there are: {', '.join(stories)}" if stories else "there is none yet: storydesk import PATH"
    msg = f"there is no story “{story}”; {there_are} (--story or STORYDESK_STORY chooses one)"
    raise StorydeskError(msg)
