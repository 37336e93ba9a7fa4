"""Questions that ask the same are put together, one by one as they come."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count

from rapidfuzz import fuzz

from bot.answering.courtesy import read_courtesy
from bot.answering.questions import clean_question
from bot.text.analysis import Analyzer

# From which likeness on two questions are one, 0 to 100; measured on rephrased and misspelt questions.
_ALIKE = 75.0
# A cluster is known by the wordings that came first: more of them would let it drift from what it was.
_MOST_WORDINGS = 5
_MOST_CANDIDATES = 30
# Words of the asking itself, which tell no two questions apart; those that ask for something do.
_ASKING = frozenset(
    ("who", "whom", "whose", "when", "where", "why", "how", "what", "which", "many", "much", "long", "old")
)
_CHATTER = frozenset(
    ("anyone", "anybody", "someone", "somebody", "know", "tell", "question", "quick", "hey", "hi", "so")
) | {"thanks", "please"}


@dataclass(slots=True)
class Cluster:
    """Questions that ask the same: an id that never changes, and the wordings that it is known by."""

    id: int
    wordings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Placed:
    """The cluster that a question was put into; `words` are set if it is known by them from now on."""

    cluster: Cluster
    words: str | None = None


class QuestionClusters:
    """Puts each question into the cluster of the likest one before it, or into a new one.

    A question that was placed stays where it is, and what comes later changes no id. New ids count from
    `next_id`, or from the highest there is. Two questions are as
    like as their carrying words, stemmed and sorted, are to `rapidfuzz.fuzz.token_sort_ratio` (the normalised
    indel distance); not alike at all if one asks who and the other when. Only clusters that share a word, or
    the beginning of one, are looked at. This is leader clustering (Hartigan 1975).
    """

    def __init__(
        self, analyzer: Analyzer, clusters: Iterable[Cluster] = (), *, next_id: int | None = None
    ) -> None:
        self._analyzer = analyzer
        self._clusters: dict[int, Cluster] = {}
        self._by_word: defaultdict[str, set[int]] = defaultdict(set)
        self._placed: dict[str, int] = {}
        for cluster in clusters:
            self._clusters[cluster.id] = cluster
            for wording in cluster.wordings:
                self._placed[wording] = cluster.id
                self._enter(cluster.id, wording)
        self._ids = count(max(self._clusters, default=0) + 1 if next_id is None else next_id)

    def word(self, question: str) -> str:
        """Return what a question is compared by: its carrying words, stemmed, sorted, each once."""
        text = read_courtesy(clean_question(question)).question
        reading = self._analyzer.read(text)
        words = {
            token.text if token.text in _ASKING else term
            for token, term, carries in zip(reading.tokens, reading.terms, reading.carries, strict=True)
            if token.text in _ASKING or (carries and token.text not in _CHATTER)
        }
        return " ".join(sorted(words))

    def place(self, question: str) -> Placed:
        """Return the cluster that a question belongs to; it is a new one if nothing like it came before."""
        wording = self.word(question)
        if wording in self._placed:
            return Placed(self._clusters[self._placed[wording]])
        cluster = self._find(wording)
        if cluster is None:
            cluster = Cluster(next(self._ids))
            self._clusters[cluster.id] = cluster
        self._placed[wording] = cluster.id
        if len(cluster.wordings) == _MOST_WORDINGS:
            return Placed(cluster)
        cluster.wordings.append(wording)
        self._enter(cluster.id, wording)
        return Placed(cluster, wording)

    def _find(self, wording: str) -> Cluster | None:
        shared = Counter(id_ for key in _keys(wording) for id_ in self._by_word[key])
        best, found = _ALIKE, None
        for id_, _ in shared.most_common(_MOST_CANDIDATES):
            for known in self._clusters[id_].wordings:
                if _ask_for_others(wording, known):
                    continue
                likeness = fuzz.token_sort_ratio(wording, known, score_cutoff=best)
                if likeness > best or (likeness == best and found is None):
                    best, found = likeness, self._clusters[id_]
        return found

    def _enter(self, id_: int, wording: str) -> None:
        for key in _keys(wording):
            self._by_word[key].add(id_)


def _ask_for_others(one: str, other: str) -> bool:
    """Tell whether two wordings ask for different things: who and when, say."""
    asked, others = _ASKING & set(one.split()), _ASKING & set(other.split())
    return bool(asked and others) and not asked & others


def _keys(wording: str) -> set[str]:
    """Return the words that a wording can be found by, and their beginnings, which misspelling leaves."""
    words = [word for word in wording.split() if word not in _ASKING]
    return {*words, *(word[:3] for word in words)}
