"""An answer as it stands in the terminal: quotes and sources, readable on 80 columns."""

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.domain import Agreement, Answer, Band, Candidate, Decision, Quote

_BANDS = {Band.STRONG: ("Strong", "green"), Band.PARTIAL: ("Partial", "yellow"), Band.NONE: ("None", "red")}


def print_answer(console: Console, answer: Answer, *, explain: bool = False) -> None:
    """Print an answer; every quote is checked against its article once more.

    Raises:
        QuoteMismatchError: if a quote does not stand in its article word for word.
    """
    console.print(Group(*_answer(answer)))
    if explain:
        console.print(Group(*_decision(answer.decision)))


def fold_white_space(text: str) -> str:
    """Return a quote on one line, for the eye; the words stay as they are."""
    return " ".join(text.split())


def _answer(answer: Answer) -> Iterator[RenderableType]:
    if not answer.answered:
        yield Text(answer.notice or "The articles don't say.", style="bold")
        if answer.suggestions and not answer.notice:
            yield Text("The nearest topics:")
            yield from (Text(f"  · {topic}") for topic in answer.suggestions)
    elif answer.notice:
        yield Text(answer.notice)
    for quote in answer.quotes:
        yield from _quote(quote)
    if answer.answered:
        yield _sureness(answer)


def _quote(quote: Quote) -> Iterator[RenderableType]:
    quote.verify()
    text = Text()
    if quote.highlight is None:
        text.append(fold_white_space(f"“{quote.text}”"))
    else:
        before, after = quote.text[: quote.highlight.start], quote.text[quote.highlight.end :]
        text.append("“" + _fold_inside(before))
        text.append(_fold_inside(quote.highlight.of(quote.text)), style="bold underline")
        text.append(_fold_inside(after) + "”")
    yield Padding(text, (0, 2, 0, 2))
    yield Padding(_source(quote), (0, 2, 1, 4))


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
    if article.url:
        source.append(f"\n{article.url}", style="dim")
    return source


def _sureness(answer: Answer) -> Text:
    name, colour = _BANDS[answer.band]
    text = Text.assemble((name, f"bold {colour}"), ": ", answer.why)
    if answer.agreement.articles > 1:
        text.append(f"\n{describe_agreement(answer.agreement)}")
    return text


def describe_agreement(agreement: Agreement) -> str:
    """Return in words how many articles and how many known origins stand behind an answer."""
    parts = [f"{agreement.articles} articles"]
    if agreement.origins:
        kind = "origin" if agreement.origins == 1 else "origins"
        parts.append(f"{agreement.origins} {kind}: {', '.join(agreement.origin_names)}")
    if agreement.unknown:
        parts.append(f"origin unknown for {agreement.unknown}")
    return "; ".join(parts) + "."


def _decision(decision: Decision) -> Iterator[RenderableType]:
    terms = ", ".join(f"{term.surface} → {' '.join(term.index_terms)}" for term in decision.query.terms)
    yield Text.assemble(("\nQuery: ", "bold"), terms or "no words to search for")
    verdict = "answered" if decision.band is not Band.NONE else "not answered"
    yield Text.assemble(
        ("Decision: ", "bold"),
        f"{verdict}: score {decision.score:.3f}, threshold {decision.threshold:.3f}, "
        f"strong from {decision.strong_threshold:.3f}. {decision.why}",
    )
    for place, candidate in enumerate(decision.candidates, 1):
        yield from _candidate(place, candidate)


def _candidate(place: int, candidate: Candidate) -> Iterator[RenderableType]:
    parts = ", ".join(f"{name} {value:.2f}" for name, value in candidate.components.items())
    numbers = f"{place}. {candidate.score:.2f}  ({parts})  {candidate.revision.article.id}"
    yield Text(f"\n{numbers}", style="bold")
    sentence = fold_white_space(candidate.span.of(candidate.revision.article.body))
    yield Padding(Text(sentence), (0, 2, 0, 3))
