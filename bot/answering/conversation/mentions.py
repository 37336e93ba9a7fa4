"""What a turn spoke of: the names and things of its question, of its answer and of its quote."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.answering.conversation.people import Cast, Sort
from bot.answering.conversation.turns import Turn
from bot.domain import AnalysedQuery, AnswerKind, Span
from bot.provenance.persons import strip_roles
from bot.text.name_runs import find_names
from bot.text.stopwords import ENGLISH

_MOST_ARTICLES = 3
_MOST_CHARS = 10_000  # of each: names that stand nowhere in them are told by their form
_MOST_ANSWER_WORDS = 5
_ASKS_WHO = re.compile(r"\bwho(?:m)?\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_COUNTED = re.compile(r"\b(?:how (?:many|much)|which|what)\s+", re.IGNORECASE)
_DETERMINER = re.compile(r"\b(?:the|an?)\s+", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"\s(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)\b", re.IGNORECASE
)
_LEADING_DETERMINER = re.compile(r"(?:the|an?|its|their|his|her)\s+", re.IGNORECASE)
_JOINED = re.compile(r"(?:,\s|\s(?:and|or)\s|,\s(?:and|or)\s)(?:[a-z-]+\s)?")
_THINGS = {AnswerKind.THING, AnswerKind.CHOICE, AnswerKind.ORGANISATION}


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands in a text: `name` in full, `short` as the article uses it alone.

    `pronouns` are those of "he" and "she" that the article says of what may be a person, as far as it does.
    """

    name: str
    short: str
    sort: Sort
    span: Span
    pronouns: frozenset[str] = frozenset()


class Mentions:
    """The names of one turn, told apart by the articles that were quoted in the conversation.

    `asked` are those of the question, `told` those of the best quote, in order.
    """

    def __init__(self, turn: Turn, body: str, cast: Cast) -> None:
        self._turn = turn
        self._body = body
        self._cast = cast
        self.question = turn.query.text
        self.quote = turn.quotes[0].text if turn.quotes else ""

    @cached_property
    def asked(self) -> tuple[Mention, ...]:
        """The names of the question."""
        return self.find(self.question, self._turn.query)

    @cached_property
    def told(self) -> tuple[Mention, ...]:
        """The names of the best quote."""
        return self.find(self.quote)

    @cached_property
    def answering(self) -> tuple[Mention, ...]:
        """The names within the answering words of the best quote."""
        highlight = self._highlight
        return tuple(m for m in self.told if highlight and _lies_in(m.span, highlight))

    def find(self, text: str, query: AnalysedQuery | None = None) -> tuple[Mention, ...]:
        """Return the names of a text, those included that only the quoted articles write with a capital."""
        spans = [Span(name.start, name.end) for name in find_names(text, body=self._body)]
        terms = query.terms if query else ()
        spans += [span for term in terms if term.is_name for span in _find(term.surface, text)]
        spans += [span for name in self._cast.names_within for span in _find(name, text)]
        return tuple(self._mention(span, text) for span in _merge(spans, text))

    def persons(self) -> Iterator[tuple[tuple[Mention, ...], str]]:
        """Yield groups of persons, the most salient first, each with the text that they stand in.

        First come those that were asked about, then those of the quote; where the question asked for a
        person, those that answered it come before either.
        """
        asked, answering = (self.asked, self.question), (self.answering, self.quote)
        groups = (answering, asked) if self._asks_for_person else (asked, answering)
        for found, text in (*groups, (self.told, self.quote)):
            persons = tuple(m for m in found if m.sort is Sort.PERSON)
            if persons:
                yield persons, text

    def things(self) -> tuple[str, ...]:
        """Return the names of the question that are no person's."""
        return tuple(dict.fromkeys(m.name for m in self.asked if m.sort is not Sort.PERSON))

    def phrase(self) -> str | None:
        """Return the thing that was asked about, where it has no name: “electric ferries”, “open letter”.

        It is what the question counts or chooses from, or the question's words that the quote has after an
        article, up to a function word.
        """
        counted = self._turn.query.focus or _counted(self.question)
        if counted:
            return counted
        named = [mention.span for mention in self.asked]
        spans = (Span(*match.span()) for match in _WORD.finditer(self.question))
        asked = {span.of(self.question).lower() for span in spans if not any(map(span.overlaps, named))}
        for text in (self.quote, self.question):
            for match in _DETERMINER.finditer(text):
                if words := _run(text, match.end(), asked):
                    return words
        return None

    def answer_thing(self) -> str | None:
        """Return the answering words if they are a thing: a few words, without the article before them."""
        highlight = self._highlight
        if highlight is None or self._turn.query.kind not in _THINGS:
            return None
        words = _LEADING_DETERMINER.sub("", highlight.of(self.quote), count=1)
        few = len(words.split()) <= _MOST_ANSWER_WORDS
        is_thing = few and any(c.isalpha() for c in words)
        return words if is_thing and not any(m.sort is Sort.PERSON for m in self.answering) else None

    def units(self) -> tuple[str, ...]:
        """Return what carried the question, in order: its names in full, and its other words."""
        found = {m.span.start: m.name for m in self.asked}
        for term in self._turn.query.terms:
            for span in _find(term.surface, self.question):
                if not any(_lies_in(span, m.span) for m in self.asked):
                    found.setdefault(span.start, term.surface)
        return tuple(dict.fromkeys(found[start] for start in sorted(found)))

    @property
    def _highlight(self) -> Span | None:
        return self._turn.quotes[0].highlight if self._turn.quotes else None

    @property
    def _asks_for_person(self) -> bool:
        return self._turn.query.kind is AnswerKind.PERSON or bool(_ASKS_WHO.search(self.question))

    def _mention(self, span: Span, text: str) -> Mention:
        bare = strip_roles(span.of(text))
        bare = self._cast.spelling(bare)
        full = self._cast.full_form(bare)
        sort = self._cast.sort_of(full)
        name = full if sort is Sort.PERSON else bare
        pronouns = self._cast.pronouns_of(name) if sort is not Sort.THING else frozenset[str]()
        return Mention(name, self._cast.short_form(name), sort, span, pronouns)


