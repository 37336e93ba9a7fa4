"""English words that are often used for one another, from the list that stands beside this module."""

from functools import cache
from importlib.resources import files


@cache
def related_words() -> dict[str, frozenset[str]]:
    """Return the words that are related to each word of the list `related.txt`, without the word itself."""
    related: dict[str, set[str]] = {}
    for line in files("bot.text").joinpath("related.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            group = line.split()
            for word in group:
                related.setdefault(word, set()).update(group)
    return {word: frozenset(others - {word}) for word, others in related.items()}
