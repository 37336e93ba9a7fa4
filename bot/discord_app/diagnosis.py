"""What Discord says of the bot's token, its servers and its permissions there."""

import aiohttp
import discord

from bot.discord_app.invitation import PERMISSIONS, invite_link
from bot.ports import Finding

_MOST_SERVERS = 200
_HIDDEN = (
    "moderators: Discord hides their commands from a role without Manage Server until the server's settings, "
    "Integrations, open them to it; this holds for the roles that /settings names, too"
)


async def examine_token(token: str) -> list[Finding]:
    """Ask Discord about the bot that a token belongs to; the bot need not run, and is not connected."""
    client = discord.Client(intents=discord.Intents.none())
    try:
        await client.login(token)
        return await examine_client(client)
    except discord.LoginFailure:
        mend = "copy it again from the Bot page of https://discord.com/developers/applications"
        return [Finding(good=False, text=f"token: Discord does not accept it; {mend}")]
    except (discord.HTTPException, aiohttp.ClientError, OSError):
        return [Finding(good=False, text="token: Discord cannot be reached; check the network and try again")]
    finally:
        await client.close()


async def examine_client(client: discord.Client) -> list[Finding]:
    """Return what is to be said of a bot that is logged in: its name, its intents, and each server.

    Raises:
        discord.HTTPException: if Discord does not answer.
    """
    application = await client.application_info()
    findings = [
        Finding(good=True, text=f"token: it belongs to {application.name}"),
        Finding(good=True, text="intents: no privileged intent is needed"),
    ]
    servers = await client.http.get_guilds(_MOST_SERVERS, with_counts=False)
    if not servers:
        link = invite_link(application.id)
        findings.append(Finding(good=None, text=f"servers: it is in none yet; invite it with {link}"))
    findings.extend(_examine_server(s["name"], s.get("permissions"), application.id) for s in servers)
    if servers:
        findings.append(Finding(good=None, text=_HIDDEN))
    return findings


def _examine_server(name: str, permissions: str | None, application_id: int) -> Finding:
    if permissions is None:
        return Finding(good=None, text=f"server “{name}”: Discord does not say which permissions the bot has")
    granted = discord.Permissions(int(permissions))
    if granted.administrator or granted.is_superset(PERMISSIONS):
        return Finding(good=True, text=f"server “{name}”: the bot has every permission that it needs")
    missing = [right for right, needed in PERMISSIONS if needed and not getattr(granted, right)]
    names = ", ".join(right.replace("_", " ") for right in missing)
    return Finding(
        good=False,
        text=f"server “{name}”: the bot lacks {names}; grant them in the server's roles, or invite it again "
        f"with {invite_link(application_id)}",
    )
