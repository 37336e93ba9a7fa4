"""`storydesk gaps`: what people ask and the articles do not answer well, worked through in the terminal."""

from collections.abc import Awaitable, Callable
from typing import Annotated

import typer

from bot.app import Services
from bot.cli.console import make_console, print_json
from bot.cli.gap_rendering import gap_to_json, page_to_json, print_gap, print_page
from bot.cli.options import JsonOption, StoryOption, check_story, story_of
from bot.cli.running import command, with_services
from bot.curation.drafting import Wish
from bot.curation.goldens import keep_as_answered
from bot.curation.workspaces import Workspace
from bot.domain import Community, CommunityKind, GapActKind, GapScope
from bot.errors import ChangeError
from bot.refinement.gaps import PAGE_SIZE, GapFilter
from bot.refinement.wording import DEFAULT_PERIOD, PERIODS, name_community, parse_period
from bot.settings import load_settings

_RESOLUTIONS = ", ".join(kind.value for kind in GapActKind if kind.resolves)
CommunityOption = Annotated[
    str | None,
    typer.Option(
        "--community", metavar="ID", help="A server's id, “dm” or “terminal”; default: the only one there is."
    ),
]
PeriodOption = Annotated[
    str, typer.Option("--period", metavar="LENGTH", help=f"One of {', '.join(PERIODS)}.")
]
_Number = Annotated[int, typer.Argument(help="The gap's number, as `gaps list` gives it.", min=1)]


@command
def list_gaps(
    *,
    period: PeriodOption = DEFAULT_PERIOD,
    show: Annotated[GapFilter, typer.Option("--show", help="Which gaps.")] = GapFilter.OPEN,
    page: Annotated[int, typer.Option(min=1, help="Which page.")] = 1,
    size: Annotated[int, typer.Option(min=1, max=100, help="How many gaps a page holds.")] = PAGE_SIZE,
    community: CommunityOption = None,
    as_json: JsonOption = False,
    story: StoryOption = None,
) -> int:
    """List the questions that are not answered well, those that came back and the most asked first.

    Example: storydesk gaps list --period 30d
    """
    settings = load_settings()
    length = parse_period(period)

    async def work(services: Services) -> int:
        chosen = story_of(settings, story)
        await check_story(services, chosen)
        scopes = await _find_scopes(services, chosen, community)
        for scope in scopes:
            found = await services.refinement.gaps.page(
                scope, length, number=page - 1, chosen=show, size=size
            )
            if as_json:
                print_json(page_to_json(scope, found))
            else:
                print_page(make_console(), scope, found, period)
        if not scopes and not as_json:
            make_console().print("No question was asked yet.")
        return 0

    return with_services(settings, work)


@command
def show_gap(
    number: _Number,
    *,
    community: CommunityOption = None,
    as_json: JsonOption = False,
    story: StoryOption = None,
) -> int:
    """Show one gap: its wordings, what came closest, and what was done about it.

    Example: storydesk gaps show 12
    """

    async def work(services: Services, scope: GapScope) -> int:
        gap = await services.refinement.gaps.find(scope, number)
        if as_json:
            print_json(gap_to_json(gap))
        else:
            print_gap(make_console(), gap)
        return 0

    return _with_scope(story, community, work)


@command
def resolve_gap(
    number: _Number,
    how: Annotated[str, typer.Argument(help=f"One of {_RESOLUTIONS}.")],
    *,
    subject: Annotated[
        str, typer.Option("--of", help="The article's id, or the number of the gap that it repeats.")
    ] = "",
    community: CommunityOption = None,
    story: StoryOption = None,
) -> int:
    """Close a gap. “golden” keeps its question with the answer that it gets now: a quote, or none.

    Example: storydesk gaps resolve 12 duplicate --of 7
    """
    kinds = {kind.value: kind for kind in GapActKind if kind.resolves}
    if how not in kinds:
        msg = f"a gap cannot be resolved as {how!r}; choose one of {_RESOLUTIONS}"
        raise ChangeError(msg)

    async def work(services: Services, scope: GapScope) -> int:
        about = subject
        if kinds[how] is GapActKind.GOLDEN:
            about = await _keep_golden(services, scope, number)
        act = await services.refinement.gaps.act(scope, number, kinds[how], subject=about)
        make_console().print(f"Gap {number}: {act.kind.past}.", markup=False, soft_wrap=True)
        return 0

    return _with_scope(story, community, work)


