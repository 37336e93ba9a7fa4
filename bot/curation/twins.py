"""Which live articles a new one repeats."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

from bot.curation.differences import list_sentences
from bot.domain import Article
from bot.provenance.runs import Runs, SharedRuns, list_runs

_TWIN = 0.3
_LEAST_SHARED = 2
_LEAST_WORDS = 6
# Two sentences of six words have so many runs of four words.
_LEAST_RUNS = _LEAST_SHARED * (_LEAST_WORDS - 3)
_MOST_LOOKED_AT = 8
_KEPT_RUNS = 8_000_000


@dataclass(frozen=True, slots=True)
class Twin:
    """A live article that an article repeats: which share of the shorter text, in which sentences."""

    article: Article
    share: float
    sentences: tuple[str, ...]


class TwinFinder:
    """Finds the twins of new articles in thousands; what it reads of an article is kept for the next time.

    It takes a second and more the first time: on the event loop call it in a thread.
    """

    def __init__(self, kept_runs: int = _KEPT_RUNS) -> None:
        self._kept: OrderedDict[str, Runs] = OrderedDict()
        self._kept_runs = kept_runs
        self._lock = Lock()

    def find(self, articles: Sequence[Article], live: Sequence[Article]) -> list[tuple[Twin, ...]]:
        """Return for each of some articles those of `live` that it repeats, the likest first, eight at most.

        One is a twin if 30 % of the shorter text's runs of four words stand in the other, or if they share
        two sentences of six words or more. An article's former self is no twin of it.
        """
        if not articles:
            return []
        with self._lock:
            runs = [self._read(other) for other in live]
            shared = SharedRuns(runs)
            self._let_go()
        found = []
        for article in articles:
            own = list_runs(article.body)
            counts = shared.count(own)
            near = [
                (counts[n] / min(len(own), len(runs[n])), int(counts[n]), live[n])
                for n in map(int, counts.nonzero()[0])
                if live[n].id != article.id
            ]
            found.append(_choose(article, near))
        return found

    def _read(self, article: Article) -> Runs:
        key = article.content_hash
        runs = self._kept.get(key)
        if runs is None:
            runs = self._kept[key] = list_runs(article.body)
        self._kept.move_to_end(key)
        return runs

    def _let_go(self) -> None:
        count = sum(map(len, self._kept.values()))
        while count > self._kept_runs:
            count -= len(self._kept.popitem(last=False)[1])


def _choose(article: Article, near: Iterable[tuple[float, int, Article]]) -> tuple[Twin, ...]:
    """Return the twins among articles that share runs, given by their share and number."""
    likely = [each for each in near if each[0] >= _TWIN or each[1] >= _LEAST_RUNS]
    likely.sort(key=lambda each: (each[0] < _TWIN, -each[1]))
    if not likely:
        return ()
    sentences = {s.casefold(): s for s in list_sentences(article.body) if len(s.split()) >= _LEAST_WORDS}
    twins = []
    for share, _, other in likely[:_MOST_LOOKED_AT]:
        same = {s.casefold() for s in list_sentences(other.body)} & sentences.keys()
        if share >= _TWIN or len(same) >= _LEAST_SHARED:
            twins.append(Twin(other, share, tuple(text for key, text in sentences.items() if key in same)))
    return tuple(sorted(twins, key=lambda twin: -twin.share))
