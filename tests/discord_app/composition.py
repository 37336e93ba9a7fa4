"""The bot as its composition root makes it, on a database file of its own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.answering.config import AnsweringConfig
from bot.answering.service import AnswerService
from bot.app import create_bot
from bot.discord_app.client import StorydeskBot
from bot.domain import Article, MadeBy
from bot.settings import load_settings
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database


class OneService(AnswerService):
    """An answering service that stays the same whatever a community has set, to be watched or broken."""

    def with_config(self, config: AnsweringConfig) -> "OneService":
        return self


async def publish(file: Path, articles: Sequence[Article]) -> None:
    """Publish articles in a database file."""
    async with open_database(f"sqlite:///{file}") as database:
        await SqlArticleStore(database).publish(articles, made_by=MadeBy.SHIPPED)


def build_bot(file: Path, **settings: Any) -> StorydeskBot:
    """Return a bot on a database file; many questions in a row are allowed unless set otherwise."""
    fixed = {
        "database_url": f"sqlite:///{file}",
        "knowledge_dir": None,
        "hash_key": "a key that only the tests know",
        "discord_token": None,
    }
    return create_bot(load_settings(**fixed, **({"cooldown_questions": 1000} | settings)))
