"""What the buttons under an answer do, named apart from who does it."""

from collections.abc import Callable, Iterable
from enum import StrEnum

import discord

from bot.discord_app.asked import Asked, AskedBy


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


def choose_actions(asked: Asked) -> list[Action]:
    """Return what can be done under an answer."""
    votes = [Action.HELPFUL, Action.NOT_HELPFUL]
    if not asked.answer.answered:
        # What was carried over into a question is not in the log, which could ask it again.
        return votes if asked.answer.decision.query.about else [*votes, Action.TELL_ME]
    more = [Action.MORE] if len(asked.answer.quotes) > 1 else []
    # Discord withholds the text of replies to these answers, so they carry their own way to go on.
    on = [Action.FOLLOW_UP] if asked.by in {AskedBy.SLASH, AskedBy.FOLLOW_UP} else []
    return [*more, *on, *votes, Action.REPORT]
