"""Whether two quotes say the same in nearly the same words."""

from rapidfuzz.fuzz import token_set_ratio

from bot.text.opposites import denies
from bot.text.tokens import split_tokens

_SAME_WORDS = 90.0


def say_the_same(one: str, other: str, *, likeness: float = _SAME_WORDS) -> bool:
    """Tell whether two texts say the same: in nearly the same words, with the same figures, denials or none.

    The words are compared by rapidfuzz's token set ratio, from 0 to 100; `likeness` is the least.
    """
    return (
        token_set_ratio(one, other) >= likeness
        and _figures(one) == _figures(other)
        and denies(one) == denies(other)
    )


def _figures(text: str) -> frozenset[str]:
    return frozenset(token.text for token in split_tokens(text) if token.text[0].isdigit())
