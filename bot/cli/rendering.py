"""An answer as it stands in the terminal: quotes and sources, readable on 80 columns."""

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.text import Text

from bot.answering.checking import CheckedText
from bot.answering.differences import describe_difference
from bot.answering.wording import (
    ONLY_QUOTES,
    STATEMENT_HEADING,
    describe_about,
    describe_agreement,
    describe_attribution,
    describe_check,
    describe_correction,
    describe_signature,
    describe_unmatched,
    head_comparison,
    name_day,
    name_source,
    part_reading,
    tells_origins,
)
from bot.cli.explaining import explain_decision
from bot.cli.layout import Indented, fold_white_space, unbroken
from bot.domain import Answer, Band, Comparison, Quote, Relation, Statement

_BANDS = {Band.STRONG: ("Strong", "green"), Band.PARTIAL: ("Partial", "yellow"), Band.NONE: ("None", "red")}
_QUOTATION_MARKS = tuple("“”„\"«»‘’‚'‹›「」")


def print_answer(console: Console, answer: Answer, *, explain: bool = False) -> None:
    """Print an answer; every quote is checked against its article once more.

    Raises:
        QuoteMismatchError: if a quote does not stand in its article word for word.
    """
    statements = [part for statement in answer.statements for part in _statement(statement)]
    console.print(Group(*_answer(answer), *statements), crop=False)
    if explain:
        console.print(Group(*explain_decision(answer.decision)), crop=False)


def _compare_text(check: CheckedText) -> Iterator[str]:
    """Yield what quotes have otherwise than a text that was checked, and on what of it nothing was found."""
    yield from (describe_difference(one, "message") for one in check.differences)
    if check.unmatched:
        yield describe_unmatched([fold_white_space(sentence) for sentence in check.unmatched])


def print_check(console: Console, check: CheckedText) -> None:
    """Print what the articles hold on a text; every quote is checked against its article once more.

    Raises:
        QuoteMismatchError: if a quote does not stand in its article word for word.
    """
    if not check.answer.answered:
        print_answer(console, check.answer)
        console.print(Indented(Text(ONLY_QUOTES, style="dim"), 0))
        return
    titles = list(dict.fromkeys(f"“{quote.article.title}”" for quote in check.verbatim))
    found, _, small_print = describe_check(titles, closest=bool(check.closest)).partition("\n")
    quotes = [part for quote in check.answer.quotes for part in _quote(quote)]
    shown = [
        Indented(Text(found, style="bold"), 0),
        *(Indented(Text(line), 0) for line in _compare_text(check)),
        Text(),
        *quotes,
        *(Indented(Text(note, style="dim"), 0) for note in (*check.answer.notes, small_print)),
    ]
    console.print(Group(*shown), crop=False)


def put_in_marks(text: str) -> str:
    """Return a quote on one line, in quotation marks; the words stay as they are."""
    opening, closing = _marks_around(text)
    return opening + fold_white_space(text) + closing


def _marks_around(text: str) -> tuple[str, str]:
    """Return the marks to put around a quote: none where one would stand beside one of its own."""
    bare = text.strip()
    return ("", "") if bare[:1] in _QUOTATION_MARKS or bare[-1:] in _QUOTATION_MARKS else ("“", "”")


def _answer(answer: Answer) -> Iterator[RenderableType]:
    if not answer.notice:
        above = (describe_about(answer.decision.query.about), describe_correction(answer))
        yield from (Indented(Text(line, style="dim"), 0) for line in above if line)
    if not answer.answered:
        yield Indented(Text(answer.notice or "The articles don't say.", style="bold"), 0)
        if answer.suggestions and not answer.notice:
            yield Indented(Text(answer.why, style="dim"), 0)
            yield Text("The nearest topics:")
            yield from (Indented(Text(f"· {topic}"), 2) for topic in answer.suggestions)
        if answer.quotes:
            yield Text("\nNot an answer; the best that was found:\n")
    elif answer.notice:
        yield Indented(Text(answer.notice), 0)
    for place, follows in _in_groups(answer):
        if follows:
            yield Text("  The same, in other words:", style="dim")
        yield from _quote(answer.quotes[place])
    for comparison in answer.agreement.comparisons:
        yield from _comparison(comparison, answer)
    if answer.answered:
        yield Indented(_sureness(answer), 0)
    yield from (Indented(Text(note, style="dim"), 0) for note in answer.notes)


def _statement(statement: Statement) -> Iterator[RenderableType]:
    made, until = (f"{name_day(day)} {day:%H:%M} UTC" for day in (statement.made_at, statement.expires_at))
    yield Text(f"\n{STATEMENT_HEADING}:", style="bold")
    yield Indented(Text(fold_white_space(statement.text)), 2)
    signed = describe_signature(fold_white_space(statement.signed), made)
    yield Indented(Text(f"On {fold_white_space(statement.about)}; {signed}; until {until}", style="dim"), 4)


def _in_groups(answer: Answer) -> Iterator[tuple[int, bool]]:
    """Yield the places of the quotes, those that say the same together, and whether one follows another."""
    groups = answer.agreement.groups or [(place,) for place in range(len(answer.quotes))]
    for group in groups:
        yield from ((place, place != group[0]) for place in group)


def _comparison(comparison: Comparison, answer: Answer) -> Iterator[RenderableType]:
    yield Text(f"{head_comparison(comparison.relation)}:", style="bold")
    for reading in comparison.readings:
        line = Text("· ")
        if comparison.relation is Relation.DIFFERENT_THINGS:
            before, value, after = (_fold_inside(part) for part in part_reading(reading))
            line.append(before).append(value, style="bold").append(after)
        else:
            line.append(fold_white_space(reading.value), style="bold")
        line.append(f" — {name_source(answer.quotes[reading.quote].article)}", style="dim")
        yield Indented(line, 2)
    yield Text()


def _quote(quote: Quote) -> Iterator[RenderableType]:
    quote.verify()
    start, end = (quote.highlight.start, quote.highlight.end) if quote.highlight else (0, 0)
    opening, closing = _marks_around(quote.text)
    text = Text(opening + _fold_inside(quote.text[:start]))
    text.append(_fold_inside(quote.text[start:end]), style="bold underline")
    text.append(_fold_inside(quote.text[end:]) + closing)
    yield Indented(text, 2)
    yield Indented(_source(quote), 4)
    if quote.article.url:
        yield unbroken(f"    {quote.article.url}", style="dim")
    yield Text()


def _fold_inside(text: str) -> str:
    lead = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and text.strip() else ""
    return lead + fold_white_space(text) + tail


def _source(quote: Quote) -> Text:
    article = quote.article
    source = Text("— ", style="dim")
    if article.publisher:
        source.append(f"{article.publisher}: ", style="bold")
    source.append(article.title, style="italic")
    if article.author:
        source.append(f", {article.author}")
    if article.published:
        source.append(f", {article.published.isoformat()}")
    if quote.attribution:
        source.append(f" · {describe_attribution(quote.attribution)}")
    return source


def _sureness(answer: Answer) -> Text:
    name, colour = _BANDS[answer.band]
    text = Text.assemble((name, f"bold {colour}"), ": ", answer.why)
    if tells_origins(answer.agreement, answer.quotes[0].article):
        text.append(f"\n{describe_agreement(answer.agreement)}")
    return text
