"""The bot's token, looked at before Discord is asked about it."""

import re

from bot.errors import SettingsError
from bot.settings import Settings

_THREE_PARTS = re.compile(r"[\w-]+(?:\.[\w-]+){2}")


def find_token(settings: Settings) -> str | None:
    """Return the token that is set, None if none is.

    Raises:
        SettingsError: if no token looks like it; its value is not repeated.
    """
    if settings.discord_token is None:
        return None
    token = settings.discord_token.get_secret_value().strip()
    if not _THREE_PARTS.fullmatch(token):
        msg = (
            "STORYDESK_DISCORD_TOKEN is no bot token, which has three parts with dots between them: copy it "
            "from the Bot page of https://discord.com/developers/applications (Reset Token)"
        )
        raise SettingsError(msg)
    return token
