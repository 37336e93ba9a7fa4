"""`storydesk knowledge golden …`."""

from typing import Annotated

import typer
from rich.text import Text

from bot.cli.console import make_console, print_json
from bot.cli.curating.session import Session, open_session
from bot.cli.options import JsonOption, StoryOption, flag
from bot.cli.running import command
from bot.curation.goldens import drop_golden, keep_golden
from bot.curation.rehearsal import meets
from bot.errors import ChangeError
from bot.ports import GoldenQuestion


@command
def add_golden(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="As people ask it.")],
    *,
    article: Annotated[str | None, typer.Option(help="The id of the article that must answer it.")] = None,
    sentence: Annotated[str | None, typer.Option(help="Words that the quote must hold.")] = None,
    must_refuse: Annotated[bool, flag("--must-refuse", says="It must not be answered.")] = False,
    story: StoryOption = None,
) -> int:
    """Keep a question with the answer it must have; every dry run says if a change would break it.

    Example: storydesk knowledge golden add "When was it closed?" --article bridge --sentence "on Monday"
    """
    if must_refuse == (article is not None) or (must_refuse and sentence is not None):
        msg = "say what must come of it: --article ID with --sentence WORDS, or else --must-refuse"
        raise ChangeError(msg)
    with open_session(story) as session:
        made = session.run(
            keep_golden(session.desk, session.wish(), question, article_id=article, sentence=sentence)
        )
        answer = session.run(session.services.answers.answer(made.question, story=session.story))
        now = (
            "It passes now." if meets(answer, made) else "It fails now: a change is needed before it passes."
        )
        make_console().print(f"Kept as {made.id}. {now}", markup=False, soft_wrap=True)
    return 0


@command
def list_goldens(*, as_json: JsonOption = False, story: StoryOption = None) -> int:
    """List the golden questions, and whether each passes now.

    Example: storydesk knowledge golden list
    """

    async def work(session: Session) -> list[tuple[GoldenQuestion, bool]]:
        found = await session.desk.questions.golden(session.story)
        answers = [await session.services.answers.answer(g.question, story=session.story) for g in found]
        return [(golden, meets(answer, golden)) for golden, answer in zip(found, answers, strict=True)]

    with open_session(story) as session:
        found = session.run(work(session))
        for golden, passes in found:
            if as_json:
                print_json(_to_json(golden, passes=passes))
                continue
            expected = f"{golden.article_id}: {golden.sentence or 'any sentence'}"
            verdict = ("passes", "green") if passes else ("fails", "red")
            line = Text.assemble((golden.id, "bold"), "  ", verdict, f"  {golden.question}")
            line.append(f"  {expected if golden.article_id else 'must be refused'}", style="dim")
            make_console().print(line, soft_wrap=True)
        if not found and not as_json:
            make_console().print("There are no golden questions.", style="dim")
    return 0


@command
def remove_golden(
    golden: Annotated[str, typer.Argument(metavar="ID", help="See golden list.")],
    *,
    story: StoryOption = None,
) -> int:
    """Remove a golden question.

    Example: storydesk knowledge golden remove 9b1f77e0
    """
    with open_session(story) as session:
        session.run(drop_golden(session.desk, session.wish(), golden))
        make_console().print(f"Removed {golden}.", markup=False, soft_wrap=True)
    return 0


def _to_json(golden: GoldenQuestion, *, passes: bool) -> dict[str, object]:
    return {
        "id": golden.id,
        "question": golden.question,
        "article": golden.article_id,
        "sentence": golden.sentence,
        "passes": passes,
    }
