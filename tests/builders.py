"""Small values that many tests are made of."""

from datetime import UTC, datetime

from bot.domain import DEFAULT_STORY, AliasGroups, Article, MadeBy, Revision
from bot.ports import Knowledge
from bot.retrieval.index import Index

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def make_revision(
    body: str, *, article_id: str = "bridge", title: str = "", number: int = 1, **fields: object
) -> Revision:
    article = Article(id=article_id, title=title, body=body, **fields)  # type: ignore[arg-type]
    return Revision(article, number, NOW, MadeBy.IMPORT)


def make_knowledge(*revisions: Revision, aliases: AliasGroups = (), version: int = 1) -> Knowledge:
    return Knowledge(DEFAULT_STORY, version, revisions, aliases)


def make_index(*bodies: str, aliases: AliasGroups = ()) -> Index:
    """Return the index of articles that hold nothing but a body each; they are called a0, a1, …"""
    revisions = (
        make_revision(body, article_id=f"a{number}", language="en") for number, body in enumerate(bodies)
    )
    return Index(make_knowledge(*revisions, aliases=aliases))


class FixedIndexes:
    """Indexes of one story that never changes."""

    def __init__(self, index: Index) -> None:
        self._index = index

    async def current(self, story: str) -> Index:
        return self._index

    async def build(self, knowledge: Knowledge) -> Index:
        return Index(knowledge)