@command
def assign_gap(
    number: _Number,
    moderator: Annotated[str, typer.Argument(help="The moderator's Discord id, or any name.")],
    *,
    community: CommunityOption = None,
    story: StoryOption = None,
) -> int:
    """Give a gap to a moderator.

    Example: storydesk gaps assign 12 123456789012345678
    """

    async def work(services: Services, scope: GapScope) -> int:
        await services.refinement.gaps.act(scope, number, GapActKind.ASSIGN, subject=moderator)
        make_console().print(f"Gap {number}: assigned to {moderator}.", markup=False, soft_wrap=True)
        return 0

    return _with_scope(story, community, work)


@command
def reopen_gap(number: _Number, *, community: CommunityOption = None, story: StoryOption = None) -> int:
    """Reopen a gap that was resolved.

    Example: storydesk gaps reopen 12
    """

    async def work(services: Services, scope: GapScope) -> int:
        await services.refinement.gaps.act(scope, number, GapActKind.REOPEN)
        make_console().print(f"Gap {number}: reopened.")
        return 0

    return _with_scope(story, community, work)


def make_gaps_app() -> typer.Typer:
    """Return the sub-application with all its commands."""
    app = typer.Typer(no_args_is_help=True, help="What people ask and the articles do not answer well.")
    app.command("list")(list_gaps)
    app.command("show")(show_gap)
    app.command("resolve")(resolve_gap)
    app.command("assign")(assign_gap)
    app.command("reopen")(reopen_gap)
    return app


def _with_scope(
    story: str | None, community: str | None, work: Callable[[Services, GapScope], Awaitable[int]]
) -> int:
    settings = load_settings()

    async def run(services: Services) -> int:
        chosen = story_of(settings, story)
        await check_story(services, chosen)
        scopes = await _find_scopes(services, chosen, community)
        if len(scopes) != 1:
            named = "; ".join(name_community(scope.community) for scope in scopes) or "no community yet"
            msg = f"asked of the story {chosen} in: {named}; choose one with --community"
            raise ChangeError(msg)
        return await work(services, scopes[0])

    return with_services(settings, run)


async def _find_scopes(services: Services, story: str, community: str | None) -> list[GapScope]:
    if community is not None:
        return [GapScope(read_community(community), story)]
    # Named by the story that is read, which may be a copy of the one that the gaps began in.
    return [GapScope(scope.community, story) for scope in await services.refinement.gaps.scopes(story)]


def read_community(named: str) -> Community:
    """Return the community that a command names.

    Raises:
        ChangeError: if it is none.
    """
    if named in {CommunityKind.DIRECT.value, CommunityKind.TERMINAL.value}:
        return Community(CommunityKind(named))
    if not named.isdecimal():
        msg = f"{named!r} is no community: give a server's id, “dm” or “terminal”"
        raise ChangeError(msg)
    return Community(CommunityKind.GUILD, named)


async def _keep_golden(services: Services, scope: GapScope, number: int) -> str:
    """Keep a gap's question as a golden one, with the answer that it gets now, and return its id."""
    gap = await services.refinement.gaps.find(scope, number)
    if not gap.wordings:
        msg = f"the words of gap {number} went from the log: say what is asked to `knowledge golden add`"
        raise ChangeError(msg)
    answer = await services.answers.answer(gap.wordings[0], story=scope.story)
    workspace = Workspace(scope.community.id, scope.story, scope.story)
    return (await keep_as_answered(services.curation, Wish(workspace, None), answer)).id
