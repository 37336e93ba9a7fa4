"""`storydesk settings …`: what a server has set for itself, as `/settings` shows and changes it."""

from collections.abc import Iterator, Mapping
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from bot.app import Services, open_communities
from bot.cli.console import make_console, print_json
from bot.cli.layout import Indented
from bot.cli.options import JsonOption
from bot.cli.running import command, with_services
from bot.curation.acts import OPERATOR
from bot.curation.communities import Communities, Local
from bot.curation.preferences import PREFERENCES, Preference, find_preference
from bot.curation.stories import CHANNEL_STORIES
from bot.domain import TERMINAL, Community, CommunityKind
from bot.errors import PreferenceError
from bot.settings import Settings, load_settings

ServerOption = Annotated[str, typer.Option("--server", metavar="ID", help="The Discord server's id.")]
KeyArgument = Annotated[str, typer.Argument(metavar="KEY", help="See settings list.")]


def make_settings_app() -> typer.Typer:
    """Return the sub-application with all its commands."""
    app = typer.Typer(no_args_is_help=True, help="What a server sets for itself, as /settings does.")
    app.command("list")(list_settings)
    app.command("set")(set_setting)
    app.command("unset")(unset_setting)
    return app


@command
def list_settings(
    *,
    server: Annotated[
        str, typer.Option("--server", metavar="ID", help="A Discord server's; default: what holds elsewhere.")
    ] = "",
    as_json: JsonOption = False,
) -> int:
    """List every setting: its value, where that comes from, and what it does.

    Example: storydesk settings list --server 1102
    """
    settings = load_settings()

    async def work(services: Services) -> int:
        local = await open_communities(services, settings).at(_community(server) if server else TERMINAL)
        for preference in PREFERENCES:
            if as_json:
                print_json(_to_json(preference, local))
            else:
                make_console().print(Group(*_describe(preference, local)), crop=False)
        return 0

    return with_services(settings, work)


@command
def set_setting(
    key: KeyArgument,
    value: Annotated[
        str,
        typer.Argument(metavar="VALUE", help="Ids with commas; stories of channels as ID=STORY,ID=STORY."),
    ],
    *,
    server: ServerOption,
) -> int:
    """Set something for a server; it holds from the next question on.

    Example: storydesk settings set time_zone Europe/Berlin --server 1102
    """
    preference = find_preference(key)
    return _change(load_settings(), server, preference, _read(preference, value))


@command
def unset_setting(key: KeyArgument, *, server: ServerOption) -> int:
    """Take back what a server has set: the operator's value holds again.

    Example: storydesk settings unset time_zone --server 1102
    """
    return _change(load_settings(), server, find_preference(key), None)


def _change(settings: Settings, server: str, preference: Preference, value: object) -> int:
    community = _community(server)

    async def work(services: Services) -> int:
        communities: Communities = open_communities(services, settings)
        local = await communities.change(community, preference, value, OPERATOR)
        make_console().print(Group(*_describe(preference, local)), crop=False)
        return 0

    return with_services(settings, work)


def _read(preference: Preference, typed: str) -> object:
    """Return the value that was typed.

    Raises:
        PreferenceError: if it cannot be used.
    """
    if preference.key != CHANNEL_STORIES:
        return preference.read(typed)
    pairs = [part.partition("=") for part in typed.split(",")]
    if not all(channel.strip().isdecimal() and story.strip() for channel, _, story in pairs):
        msg = f"“{typed}” cannot be used for “{preference.title}”; expected: ID=STORY,ID=STORY"
        raise PreferenceError(msg)
    return preference.load({channel.strip(): story.strip() for channel, _, story in pairs})


def _community(server: str) -> Community:
    if not server.isdecimal():
        msg = f"“{server}” is no id of a Discord server: it is a number; Copy Server ID gives it"
        raise PreferenceError(msg)
    return Community(CommunityKind.GUILD, server)


def _describe(preference: Preference, local: Local) -> Iterator[RenderableType]:
    key = preference.key
    head = Text.assemble((key, "bold"), f"  {_show(preference, local)}")
    yield Indented(head.append(f"  {local.resolved.sources[key].value}", style="dim"), 0)
    yield Indented(Text(f"{preference.title}. {preference.does.replace('`', '')}", style="dim"), 2)
    if fault := local.resolved.faults.get(key):
        yield Indented(Text(fault, style="red"), 2)


def _show(preference: Preference, local: Local) -> str:
    value = preference.dump(getattr(local.preferences, preference.key))
    if isinstance(value, Mapping):
        return ", ".join(f"{channel}={story}" for channel, story in value.items()) or "none"
    return ", ".join(map(str, value)) or "none" if isinstance(value, list) else str(value)


def _to_json(preference: Preference, local: Local) -> dict[str, object]:
    return {
        "key": preference.key,
        "value": preference.dump(getattr(local.preferences, preference.key)),
        "from": local.resolved.sources[preference.key].value,
        "fault": local.resolved.faults.get(preference.key),
        "does": preference.does,
    }
