"""What is kept of watching pages, in the database."""

from collections.abc import Mapping

from sqlalchemy import delete, insert, select

from bot.ports import Watch
from bot.storage import schema
from bot.storage.database import Database

_watches = schema.watches.c


class SqlWatches:
    """The watches of each story. Implements `bot.ports.Watches`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, story: str) -> Mapping[str, Watch]:
        """Return the watches of a story, by article id."""
        query = select(schema.watches).where(_watches.story == story)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return {row.article_id: Watch(row.checked_at, row.page) for row in rows}

    async def put(self, story: str, article_id: str, watch: Watch) -> None:
        """Keep a watch in place of the one before."""
        row = {"checked_at": watch.checked_at, "page": watch.page}
        held = (_watches.story == story, _watches.article_id == article_id)
        async with self._database.write() as connection:
            await connection.execute(delete(schema.watches).where(*held))
            await connection.execute(insert(schema.watches).values(story=story, article_id=article_id, **row))
