"""Answer recall: which answers quoted what a publication changed, and what stands in its place now."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.curation.differences import compare_bodies, list_sentences
from bot.domain import Article, Publication, Quote, QuoteReference, Revision, Span
from bot.ports import ArticleStore, QuotedAnswer, QuotedAnswers


@dataclass(frozen=True, slots=True)
class Recalled:
    """A quote of an answer that does not stand in its article any more, and what does in its place.

    `reference` is where the quote stood. `successor` is a verified quote of the live revision, None where
    nothing took the place of what was quoted or the article was retired.
    """

    answer: QuotedAnswer
    reference: QuoteReference
    article: Article
    quoted: str
    successor: Quote | None


@dataclass(frozen=True, slots=True)
class Recall:
    """What a publication calls into question: the answers that can be corrected, and how many cannot.

    `private` counts answers that only their askers can see, `forgotten` those whose messages the log cannot
    tell any more.
    """

    reachable: tuple[Recalled, ...]
    private: int = 0
    forgotten: int = 0

    @property
    def answers(self) -> int:
        """Return how many answers quoted what was changed."""
        return len({recalled.answer.id for recalled in self.reachable}) + self.private + self.forgotten


class Recaller:
    """Finds the answers that a publication calls into question."""

    def __init__(self, store: ArticleStore, quoted: QuotedAnswers) -> None:
        self._store = store
        self._quoted = quoted

    async def find(self, publication: Publication) -> Recall:
        """Return the answers that quoted sentences that a publication changed or took away.

        An answer whose quote still stands word for word in the live revision is not among them, whichever
        revision it quoted.

        Raises:
            StorageError: if the database cannot be read.
        """
        reachable: list[Recalled] = []
        private: set[str] = set()
        forgotten: set[str] = set()
        for replaced in publication.articles:
            if replaced.before is None:
                continue  # it was not live, so this publication takes nothing from any answer
            live = await self._revision(publication.story, replaced.article_id, replaced.after)
            for answer in await self._quoted.quoting(publication.story, replaced.article_id):
                for recalled in await self._compare(publication.story, answer, live):
                    if answer.private:
                        private.add(answer.id)
                    elif answer.message_id is None or answer.channel_id is None:
                        forgotten.add(answer.id)
                    else:
                        reachable.append(recalled)
        return Recall(tuple(reachable), len(private), len(forgotten))

    async def mark_corrected(self, recalled: Recalled) -> None:
        """Keep in the log that an answer shows the successor of its quote now: it may be recalled anew.

        Raises:
            StorageError: if the database cannot be written.
        """
        successor = recalled.successor
        if successor is not None:
            shown = QuoteReference(
                successor.article.story, successor.article.id, successor.revision.number, successor.span
            )
            await self._quoted.replace(recalled.answer.id, recalled.reference, shown)

    async def _compare(self, story: str, answer: QuotedAnswer, live: Revision | None) -> Sequence[Recalled]:
        found = []
        for reference in answer.quotes:
            old = await self._revision(story, reference.article_id, reference.revision)
            if old is None:
                continue
            text = reference.span.of(old.article.body)
            if live is None:
                found.append(Recalled(answer, reference, old.article, text, None))
            elif text not in live.article.body:
                successor = await asyncio.to_thread(find_successor, old, reference, live)
                found.append(Recalled(answer, reference, live.article, text, successor))
        return found

    async def _revision(self, story: str, article_id: str, number: int | None) -> Revision | None:
        return None if number is None else await self._store.revision(story, article_id, number)


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
