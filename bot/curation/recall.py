"""Answer recall: which answers quoted what a publication changed, and what stands in its place now."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.curation.differences import compare_bodies, list_sentences
from bot.domain import Publication, Quote, QuoteReference, Revision, Span
from bot.ports import ArticleStore, QuotedAnswer, QuotedAnswers, Reach, ShownQuote


@dataclass(frozen=True, slots=True)
class QuoteNow:
    """A quote of an answer, and what became of it.

    `before` is what the answer quotes, or quoted until it was `withdrawn`. `now` is a verified quote of what
    is live: the same words, what took their place, or None: nothing did, or the article was retired.
    """

    before: Quote
    now: Quote | None
    withdrawn: bool = False

    @property
    def is_changed(self) -> bool:
        """Tell whether the answer shows something else than what holds."""
        if self.withdrawn:
            return self.now is not None
        return self.now is None or self.now.text != self.before.text


@dataclass(frozen=True, slots=True)
class Recalled:
    """An answer with a quote that does not hold any more, or that was withdrawn and holds again.

    `quotes` are all its quotes, best first; not `is_whole` where one of them cannot be read any more.
    """

    answer: QuotedAnswer
    quotes: tuple[QuoteNow, ...]
    is_whole: bool = True

    @property
    def changed(self) -> tuple[QuoteNow, ...]:
        """Return the quotes that call for a correction."""
        return tuple(quote for quote in self.quotes if quote.is_changed)


@dataclass(frozen=True, slots=True)
class Recall:
    """What a publication calls into question: the answers that can be corrected, and how many cannot.

    `private` counts answers that only their askers can see, `forgotten` those whose messages the log cannot
    tell any more, `gone` those whose messages were deleted. Messages that could not be changed when that was
    tried last come last among the reachable ones.
    """

    reachable: tuple[Recalled, ...]
    private: int = 0
    forgotten: int = 0
    gone: int = 0

    @property
    def answers(self) -> int:
        """Return how many answers quoted what was changed."""
        return len(self.reachable) + self.private + self.forgotten + self.gone

    def count_by_community(self) -> Mapping[str, int]:
        """Return how many of the reachable ones stand in each server; those in direct messages under ""."""
        return Counter(recalled.answer.community_id for recalled in self.reachable)


class Recaller:
    """Finds the answers that a publication calls into question."""

    def __init__(self, store: ArticleStore, quoted: QuotedAnswers) -> None:
        self._store = store
        self._quoted = quoted

    async def find(self, publication: Publication) -> Recall:
        """Return the answers that quote what a publication changed otherwise than it is live now.

        An answer whose quotes still stand word for word in the live revisions is not among them, whichever
        revisions it quoted. One that shows a quote as withdrawn is, if that stands again.

        Raises:
            StorageError: if the database cannot be read.
        """
        changed = {replaced.article_id for replaced in publication.articles}
        answers: dict[str, QuotedAnswer] = {}
        for article_id in changed:
            found = await self._quoted.quoting(publication.story, article_id)
            answers.update((answer.id, answer) for answer in found)
        reading = _LiveReading(self._store, publication.story)
        recalled = [
            each
            for answer in sorted(answers.values(), key=_newest_first)
            for each in (await reading.read(answer),)
            if any(quote.before.article.id in changed for quote in each.changed)
        ]
        seen = [each for each in recalled if not each.answer.private]
        reach = [each for each in seen if each.answer.message_id and each.answer.channel_id]
        reachable = [each for each in reach if each.answer.reach is not Reach.GONE]
        reachable.sort(key=lambda each: each.answer.reach is Reach.BARRED)
        return Recall(
            tuple(reachable), len(recalled) - len(seen), len(seen) - len(reach), len(reach) - len(reachable)
        )

    async def mark_corrected(self, recalled: Recalled) -> None:
        """Keep in the log that an answer shows what holds now: it may be recalled anew.

        Raises:
            StorageError: if the database cannot be written.
        """
        now = {_refer(quote.before): _to_shown(quote) for quote in recalled.quotes}
        shown = [now.get(quote.reference, quote) for quote in recalled.answer.quotes]
        await self._quoted.keep(recalled.answer.id, shown)

    async def mark_unreached(self, recalled: Recalled, reach: Reach) -> None:
        """Keep in the log that the message of an answer could not be changed, and why.

        Raises:
            StorageError: if the database cannot be written.
        """
        await self._quoted.keep(recalled.answer.id, recalled.answer.quotes, reach)


class _LiveReading:
    """Reads quotes as they hold now; what it found out of one it keeps for the others like it."""

    def __init__(self, store: ArticleStore, story: str) -> None:
        self._store = store
        self._story = story
        self._live: dict[str, Revision | None] = {}
        self._old: dict[tuple[str, str, int], Revision | None] = {}
        self._read: dict[QuoteReference, QuoteNow | None] = {}

    async def read(self, answer: QuotedAnswer) -> Recalled:
        """Return an answer with what became of each of its quotes."""
        quotes = []
        for shown in answer.quotes:
            if shown.reference not in self._read:
                self._read[shown.reference] = await self._read_quote(shown.reference)
            quote = self._read[shown.reference]
            if quote is not None:
                quotes.append(replace(quote, withdrawn=shown.withdrawn))
        return Recalled(answer, tuple(quotes), len(quotes) == len(answer.quotes))

    async def _read_quote(self, reference: QuoteReference) -> QuoteNow | None:
        old = await self._find_old(reference)
        if old is None:
            return None
        before = Quote(old, reference.span, reference.span.of(old.article.body), None, 0.0)
        live = await self._find_live(reference.article_id)
        if live is None:
            return QuoteNow(before, None)
        # In a thread: a long article takes longer to compare than the event loop may be held up.
        return QuoteNow(before, await asyncio.to_thread(_find_now, old, reference, live))

    async def _find_old(self, reference: QuoteReference) -> Revision | None:
        key = reference.story, reference.article_id, reference.revision
        if key not in self._old:
            self._old[key] = await self._store.revision(*key)
        return self._old[key]

    async def _find_live(self, article_id: str) -> Revision | None:
        if article_id not in self._live:
            standing = (await self._store.standing(self._story, [article_id])).get(article_id)
            self._live[article_id] = standing.live if standing else None
        return self._live[article_id]


def find_successor(old: Revision, quoted: QuoteReference, live: Revision) -> Quote | None:
    """Return the quote of the live revision that took the place of a quote, None if nothing did.

    It is what the sentences of the quote became, as `compare_bodies` pairs them, those that did not change
    included; it runs from the first of them to the last, if they still stand together.
    """
    language = live.article.language or "en"
    changes = compare_bodies(old.article.body, live.article.body, language=language)
    became = {change.before: change.after for change in changes if change.before is not None}
    sentences = list_sentences(quoted.span.of(old.article.body), language=language)
    texts = [text for s in sentences if (text := became.get(s, s)) is not None]
    spans = list(_find_in_order(live.article.body, texts))
    if not spans or len(spans) < len(texts):
        return None
    span = Span(spans[0].start, spans[-1].end)
    together = "\n\n" not in span.of(live.article.body)
    span = span if together else spans[0]
    return Quote(live, span, span.of(live.article.body), None, 0.0)


def _find_now(old: Revision, quoted: QuoteReference, live: Revision) -> Quote | None:
    text = quoted.span.of(old.article.body)
    start = live.article.body.find(text)
    if start < 0:
        return find_successor(old, quoted, live)
    return Quote(live, Span(start, start + len(text)), text, None, 0.0)


def _to_shown(quote: QuoteNow) -> ShownQuote:
    """Return how an answer shows a quote after it was corrected."""
    return ShownQuote(_refer(quote.now or quote.before), withdrawn=quote.now is None)


def _refer(quote: Quote) -> QuoteReference:
    return QuoteReference(quote.article.story, quote.article.id, quote.revision.number, quote.span)


def _newest_first(answer: QuotedAnswer) -> float:
    return -answer.asked_at.timestamp()


def _find_in_order(body: str, texts: Sequence[str]) -> Iterator[Span]:
    """Yield where texts, whose white space is folded, stand in a body, each after the one before."""
    start = 0
    for text in texts:
        pattern = r"\s+".join(map(re.escape, text.split()))
        found = re.compile(pattern).search(body, start)
        if found is None:
            return
        yield Span(*found.span())
        start = found.end()
