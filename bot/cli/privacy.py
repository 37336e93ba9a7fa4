"""`storydesk privacy`: for the operator, what everybody can do in Discord; and a new key of the hashes."""

from pathlib import Path
from typing import Annotated

import typer

from bot.app import Services, key_path, load_key
from bot.cli.console import make_console
from bot.cli.options import flag
from bot.cli.running import ERROR, command, with_services
from bot.errors import SettingsError
from bot.refinement.hashing import PersonHasher, replace_key
from bot.refinement.keys import OTHER_KEY, is_known_key, take_up_key
from bot.refinement.privacy import describe_removed
from bot.settings import Settings, load_settings
from bot.storage.persons import SqlPersons

_LARGEST_ID = 2**63 - 1
_ROTATE = """\
A new key of the person hashes cannot be tied to the old one. So this deletes, for everybody:
- what ties logged questions, votes and reports to persons: nobody can see or delete theirs any more;
  the questions and votes themselves stay, tied to nobody
- the opt-outs: everybody who opted out is logged again, until they opt out anew. Tell them.
Those who wait to be told an answer still are. Stop the bot first: while it runs it keeps the old key."""
_CHANGED = "\nThe key was changed already; who waits to be told cannot be told any more."

UserOption = Annotated[
    int,
    typer.Option("--user", min=1, max=_LARGEST_ID, help="The person's Discord id. Only its hash is kept."),
]
YesOption = Annotated[bool, flag("--yes", says="Do not ask.")]


def make_privacy_app() -> typer.Typer:
    """Return the sub-application with all its commands."""
    app = typer.Typer(no_args_is_help=True, help="What is kept of a person; and the key of the hashes.")
    app.command()(show)
    app.command()(export)
    app.command()(delete)
    app.command("opt-out")(opt_out)
    app.command("opt-in")(opt_in)
    app.command("rotate-key")(rotate_key)
    return app


@command
def show(*, user: UserOption) -> int:
    """Show what is kept of a person.

    Example: storydesk privacy show --user 80351110224678912
    """
    settings = load_settings()

    async def work(services: Services) -> int:
        kept = await services.privacy.show(await _find_person(services, settings, user))
        console = make_console()
        for trace in kept.traces:
            role, question = trace["role"], trace["question"] or "(no words are kept)"
            console.print(f"{trace['created_at']:%Y-%m-%d %H:%M}  {role:8}  {question}", markup=False)
        for notice in kept.notices:
            console.print(f"{notice.made_at:%Y-%m-%d %H:%M}  waits     {notice.question}", markup=False)
        if kept.opted_out_since is not None:
            console.print(f"{kept.opted_out_since:%Y-%m-%d %H:%M}  opted out")
        if not (kept.traces or kept.notices or kept.opted_out_since):
            console.print("Nothing is kept that could be tied to this person.")
        return 0

    return with_services(settings, work)


@command
def export(
    *,
    user: UserOption,
    out: Annotated[Path | None, typer.Option(help="The file to write; default: to the terminal.")] = None,
) -> int:
    """Write what is kept of a person as JSON.

    Example: storydesk privacy export --user 80351110224678912
    """
    settings = load_settings()

    async def work(services: Services) -> int:
        document = await services.privacy.export(await _find_person(services, settings, user))
        if out is None:
            typer.echo(document)
        else:
            out.write_text(document + "\n", encoding="utf-8")
        return 0

    return with_services(settings, work)


@command
def delete(
    *,
    user: UserOption,
    with_opt_out: Annotated[bool, flag("--with-opt-out", says="Delete the person's opt-out, too.")] = False,
    yes: YesOption = False,
) -> int:
    """Delete what is kept of a person; what others count stays. Exit code 2: it was not confirmed.

    What a running bot remembers of a conversation goes by itself, after STORYDESK_CONVERSATION_MINUTES.
    Example: storydesk privacy delete --user 80351110224678912
    """
    settings = load_settings()
    if not yes and not typer.confirm("Delete what is kept of this person? That cannot be undone."):
        return ERROR

    async def work(services: Services) -> int:
        person = await _find_person(services, settings, user)
        removed = await services.privacy.delete(person, opt_out=False if with_opt_out else None)
        for line in describe_removed(removed) or ["There was nothing to delete."]:
            make_console().print(line, soft_wrap=True)
        return 0

    return with_services(settings, work)


@command
def opt_out(*, user: UserOption) -> int:
    """Have a person's questions answered and not logged.

    Example: storydesk privacy opt-out --user 80351110224678912
    """
    settings = load_settings()

    async def work(services: Services) -> int:
        since = await services.privacy.opt_out(await _find_person(services, settings, user))
        make_console().print(
            f"Opted out since {since:%Y-%m-%d %H:%M}: questions are answered and not logged."
        )
        return 0

    return with_services(settings, work)


@command
def opt_in(*, user: UserOption) -> int:
    """Have a person's questions logged again.

    Example: storydesk privacy opt-in --user 80351110224678912
    """
    settings = load_settings()

    async def work(services: Services) -> int:
        was_out = await services.privacy.opt_in(await _find_person(services, settings, user))
        make_console().print("Questions are logged again." if was_out else "They had not opted out.")
        return 0

    return with_services(settings, work)


@command
def rotate_key(*, yes: YesOption = False) -> int:
    """Make a new key of the person hashes, and give up what the old one tied to persons.

    Where the key is in STORYDESK_HASH_KEY, set another one there first. If this is cut short, run it again.
    Example: storydesk privacy rotate-key
    """
    settings = load_settings()

    async def work(services: Services) -> int:
        key = load_key(settings)
        changed = not await is_known_key(services.state, PersonHasher(key))
        if settings.hash_key is not None and not changed:
            msg = "the key is the one of STORYDESK_HASH_KEY: set another one there first, then run this again"
            raise SettingsError(msg)
        make_console().print(_ROTATE + (_CHANGED if changed else ""), soft_wrap=True)
        if not yes and not typer.confirm("Go on?"):
            return ERROR
        # First the file: should this end here, the fingerprint in the database tells that the rest is undone.
        new, old = (key, None) if changed else (replace_key(key_path(settings)), key)
        removed = await take_up_key(SqlPersons(services.database), new, old)
        ties = removed.questions + removed.votes + removed.reports
        counts = f"{ties} ties to persons, {removed.opt_outs} opt-outs, {removed.notices} requests to be told"
        make_console().print(
            f"The new key is in use from the bot's next start. Deleted: {counts}.", soft_wrap=True
        )
        return 0

    return with_services(settings, work)


async def _find_person(services: Services, settings: Settings, user: int) -> str:
    """Return a person's hash.

    Raises:
        SettingsError: if the key is not the database's, so that nothing would be found.
    """
    hasher = PersonHasher(load_key(settings))
    if not await is_known_key(services.state, hasher):
        raise SettingsError(OTHER_KEY)
    return hasher.hash(user)
