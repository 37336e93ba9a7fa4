"""What a quote gives for a question, a figure, date or name, and what it is a figure, date or name of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import AnalysedQuery, AnswerKind, Quote, Span
from bot.text.analysis import Analyzer
from bot.text.quantities import Quantity, QuantityKind, find_quantities
from bot.text.sentences import split_sentences

_ASKED = {
    AnswerKind.DATE: frozenset({QuantityKind.DATE, QuantityKind.TIME_OF_DAY}),
    AnswerKind.MONEY: frozenset({QuantityKind.MONEY}),
    AnswerKind.SHARE: frozenset({QuantityKind.SHARE}),
    AnswerKind.DURATION: frozenset({QuantityKind.DURATION}),
    AnswerKind.COUNT: frozenset(QuantityKind) - {QuantityKind.DATE, QuantityKind.TIME_OF_DAY},
}
_NAMES = frozenset({AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.PLACE})
# Clauses end at these; a comma within a value is none.
_CLAUSE_END = re.compile(
    r"[;:()\[\]]|\s[-–—]\s|—|,\s|\s(?:but|while|whereas|although|though|because|which|who|"
    r"(?:sa(?:id|ys?)|reports?|reported|announced|claim(?:s|ed)?|confirm(?:s|ed)?|wrote|writes?)(?:\sthat)?)\s",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:(?:and|or|that)\s+)?", re.IGNORECASE)
_LEANS = re.compile(
    r"\s*(?:(?:and|that|as|when|after)\s)?(?:he|she|it|they|his|her|its|their|this|these|that|those)\b",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(
    r"(?<=[^\W.!?]\s)(?P<word>(?!(?:In|On|By|Since|Until|From|To|Of|During|Through|Before|After|About|Around)\b)"
    r"[^\W\d_a-z][^\W\d_]+)\s$"
)
_LOOK_BACK = 40  # characters
# What a figure is a figure of stands before it and in the two words after it, or all after it.
_WORDS_AFTER = 2
_ENOUGH_WORDS = 2
_LONGEST_OF = 110  # characters
# A plan is not what came of it, a former mayor not the mayor: both must say so, or neither.
_MARKS = (
    re.compile(
        r"\b(?:expect|target|forecast|predict|propos|budget|initial|original"
        r"|(?:plan(?:s|ned)?|will|would|could|might|should|hope[sd]?|aim(?:s|ed)?|at first)\b)",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:not|never|no longer|denie[sd]|deny|denying|\w+n['’]t)\b", re.IGNORECASE),
    re.compile(r"\b(?:former|ex-|previous|until)", re.IGNORECASE),
)
# They tell who says it, or how, and nothing of what it is.
_LIGHT_WORDS = """
    said says say saying told tells according accord accordance reported reports report reporting announced
    confirmed claimed claims added wrote writes stated estimated estimate least most more nearly almost
    about around approximately roughly total figure number overall
