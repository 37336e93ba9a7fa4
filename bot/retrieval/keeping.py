"""The built indexes that stay in memory: the last used ones, with so many passages in all."""

import hashlib
from collections import OrderedDict

from bot.ports import Knowledge
from bot.retrieval.index import Index

# What an index takes that is not of its passages: about as much as so many of them.
PASSAGES_AN_INDEX = 100


class KeptIndexes:
    """Keeps an index a key: those used last, with at most `passages` in all, and the newest in any case.

    Each counts for `PASSAGES_AN_INDEX` more than it has, so that those without any are not kept without end.
    """

    def __init__(self, passages: int) -> None:
        self._passages = passages
        self._kept: OrderedDict[str, Index] = OrderedDict()

    def __len__(self) -> int:
        """Return the number of indexes."""
        return len(self._kept)

    def get(self, key: str) -> Index | None:
        """Return the index that is kept for a key; None if none is, or not any more."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: str, index: Index) -> None:
        """Keep an index for a key, in place of the one before."""
        self._kept[key] = index
        self._kept.move_to_end(key)
        while len(self._kept) > 1 and self._count() > self._passages:
            self._kept.popitem(last=False)

    def take(self, key: str) -> Index | None:
        """Return the index that is kept for a key and let it go; None if none is."""
        return self._kept.pop(key, None)

    def _count(self) -> int:
        return sum(len(index) + PASSAGES_AN_INDEX for index in self._kept.values())


def digest_content(knowledge: Knowledge) -> str:
    """Return what tells two knowledges apart of which different indexes are built, as SHA-256 in hex.

    An index depends on the articles and their order, on the aliases and on the words of the statements;
    not on the story, the version, or when and by whom a revision was made.
    """
    contents = [(r.article.id, r.article.content_hash) for r in knowledge.revisions]
    stated = sorted((statement.about, statement.text) for statement in knowledge.statements)
    return hashlib.sha256(repr((contents, knowledge.aliases, stated)).encode()).hexdigest()