def recall(turns: Sequence[Turn]) -> list[Mentions]:
    """Return what each of some turns spoke of, in their order; the articles quoted last tell names apart."""
    articles = {quote.article.id: quote.article for turn in reversed(turns) for quote in turn.quotes}
    newest = list(articles.values())[:_MOST_ARTICLES]
    body = "\n\n".join(f"{article.title}\n\n{article.body[:_MOST_CHARS]}" for article in newest)
    cast = Cast(body)
    return [Mentions(turn, body, cast) for turn in turns]


def joined(mentions: Sequence[Mention], text: str) -> tuple[Mention, ...]:
    """Return the first of some mentions with those that follow it in one list: “A, B and C”."""
    chain = list(mentions[:1])
    for mention in mentions[1:]:
        if not _JOINED.fullmatch(text, chain[-1].span.end, mention.span.start):
            break
        chain.append(mention)
    return tuple({m.name: m for m in chain}.values())


def _find(words: str, text: str) -> Iterator[Span]:
    for match in re.finditer(rf"(?<![^\W_]){re.escape(words)}(?![^\W_])", text, re.IGNORECASE):
        yield Span(match.start(), match.end())


def _merge(spans: Iterable[Span], text: str) -> list[Span]:
    """Return spans in order, those that overlap or stand side by side made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        last = merged[-1] if merged else None
        if last and (span.start < last.end or text[last.end : span.start] == " "):
            merged[-1] = Span(last.start, max(last.end, span.end))
        else:
            merged.append(span)
    return merged


def _lies_in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _counted(question: str) -> str:
    """Return what a question counts or chooses from: “ferries” of “how many ferries sank”."""
    counted = _COUNTED.search(question)
    if counted is None:
        return ""
    words = _run(question, counted.end())
    # "What happened": without an auxiliary it may be a verb.
    is_noun = words.endswith("s") or _AUXILIARY.match(question, counted.end() + len(words))
    return words if is_noun else ""


def _run(text: str, start: int, among: set[str] | None = None) -> str:
    """Return the words from an offset on, up to a function word or one that is not among those given.

    A plural ends it, too: what follows is most likely the verb.
    """
    end, plural = start, False
    for match in _WORD.finditer(text, start):
        word = match[0].lower()
        if word in ENGLISH or (among is not None and word not in among) or text[end : match.start()].strip():
            break
        if plural and not word.endswith("s"):
            break
        end, plural = match.end(), word.endswith("s") and not word.endswith("ss")
    return text[start:end]
