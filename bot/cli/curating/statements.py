"""`storydesk knowledge statement …`."""

from typing import Annotated

import typer
from rich.console import Group
from rich.text import Text

from bot.cli.console import make_console, print_json
from bot.cli.curating.previews import show_statement
from bot.cli.curating.proposing import Manner, ReasonOption, draft_with, propose, with_manner
from bot.cli.curating.records import statement_to_json
from bot.cli.curating.session import Session, open_session
from bot.cli.curating.wording import parse_length
from bot.cli.options import JsonOption, StoryOption, flag
from bot.cli.running import command
from bot.curation.drafting import now_in_utc
from bot.domain import Draft


@command
@with_manner
def make_statement(
    *,
    about: Annotated[str, typer.Option(help="The matter, in the words that people ask with.")],
    text: Annotated[str, typer.Option(help="What is to be said.")],
    signed: Annotated[str, typer.Option(help="Who says it.")],
    lasts: Annotated[str, typer.Option("--for", metavar="TIME", help="How long it holds: 2d, 12h, 90m.")],
    reason: ReasonOption = "",
    manner: Manner,
    story: StoryOption = None,
) -> int:
    """Make a holding statement; it is shown as yours, never as a quote, and ends by itself.

    Example: storydesk knowledge statement make --about "the strike" --text "We are checking the reports."
    --signed "The moderators" --for 12h
    """
    length = parse_length(lasts)

    async def make(session: Session) -> Draft:
        until = now_in_utc() + length
        return await session.desk.drafting.state(
            session.wish(reason), about=about, text=text, signed=signed, expires_at=until
        )

    return propose(story, manner, draft_with(make))


@command
def list_statements(
    *,
    ended: Annotated[bool, flag("--all", says="Those that are over as well.")] = False,
    as_json: JsonOption = False,
    story: StoryOption = None,
) -> int:
    """List the statements that hold.

    Example: storydesk knowledge statement list
    """
    with open_session(story) as session:
        held = session.run(session.desk.store.knowledge(session.story)).statements
        now = now_in_utc()
        shown = [statement for statement in held if statement.holds(now)]
        if ended:
            shown = list(session.run(session.desk.history.statements(session.story)))
        for statement in shown:
            if as_json:
                print_json(
                    statement_to_json(statement) | {"holds": statement in held and statement.holds(now)}
                )
            else:
                over = "" if statement in held else " (ended)"
                head = Text.assemble((statement.id, "bold"), (over, "dim"))
                make_console().print(Group(head, *show_statement(statement)), crop=False)
        if not shown and not as_json:
            make_console().print("No statement holds.", style="dim")
    return 0


@command
@with_manner
def end_statement(
    statement: Annotated[str, typer.Argument(metavar="ID", help="See statement list.")],
    *,
    reason: ReasonOption = "",
    manner: Manner,
    story: StoryOption = None,
) -> int:
    """End a statement before its time.

    Example: storydesk knowledge statement end 3f9c2a71b04d
    """
    make = draft_with(lambda session: session.desk.drafting.end_statement(session.wish(reason), statement))
    return propose(story, manner, make)
