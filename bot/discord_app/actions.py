"""What the buttons under an answer do, named apart from who does it."""

from collections.abc import Callable, Iterable
from enum import StrEnum

import discord


class Action(StrEnum):
    """What a button under an answer does."""

    MORE = "more"
    FOLLOW_UP = "follow-up"
    HELPFUL = "helpful"
    NOT_HELPFUL = "not-helpful"
    REPORT = "report"
    TELL_ME = "tell-me"


MakeButtons = Callable[[str, Iterable[Action]], discord.ui.View]
"""What makes the buttons for the answer with an id in the query log."""
