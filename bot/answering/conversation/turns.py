"""The turns of a conversation: what was asked and understood, and what was shown for it."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain import AnalysedQuery, Answer, Quote

_MOST_TURNS = 5
_MOST_KEYS = 2000
_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as it was understood, complete in itself, and the quotes that were shown, best first.

    `as_of` is the day by which what it was answered from was published, if there was one. `asker` is a keyed
    hash of who asked, where that is known.
    """

    query: AnalysedQuery
    quotes: tuple[Quote, ...] = ()
    as_of: date | None = None
    asker: str | None = None


def extend_turns(
    turns: Sequence[Turn],
    answer: Answer,
    *,
    shown: int | None = None,
    as_of: date | None = None,
    asker: str | None = None,
) -> tuple[Turn, ...]:
    """Return the turns of a conversation, oldest first, after one more answer: the last five.

    `shown` is how many of its quotes were shown; all of them, unless it is given. A plain reply in place of
    an answer makes no turn, nor does what was shown before for the same question, as when somebody asked who
    says so.
    """
    if answer.notice and not answer.answered:
        return tuple(turns)
    turn = Turn(answer.decision.query, answer.quotes[:shown], as_of, asker)
    if turns and turns[-1].query.text == turn.query.text and _show_the_same(turns[-1], turn):
        return tuple(turns)
    return (*turns, turn)[-_MOST_TURNS:]


def _show_the_same(turn: Turn, other: Turn) -> bool:
    return any(
        quote.article.id == shown.article.id and quote.span.overlaps(shown.span)
        for quote in other.quotes
        for shown in turn.quotes
    )


class Conversations:
    """Remembers the last turns of each conversation for some minutes, in memory alone; 0 minutes: never.

    What is remembered is known by keys, which are best hashes: nothing here tells who asked. A conversation
    may have several, one for each way to go on from it; the 2000 keys that were kept last are known. What has
    expired is forgotten with the next call, whichever it is: whoever holds conversations calls
    `forget_expired` in time. `clock` gives seconds that never go back.
    """

    def __init__(self, minutes: float, clock: Callable[[], float], *, most: int = _MOST_KEYS) -> None:
        self._seconds = minutes * _SECONDS
        self._clock = clock
        self._most = most
        self._kept: OrderedDict[str, tuple[float, tuple[Turn, ...]]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many keys are known."""
        self.forget_expired()
        return len(self._kept)

    def turns(self, key: str | None) -> tuple[Turn, ...]:
        """Return the last turns of a conversation, oldest first; none for one that is not remembered."""
        self.forget_expired()
        kept = self._kept.get(key) if key is not None else None
        return kept[1] if kept else ()

    def keep(self, keys: Iterable[str], turns: Sequence[Turn]) -> None:
        """Remember turns, oldest first, under each of the keys; they replace what was there."""
        self.forget_expired()
        if not self._seconds or not turns:
            return
        entry = (self._clock(), tuple(turns))
        for key in keys:
            self._kept[key] = entry
            self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def forget_expired(self) -> float | None:
        """Forget what has expired; return in how many seconds the next will have; None if nothing is left."""
        # The oldest entry is always the first.
        now = self._clock()
        while self._kept:
            key, (kept_at, _) = next(iter(self._kept.items()))
            if now < kept_at + self._seconds:
                return kept_at + self._seconds - now
            del self._kept[key]
        return None

    def forget_asker(self, asker: str) -> None:
        """Forget every conversation in which a person asked something, others' questions in it, too."""
        for key in [
            key for key, (_, turns) in self._kept.items() if any(turn.asker == asker for turn in turns)
        ]:
            del self._kept[key]

    def forget_all(self) -> None:
        """Forget everything."""
        self._kept.clear()
