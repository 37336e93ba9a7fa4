"""`storydesk knowledge alias …`."""

from typing import Annotated

import typer
from rich.text import Text

from bot.cli.console import make_console, print_json
from bot.cli.curating.proposing import Manner, ReasonOption, draft_with, propose, with_manner
from bot.cli.curating.session import Session, open_session
from bot.cli.options import JsonOption, StoryOption
from bot.cli.running import command
from bot.curation.suggesting import AliasSuggestion, suggest_aliases
from bot.domain import Draft
from bot.errors import ChangeError

_LEAST_TERMS = 2


@command
def list_aliases(*, as_json: JsonOption = False, story: StoryOption = None) -> int:
    """List the groups of words that mean the same, one a line.

    Example: storydesk knowledge alias list
    """
    with open_session(story) as session:
        groups = session.run(session.desk.store.knowledge(session.story)).aliases
        for group in groups:
            if as_json:
                print_json({"terms": list(group)})
            else:
                make_console().print(", ".join(group), markup=False, soft_wrap=True)
        if not groups and not as_json:
            make_console().print("There are no aliases.", style="dim")
    return 0


@command
@with_manner
def add_alias(
    terms: Annotated[list[str], typer.Argument(metavar="TERM TERM...", help="Words that mean the same.")],
    *,
    reason: ReasonOption = "",
    manner: Manner,
    story: StoryOption = None,
) -> int:
    """Say that words or phrases mean the same; groups that have one of them become one.

    Example: storydesk knowledge alias add GPU "graphics card"
    """
    if len(terms) < _LEAST_TERMS:
        msg = 'an alias needs two terms or more: storydesk knowledge alias add GPU "graphics card"'
        raise ChangeError(msg)

    async def make(session: Session) -> Draft:
        return await session.desk.drafting.join_aliases(session.wish(reason), terms)

    return propose(story, manner, draft_with(make))


@command
@with_manner
def remove_alias(
    term: Annotated[str, typer.Argument(metavar="TERM", help="It leaves its group; a group of one goes.")],
    *,
    reason: ReasonOption = "",
    manner: Manner,
    story: StoryOption = None,
) -> int:
    """Take a word out of its group.

    Example: storydesk knowledge alias remove "graphics card"
    """

    async def make(session: Session) -> Draft:
        return await session.desk.drafting.drop_alias(session.wish(reason), term)

    return propose(story, manner, draft_with(make))


@command
def suggest(*, as_json: JsonOption = False, story: StoryOption = None) -> int:
    """List the aliases that the questions suggest: misspelt words, and those that askers replaced.

    Example: storydesk knowledge alias suggest
    """

    async def work(session: Session) -> tuple[AliasSuggestion, ...]:
        index = await session.services.indexes.current(session.story)
        return await suggest_aliases(index, session.desk.questions, community_id="")

    with open_session(story) as session:
        suggestions = session.run(work(session))
        for made in suggestions:
            if as_json:
                named = {"terms": [made.known, made.asked], "times": made.times}
                print_json(named | {"grounds": made.grounds.value})
                continue
            line = Text.assemble((made.asked, "bold"), " for ", (made.known, "bold"))
            make_console().print(
                line.append(f"  {made.times} ×, {made.grounds.value}", style="dim"), soft_wrap=True
            )
        if not as_json:
            said = 'To take one: storydesk knowledge alias add "…" "…"' if suggestions else "No suggestion."
            make_console().print(said, style="dim", markup=False, soft_wrap=True)
    return 0
