"""The tables, in words that SQLite and PostgreSQL both understand.

Revisions, alias revisions and settings are only ever added to. A change of a table needs a new
`SCHEMA_VERSION` and a migration of that name in `migrations/versions`.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
)

SCHEMA_VERSION = "0001"


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: stored in UTC, comes back with its time zone. A moment without one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn a moment into UTC."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a moment needs a time zone"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give a moment the time zone that SQLite does not keep."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# Alembic's own table, drawn here so that a new database is stamped without importing Alembic.
schema_versions = Table(
    "alembic_version",
    metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)

stories = Table(
    "stories",
    metadata,
    Column("id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    Column("story", String, ForeignKey("stories.id"), primary_key=True),
    Column("article_id", String, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("publisher", Text),
    Column("author", Text),
    Column("url", Text),
    Column("published", Date),
    Column("language", String),
    Column("origin", Text),
    Column("based_on", JSON, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("made_by", String, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

# `live_revision` is empty while an article is withdrawn; its revisions stay.
articles = Table(
    "articles",
    metadata,
    Column("story", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("live_revision", Integer),
    ForeignKeyConstraint(
        ["story", "id", "live_revision"], ["revisions.story", "revisions.article_id", "revisions.number"]
    ),
)

alias_revisions = Table(
    "alias_revisions",
    metadata,
    Column("story", String, ForeignKey("stories.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("groups", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("community_kind", String, nullable=False),
    Column("community_id", String, nullable=False),
    Column("key", String, nullable=False),
    Column("value", JSON, nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    Index(None, "community_kind", "community_id", "key"),
)

queries = Table(
    "queries",
    metadata,
    Column("id", String, primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False, index=True),
    Column("community_kind", String, nullable=False),
    Column("community_id", String, nullable=False),
    Column("channel_kind", String, nullable=False),
    Column("asked_by", String, nullable=False),
    Column("story", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("answered", Boolean, nullable=False),
    Column("band", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("took_ms", Float, nullable=False),
    Index(None, "community_kind", "community_id", "asked_at"),
)

# No foreign key to revisions: the log of what was shown is taken whatever became of the knowledge.
query_quotes = Table(
    "query_quotes",
    metadata,
    Column("query_id", String, ForeignKey("queries.id", ondelete="CASCADE"), primary_key=True),
    Column("rank", Integer, primary_key=True, autoincrement=False),
    Column("story", String, nullable=False),
    Column("article_id", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index(None, "story", "article_id", "revision"),
)

votes = Table(
    "votes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("query_id", String, ForeignKey("queries.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("vote", String, nullable=False),
    Column("voted_at", UtcDateTime, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("query_id", String, ForeignKey("queries.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("reported_at", UtcDateTime, nullable=False, index=True),
)

# The only table that ties anything to a person or a message; its rows are deleted after a short time.
traces = Table(
    "traces",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("query_id", String, ForeignKey("queries.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("role", String, nullable=False),
    Column("vote_id", Integer, ForeignKey("votes.id", ondelete="CASCADE"), index=True),
    Column("report_id", Integer, ForeignKey("reports.id", ondelete="CASCADE"), index=True),
    Column("person", String, nullable=False, index=True),
    Column("channel_id", BigInteger),
    Column("message_id", BigInteger, index=True),
    Column("created_at", UtcDateTime, nullable=False, index=True),
)
