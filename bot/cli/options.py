"""The options that several commands share."""

from typing import Annotated

import typer

from bot.settings import Settings

StoryOption = Annotated[
    str | None, typer.Option("--story", help="The story to read; default: STORYDESK_STORY, or “default”.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def story_of(settings: Settings, story: str | None) -> str:
    """Return the story that was named, or the one that the settings name."""
    return story or settings.story
