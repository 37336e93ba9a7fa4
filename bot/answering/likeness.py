"""Whether two quotes say the same in nearly the same words."""

from collections.abc import Iterator

from rapidfuzz.fuzz import token_set_ratio

from bot.text.name_runs import find_names
from bot.text.opposites import denies
from bot.text.tokens import split_tokens

_SAME_WORDS = 90.0


def say_the_same(one: str, other: str, *, likeness: float = _SAME_WORDS) -> bool:
    """Tell whether two texts say the same: in nearly the same words, with the same figures, denials or none.

    The words are compared by rapidfuzz's token set ratio, from 0 to 100; `likeness` is the least. Texts of
    which each has a name that the other lacks do not say the same, however like they are.
    """
    return (
        token_set_ratio(one, other) >= likeness
        and _figures(one) == _figures(other)
        and denies(one) == denies(other)
        and not (_has_own_name(one, other) and _has_own_name(other, one))
    )


def _figures(text: str) -> frozenset[str]:
    return frozenset(token.text for token in split_tokens(text) if token.text[0].isdigit())


def _has_own_name(text: str, other: str) -> bool:
    """Tell whether a text has a word of a name that another one has not at all."""
    known = {token.text for token in split_tokens(other)}
    return any(word not in known for word in _words_of_names(text, other))


def _words_of_names(text: str, other: str) -> Iterator[str]:
    for name in find_names(text, body=other):
        # "Residents" at the start of a sentence is hardly a name.
        common = not name.preceded and " " not in name.text and name.text.endswith("s")
        if not common:
            yield from (token.text for token in split_tokens(name.text))
