"""How many origins stand behind an answer, and the attribution labels of its quotes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.domain import Agreement, AliasGroups, Article, Quote, Revision, Span
from bot.provenance.attribution import label_quote
from bot.provenance.names import NameMerger
from bot.provenance.origins import Outlets, find_origins
from bot.provenance.phrases import Says, load_phrases
from bot.provenance.shared_text import COPIED, estimate_copied, sign_text
from bot.provenance.sourcing import Sourcing, read_sourcing

Place = tuple[Revision, Span]
"""Where something that bears on an answer stands: a revision, and a span of its body."""

_MOST_ARTICLES = 512


@dataclass(slots=True)
class _Voice:
    """An article behind an answer, with the names of its origins as they were found."""

    article: Article
    sourcing: Sourcing
    names: tuple[str, ...] = ()


class Provenance:
    """Says of quotes and articles where they have things from.

    What was read of an article is kept for the last `most_articles` articles, so that an answer that quotes
    known articles takes well below two milliseconds. Reading one takes up to a fifth of a second: call it in
    a thread where an event loop must turn. Several threads may call it at once; two that come to an unread
    article together both read it, to the same effect.
    """

    def __init__(self, most_articles: int = _MOST_ARTICLES) -> None:
        load_phrases()  # now, so that the first answer does not wait for the patterns to be compiled
        self._read = lru_cache(most_articles)(read_sourcing)
        self._sign = lru_cache(most_articles)(sign_text)
        self._label = lru_cache(most_articles)(label_quote)

    def label(self, quotes: Iterable[Quote]) -> tuple[Quote, ...]:
        """Return quotes with their attribution labels; those of articles in other languages have none."""
        return tuple(
            replace(quote, attribution=self._label(quote.article, quote.span))
            if self._read(quote.article).english
            else quote
            for quote in quotes
        )

    def count(self, places: Iterable[Place], aliases: AliasGroups = ()) -> Agreement:
        """Return how many articles stand behind an answer and the origins they are known to have.

        `places` are the quotes of the answer and those that say the same. What the moderator of an article
        set as its origin goes before everything; then that of its best place counts (`find_origins`). An
        article without one whose publisher is the origin of another article is that origin, and one whose
        text repeats that of another takes the other's. What remains is unknown, and `copies` counts those of
        the unknown whose text repeats that of another. Names of one outlet are one origin (`NameMerger`).
        """
        spans: dict[Article, Span] = {}
        for revision, span in places:
            spans.setdefault(
                revision.article, span
            )  # the best of each article: others may have other origins
        voices = [_Voice(article, self._read(article)) for article in spans]
        outlets = _gather_outlets(voices, aliases)
        for voice in voices:
            voice.names = _find_names(voice, spans[voice.article], outlets)
        _recognise_originals(voices, outlets)
        copies = self._spread(voices)
        names = dict.fromkeys(name for voice in voices for name in voice.names)
        unknown = sum(not voice.names for voice in voices)
        return Agreement(len(voices), tuple(names), unknown, copies=copies)

    def _spread(self, voices: Sequence[_Voice]) -> int:
        """Give copies the origin of what they copy; return how many without one repeat another's text."""
        unknown = [voice for voice in voices if not voice.names]
        sources = [voice for voice in voices if voice.names]
        while found := [(v, s) for s in sources for v in unknown if not v.names and self._are_alike(v, s)]:
            for voice, source in found:
                voice.names = voice.names or source.names
            sources = [voice for voice, _ in found]
        unknown = [voice for voice in unknown if not voice.names]
        return sum(
            any(self._are_alike(voice, earlier) for earlier in unknown[:place])
            for place, voice in enumerate(unknown)
        )

    def _are_alike(self, one: _Voice, other: _Voice) -> bool:
        return estimate_copied(self._sign(one.article.body), self._sign(other.article.body)) >= COPIED


def _gather_outlets(voices: Sequence[_Voice], aliases: AliasGroups) -> Outlets:
    publishers = [voice.article.publisher for voice in voices if voice.article.publisher]
    known = [*publishers, *(name for voice in voices for name in voice.sourcing.outlets)]
    bodies = [
        citation.name
        for voice in voices
        for sentence in voice.sourcing.sentences
        for citation in sentence.citations
        if citation.says is Says.ONCE
    ]
    stated = [voice.article.origin for voice in voices if voice.article.origin]
    merger = NameMerger((*stated, *known, *bodies), aliases)
    return Outlets(merger, {merger.merge(name) or name for name in (*stated, *known)})


def _find_names(voice: _Voice, span: Span, outlets: Outlets) -> tuple[str, ...]:
    article = voice.article
    if article.origin:
        return (outlets.call(article.origin),)
    return tuple(dict.fromkeys(find_origins(voice.sourcing, span, outlets, article.publisher)))


def _recognise_originals(voices: Sequence[_Voice], outlets: Outlets) -> None:
    """Give an article without an origin its publisher's name, where another article names that as its own."""
    named = {name for voice in voices for name in voice.names}
    for voice in voices:
        publisher = voice.article.publisher and outlets.call(voice.article.publisher)
        if not voice.names and publisher in named:
            voice.names = (publisher,)
