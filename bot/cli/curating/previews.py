"""A preview in the terminal: what becomes of each article, and what the dry run says."""

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.text import Text

from bot.cli.curating.wording import describe_duration_left, name_moderator
from bot.cli.layout import Indented, fold_white_space
from bot.curation.differences import SentenceChange
from bot.curation.preview import ArticlePreview, Preview
from bot.curation.rebasing import Overtaken
from bot.curation.rehearsal import Case, Effect
from bot.curation.reports import count_of
from bot.curation.twins import Twin
from bot.domain import Answer, Article, Statement
from bot.ports import Dropped

_SHOWN_CHARS = 160
_FEW = 3
_FIELDS = ("publisher", "author", "url", "published", "language", "origin")


def print_preview(console: Console, preview: Preview, *, details: bool) -> None:
    """Print everything that a change does; with `details` each answer before and after, and all dropped."""
    console.print(Group(*_preview(preview, details=details)), crop=False)


def print_overtaken(console: Console, overtaken: Sequence[Overtaken]) -> None:
    """Print what somebody else changed since a draft was made."""
    lines: list[RenderableType] = [
        Indented(Text("Not published: somebody else changed this meanwhile.", style="bold yellow"), 0)
    ]
    for item in overtaken:
        state = "retired" if item.retired else "edited"
        lines.append(Indented(Text(f"{item.article_id} was {state}: “{item.title}”"), 2))
        lines.extend(show_differences(item.differences))
    if not overtaken:
        lines.append(Indented(Text("the aliases are others now"), 2))
    lines.append(Indented(Text("Your change, on what is live now:", style="bold"), 0))
    console.print(Group(*lines), crop=False)


def show_differences(differences: Sequence[SentenceChange]) -> Iterator[RenderableType]:
    """Yield a line for each sentence that is gone and one for each that is new."""
    for change in differences:
        if change.before is not None:
            yield Indented(Text(f"- {change.before}", style="red"), 4)
        if change.after is not None:
            yield Indented(Text(f"+ {change.after}", style="green"), 4)


def _preview(preview: Preview, *, details: bool) -> Iterator[RenderableType]:
    change = preview.draft.change
    yield Indented(Text(f"{change.kind.value}, in the story {change.story}", style="bold"), 0)
    if change.reason:
        yield Indented(Text(f"why: {change.reason}", style="dim"), 0)
    for other in preview.others:
        ids = ", ".join(item.article_id for item in other.change.articles) or other.change.kind.value
        who = name_moderator(other.moderator_id)
        yield Indented(Text(f"{who} is at work on this story, too: {ids}", style="yellow"), 0)
    returning = {item.article_id for item in change.articles if isinstance(item.after, int)}
    for article in preview.articles:
        yield from _article(article, returns=article.article_id in returning, details=details)
    yield from (_plus(f"means the same: {', '.join(group)}") for group in preview.added_aliases)
    yield from (_minus(f"means the same: {', '.join(group)}") for group in preview.removed_aliases)
    for statement in preview.statements:
        yield from show_statement(statement)
    yield from (_minus(f"statement ends: {s.about}: {s.text}") for s in preview.ended)
    yield from _dry_run(preview, details=details)


def _article(article: ArticlePreview, *, returns: bool, details: bool) -> Iterator[RenderableType]:
    before, after = article.before, article.after
    state = "is changed" if before else "comes back" if returns else "is new"
    state = "is retired" if after is None else state
    yield Text()
    yield Indented(Text.assemble((article.article_id, "bold"), f" {state}"), 0)
    if after is None:
        if before is not None:
            yield Indented(Text(f"“{before.title}”"), 2)
        return
    yield from _fields(before, after)
    passages, sentences = count_of(article.passages, "passage"), count_of(article.sentences, "sentence")
    yield Indented(Text(f"can be quoted: {sentences} in {passages}"), 2)
    origin = ", ".join(article.origins) or "names no source"
    yield Indented(Text(f"origin: {origin}"), 2)
    yield from (Indented(Text(f"note: {note}", style="yellow"), 2) for note in article.notes)
    yield from _dropped(article.dropped, details=details)
    for twin in article.twins:
        yield from _twin(twin, details=details)
    yield from show_differences(article.differences)


