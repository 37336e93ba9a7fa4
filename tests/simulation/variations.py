"""Other ways to ask the same: chatter around it, function words left out, letters swapped or lost."""

import random

_BEFORE = (
    ("", 6),
    ("hey, ", 1),
    ("does anyone know ", 1),
    ("quick question: ", 1),
    ("sorry if this was asked, ", 1),
    ("can somebody tell me ", 1),
    ("so ", 1),
)
_AFTER = (("", 4), (" thanks", 1), (" please", 1), (" anyone?", 1))
_DROPPABLE = frozenset(
    ["the", "a", "an", "of", "did", "do", "does", "is", "was", "were", "are", "in", "to", "for"]
)
_TYPO, _TERSE, _DROPPED, _LOWER, _MARK = 0.3, 0.25, 0.6, 0.5, 0.6
_LONG_WORD = 5
_LEAST_WORDS = 3


def vary(question: str, chance: random.Random) -> str:
    """Return a question as somebody else might type it; it asks for the same."""
    words = question.strip().rstrip("?").split()
    if chance.random() < _TYPO:
        words = _misspell(words, chance)
    if chance.random() < _TERSE:
        words = _shorten(words, chance)
    text = " ".join(words)
    if chance.random() < _LOWER:
        text = text.lower()
    text = _pick(_BEFORE, chance) + text + _pick(_AFTER, chance)
    return text + "?" if chance.random() < _MARK else text


def _misspell(words: list[str], chance: random.Random) -> list[str]:
    """Swap, lose or double a letter inside one of the longer words."""
    places = [i for i, word in enumerate(words) if len(word) >= _LONG_WORD and word.isalpha()]
    if not places:
        return words
    i = chance.choice(places)
    word = words[i]
    at = chance.randrange(1, len(word) - 1)
    slips = (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
    )
    return [*words[:i], chance.choice(slips), *words[i + 1 :]]


def _shorten(words: list[str], chance: random.Random) -> list[str]:
    """Leave function words out, but never the word that asks."""
    kept = [
        word
        for i, word in enumerate(words)
        if i == 0 or word.lower() not in _DROPPABLE or chance.random() >= _DROPPED
    ]
    return kept if len(kept) >= _LEAST_WORDS else words


def _pick(weighted: tuple[tuple[str, int], ...], chance: random.Random) -> str:
    texts, weights = zip(*weighted, strict=True)
    return str(chance.choices(texts, weights)[0])
