"""English words of rank: ordinals and superlatives, which single one thing out among others."""

import re

_RANK_WORDS = """
    only least first second third fourth fifth sixth seventh eighth ninth tenth last final best worst
"""
_RANKS = frozenset(_RANK_WORDS.split())
_SUPERLATIVE = re.compile(r"[^\W\d_]{3,}est")
_LIKE_SUPERLATIVES = """
    arrest attest behest bequest conquest congest contest detest digest divest earnest forest harvest honest
    infest ingest inquest interest invest manifest midwest modest northwest priest protest request southwest
    suggest tempest unrest
"""
_NO_SUPERLATIVES = frozenset(_LIKE_SUPERLATIVES.split())


def is_rank(word: str) -> bool:
    """Tell whether a word in small letters is one of rank: "first", "only", "largest"."""
    return word in _RANKS or is_superlative(word)


def is_superlative(word: str) -> bool:
    """Tell whether a word in small letters has the form of a superlative in "-est"."""
    return _SUPERLATIVE.fullmatch(word) is not None and word not in _NO_SUPERLATIVES