"""
_LIGHT = frozenset(_LIGHT_WORDS.split())


@dataclass(frozen=True, slots=True)
class _Word:
    term: str
    start: int
    is_name: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """What one quote gives: its value, and the clause that says what the value belongs to.

    `place` is the quote's place in the answer. `value` and `of` are spans of the quote's text; it
    `leads` where no carrying word of the clause stands before it. `quantity` is
    None where the value is a name. `words` are the index terms of what carries the clause, `names` those of
    them that are names; `marks` tell plans, denials and former things from others. `beside` are the other
    quantities of the quote.
    """

    place: int
    quote: Quote
    value: Span
    of: Span
    leads: bool
    quantity: Quantity | None
    words: frozenset[str]
    names: frozenset[str]
    marks: tuple[bool, ...]
    beside: tuple[Quantity, ...]

    @property
    def value_text(self) -> str:
        """Return the value, word for word."""
        return self.value.of(self.quote.text)


def read_statements(
    query: AnalysedQuery, quotes: Sequence[Quote], analyzer: Analyzer
) -> tuple[Statement, ...]:
    """Return what each quote gives for the question, in order; a quote that gives no value is left out.

    The value is the quantity that the quote's highlight touches, of a kind that is asked for if the question
    says which; else the only quantity of that kind; else, where a name is asked for, the highlight.
    """
    found = (_read_statement(query, place, quote, analyzer) for place, quote in enumerate(quotes))
    return tuple(statement for statement in found if statement is not None)


def list_words(text: str, analyzer: Analyzer) -> frozenset[str]:
    """Return the index terms of a text that carry it, one for each word or known phrase."""
    return frozenset(word.term for word in _list_words(text, (), analyzer, ()))


def _read_statement(query: AnalysedQuery, place: int, quote: Quote, analyzer: Analyzer) -> Statement | None:
    text, quantities = quote.text, find_quantities(quote.text)
    quantity = _answering(query.kind, quote, quantities)
    if quantity is not None and not _is_in_a_name(text, quantity):
        value = quantity.bounded or quantity.span
    elif query.kind in _NAMES and quote.highlight is not None:
        value = quote.highlight
    else:
        return None
    sentences = split_sentences(text)
    sentence = next((s for s in sentences if s.start <= value.start < s.end), Span(0, len(text)))
    words = _list_words(text, sentences, analyzer, [value, *(other.span for other in quantities)])
    enough = _ENOUGH_WORDS if quantity is not None else 1
    clause = _clause(text, sentence, value, words, enough)
    core = _core(words, clause, value, quantity)
    if _LEANS.match(text, clause.start) or _LEANS.match(text, sentence.start):
        # Whose pronoun it is cannot be told where nothing before names what is asked about.
        core += _borrow(query, quote, sentence, analyzer) or [_Word(f"it {place}", 0, is_name=False)]
    return Statement(
        place=place,
        quote=quote,
        value=value,
        of=_shorten(text, clause, value),
        leads=not any(clause.start <= word.start < value.start for word in words),
        quantity=quantity,
        words=frozenset(word.term for word in core),
        names=frozenset(word.term for word in core if word.is_name),
        marks=tuple(mark.search(clause.of(text)) is not None for mark in _MARKS),
        beside=tuple(other for other in quantities if other is not quantity),
    )


def _answering(kind: AnswerKind, quote: Quote, quantities: Sequence[Quantity]) -> Quantity | None:
    asked = _ASKED.get(kind)
    if kind in _NAMES:
        return None
    fitting = [quantity for quantity in quantities if asked is None or quantity.kind in asked]
    mark = quote.highlight
    if mark is not None:
        for quantity in fitting:
            if quantity.span.start < mark.end and mark.start < quantity.span.end:
                return quantity
    return fitting[0] if asked is not None and len(fitting) == 1 else None


def _is_in_a_name(text: str, quantity: Quantity) -> bool:
    """Tell whether a year belongs to the name before it: "the Harbour Act 1998"."""
    date = quantity.date
    if date is None or date.year is None or date.month is not None:
        return False
    before = _NAME_BEFORE.search(text, max(0, quantity.span.start - _LOOK_BACK), quantity.span.start)
    return before is not None and before.start("word") > 0


def _list_words(
    text: str, sentences: Sequence[Span], analyzer: Analyzer, values: Sequence[Span]
) -> list[_Word]:
    """Return the carrying words of a text in order, but for those that stand in a value."""
    starts = {sentence.start for sentence in sentences}
    return [
        _Word(
            unit.concept or " ".join(unit.stems),
            unit.start,
            unit.start not in starts and surface[0].isupper(),
        )
        for unit in analyzer.units(text)
        if (surface := text[unit.start : unit.end]).lower() not in _LIGHT
        and not surface.endswith("ly")
        and not any(value.start <= unit.start < value.end for value in values)
    ]


def _clause(text: str, sentence: Span, value: Span, words: Sequence[_Word], enough: int) -> Span:
    """Return the clause of a sentence that holds a value, with a neighbour where it says too little."""
    inside = [m.span() for m in _CLAUSE_END.finditer(text, sentence.start, sentence.end)]
    ends = [(start, end) for start, end in inside if end <= value.start or start >= value.end]
    start = max((end for _, end in ends if end <= value.start), default=sentence.start)
    end = min((begin for begin, _ in ends if begin >= value.end), default=sentence.end)
    if sum(start <= word.start < end for word in words) < enough:
        if start > sentence.start:
            start = sentence.start
        else:
            end = min((begin for begin, _ in ends if begin > end), default=sentence.end)
    return Span(start, end)


def _core(words: Sequence[_Word], clause: Span, value: Span, quantity: Quantity | None) -> list[_Word]:
    """Return the words of a clause that say what its value belongs to."""
    before = [word for word in words if clause.start <= word.start < value.start]
    after = [word for word in words if value.end <= word.start < clause.end]
    if quantity is None:
        return before + after
    if quantity.kind in {QuantityKind.DATE, QuantityKind.TIME_OF_DAY, QuantityKind.DURATION}:
        return before or after
    return before + after[:_WORDS_AFTER] if before else after


def _borrow(query: AnalysedQuery, quote: Quote, sentence: Span, analyzer: Analyzer) -> list[_Word]:
    """Return the question's words that stand before a sentence that leans on them, or in the title."""
    asked = list_words(query.text, analyzer)
    around = f"{quote.article.title}\n{quote.text[: sentence.start]}"
    return [_Word(term, 0, is_name=False) for term in list_words(around, analyzer) & asked]


def _shorten(text: str, clause: Span, value: Span) -> Span:
    """Return the part of a clause around a value, cut between words, that is no longer than is shown."""
    start, end = clause.start, clause.end
    if end - start > _LONGEST_OF:
        start = max(start, min(value.start, end - _LONGEST_OF))
        start = value.start if start >= value.start else text.find(" ", start, value.start) + 1 or value.start
        end = min(end, max(start + _LONGEST_OF, value.end))
        end = end if end in {clause.end, value.end} else max(text.rfind(" ", value.end, end), value.end)
    if joint := _JOINT.match(text, start, value.start):
        start = joint.end()
    piece = text[start:end]
    end -= len(piece) - len(piece.rstrip(" \n\t.,;:"))
    return Span(start, max(end, value.end))
