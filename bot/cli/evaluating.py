"""`storydesk evaluate`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot.answering.evaluation import KnownQuestion, Outcome, Report, parse_questions, score_answer
from bot.app import Services
from bot.cli.batch import read_input
from bot.cli.console import complain, make_console, make_progress, print_json
from bot.cli.golden_suite import golden_to_json, print_golden
from bot.cli.options import JsonOption, StoryOption, check_story, flag, story_of
from bot.cli.rendering import put_in_marks
from bot.cli.running import command, with_services
from bot.curation.suite import try_golden
from bot.errors import QuestionsError
from bot.settings import load_settings

_FIGURES = (
    ("right sentence quoted first", "right_first"),
    ("right sentence among the first three", "right_in_three"),
    ("score tells answerable from not (AUROC)", "auroc"),
    ("wrong among the answers given", "wrong_among_given"),
    ("answerable, left unanswered", "left_unanswered"),
    ("right outcome", "right_outcome"),
    ("mean length of the first quote (characters)", "mean_first_quote_chars"),
    ("mean length of the first quote (sentences)", "mean_first_quote_sentences"),
)
# The figures that are shares of the questions, and so have an interval.
_SHARES = frozenset(name for _, name in _FIGURES if not name.startswith("mean_"))
_NAMED_IDS = 5
_MANY = 10
_BROKEN = 1


@command
def evaluate(
    questions: Annotated[
        Path | None,
        typer.Argument(
            help="Questions with known answers, one JSON object a line; `-` is stdin.", show_default=False
        ),
    ] = None,
    *,
    golden: Annotated[bool, flag("--golden", says="Try the golden questions, too, or alone.")] = False,
    as_json: JsonOption = False,
    misses: Annotated[int, typer.Option(min=0, help="How many misses to list at the most.")] = 20,
    story: StoryOption = None,
) -> int:
    """Score the live knowledge on questions with known answers. Nothing is logged.

    Exit code 1: a golden question is not answered as it must be.
    Example: storydesk evaluate questions.jsonl --golden
    """
    settings = load_settings()
    if questions is None and not golden:
        msg = "no questions were given: storydesk evaluate QUESTIONS.jsonl, or --golden"
        raise QuestionsError(msg)
    known = parse_questions(_read(questions), str(questions)) if questions is not None else []
    chosen = story_of(settings, story)

    async def work(services: Services) -> int:
        await check_story(services, chosen)
        knowledge = await services.store.knowledge(chosen)
        for note in _notes(known, {revision.article.id for revision in knowledge.revisions}):
            complain(f"note: {note}")
        report = await _evaluate(services, known, chosen) if known else None
        tried = await try_golden(services.answers, services.curation.questions, chosen) if golden else []
        if as_json:
            figures = _to_json(report, misses) if report else {}
            print_json(figures | ({"golden": golden_to_json(tried)} if golden else {}))
        else:
            if report:
                _print(report, misses)
            if golden:
                print_golden(make_console(), tried)
        return 0 if all(one.passes for one in tried) else _BROKEN

    return with_services(settings, work)


def _read(path: Path) -> str:
    try:
        return read_input(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        msg = f"{path} is not UTF-8 text: save it as UTF-8"
        raise QuestionsError(msg) from error


def _notes(known: list[KnownQuestion], held: set[str]) -> Iterator[str]:
    """Say what makes the figures mean less than they seem to."""
    lacking = [question.articles - held for question in known]
    if missing := sorted(set().union(*lacking)):
        names = ", ".join([*missing[:_NAMED_IDS], *(["…"] if len(missing) > _NAMED_IDS else [])])
        count = sum(map(bool, lacking))
        yield f"{count} questions name articles that the story does not hold: {names}"
    if known and not any(question.answerable for question in known):
        yield "no question is answerable, so that nothing is said of the quotes"


async def _evaluate(services: Services, known: list[KnownQuestion], story: str) -> Report:
    outcomes = []
    with make_progress() as progress:
        for question in progress.track(known, description="Evaluating"):
            answer = await services.answers.answer(question.question, story=story, best_effort=True)
            outcomes.append(score_answer(question, answer))
    return Report(tuple(outcomes))


def _print(report: Report, most_misses: int) -> None:
    console = make_console()
    figures = Table(box=None, pad_edge=False, show_header=False)
    figures.add_column()
    figures.add_column(justify="right")
    figures.add_row("questions (in brackets: 95 % intervals)", str(len(report.outcomes)))
    for label, name in _FIGURES:
        figures.add_row(label, _interval(report, name) + _figure(getattr(report, name)))
    cells = Table(box=None, pad_edge=False)
    for column in ("", "answered", "not answered"):
        cells.add_column(column, justify="right" if column else "left")
    for label, answerable in (("answerable", True), ("not answerable", False)):
        counts = (report.count(answerable=answerable, answered=answered) for answered in (True, False))
        cells.add_row(label, *(str(count) for count in counts))
    console.print(figures)
    console.print()
    console.print(cells)
    found = report.misses
    if found and most_misses:
        console.print(f"\nMisses ({min(most_misses, len(found))} of {len(found)}):", style="bold")
        for outcome in found[:most_misses]:
            console.print(f"{outcome.known.id}  {outcome.known.question}", markup=False, soft_wrap=True)
            console.print(f"    {_miss(outcome)}", markup=False, soft_wrap=True)


def _figure(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if value <= 1 else f"{value:.0f}" if value >= _MANY else f"{value:.2f}"


def _interval(report: Report, name: str) -> str:
    found = report.interval(name) if name in _SHARES else None
    return f"({found[0]:.3f} to {found[1]:.3f})  " if found else ""


def _miss(outcome: Outcome) -> str:
    quote = put_in_marks(outcome.first.text) if outcome.first else "no quote"
    if not outcome.known.answerable:
        kind = "answered, though the articles do not say"
    elif outcome.answered:
        kind = "wrong quote first"
    else:
        kind = "left unanswered" + (", with the right quote at hand" if outcome.rank == 1 else "")
    return f"{kind} (score {outcome.score:.2f}): {quote}"


def _to_json(report: Report, most_misses: int) -> dict[str, object]:
    return {
        "questions": len(report.outcomes),
        **{name: getattr(report, name) for _, name in _FIGURES},
        "intervals": {name: report.interval(name) for name in sorted(_SHARES)},
        "table": {
            f"{'' if answerable else 'not_'}answerable": {
                "answered": report.count(answerable=answerable, answered=True),
                "not_answered": report.count(answerable=answerable, answered=False),
            }
            for answerable in (True, False)
        },
        "misses": [
            {
                "id": outcome.known.id,
                "question": outcome.known.question,
                "answered": outcome.answered,
                "score": outcome.score,
                "first": outcome.first.text if outcome.first else None,
            }
            for outcome in report.misses[:most_misses]
        ],
    }