def _fields(before: Article | None, after: Article) -> Iterator[RenderableType]:
    if before is None or before.title == after.title:
        yield Indented(Text(f"“{after.title}”", style="italic"), 2)
    else:
        yield from show_differences([SentenceChange(f"“{before.title}”", f"“{after.title}”")])
    for name in _FIELDS:
        old, new = getattr(before, name, None), getattr(after, name)
        if before is not None and old != new:
            yield Indented(Text(f"{name}: {old or 'not known'} → {new or 'not known'}"), 2)
        elif new:
            yield Indented(Text(f"{name}: {new}", style="dim"), 2)


def _dropped(dropped: Sequence[Dropped], *, details: bool) -> Iterator[RenderableType]:
    if dropped and not details:
        yield Indented(Text(f"left out in cleaning: {count_of(len(dropped), 'block')}", style="dim"), 2)
        return
    for block in dropped:
        yield Indented(Text(f"left out ({block.reason}): {_cut(block.text)}", style="dim"), 2)


def _twin(twin: Twin, *, details: bool) -> Iterator[RenderableType]:
    share = f"about {twin.share:.0%} of the shorter text"
    head = f"repeats {twin.article.id} (“{twin.article.title}”): {share}"
    yield Indented(Text(head, style="yellow"), 2)
    shown = twin.sentences if details else twin.sentences[:_FEW]
    yield from (Indented(Text(f"· {_cut(sentence)}"), 4) for sentence in shown)
    if len(shown) < len(twin.sentences):
        yield Indented(Text(f"and {count_of(len(twin.sentences) - len(shown), 'sentence')} more"), 4)


def show_statement(statement: Statement) -> Iterator[RenderableType]:
    """Yield what a statement says, about what, who signs it, and until when it holds."""
    yield _plus(f"statement on “{statement.about}”")
    yield Indented(Text(statement.text), 4)
    left = describe_duration_left(statement.expires_at)
    yield Indented(Text(f"— {statement.signed}; {left}", style="dim"), 4)


def _dry_run(preview: Preview, *, details: bool) -> Iterator[RenderableType]:
    rehearsal = preview.rehearsal
    yield Text()
    yield Indented(Text.assemble(("Dry run: ", "bold"), str(rehearsal)), 0)
    for case in rehearsal.broken:
        yield Indented(Text(f"golden question that would fail: {case.question}", style="red"), 2)
    changed = [case for case in rehearsal.cases if case.effect is not Effect.SAME]
    if not details:
        if changed:
            yield Indented(Text("--details shows each answer, before and after.", style="dim"), 2)
        return
    for case in changed:
        yield from _case(case)


def _case(case: Case) -> Iterator[RenderableType]:
    asked = f", asked {case.asked} times" if case.asked > 1 else ""
    yield Indented(Text.assemble((case.question, "bold"), f" ({case.effect.value}{asked})"), 2)
    yield Indented(Text(f"- {_name_answer(case.before)}", style="red"), 4)
    yield Indented(Text(f"+ {_name_answer(case.after)}", style="green"), 4)


def _name_answer(answer: Answer) -> str:
    if not answer.answered:
        return "The articles don't say."
    quote = answer.quotes[0]
    quote.verify()
    return f"{fold_white_space(quote.text)} [{quote.article.id}]"


def _plus(text: str) -> Indented:
    return Indented(Text(f"+ {text}", style="green"), 2)


def _minus(text: str) -> Indented:
    return Indented(Text(f"- {text}", style="red"), 2)


def _cut(text: str) -> str:
    line = fold_white_space(text)
    return line if len(line) <= _SHOWN_CHARS else line[: _SHOWN_CHARS - 1] + "…"
