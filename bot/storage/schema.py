"""The tables, in words that SQLite and PostgreSQL both understand.

Revisions, alias revisions, publications, acts and settings are only ever added to. A change of a table needs
a new `SCHEMA_VERSION` and a migration of that name in `migrations/versions`.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
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
    false,
)

from bot.storage.moments import UtcDateTime

SCHEMA_VERSION = "0002"


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
    # The server whose moderators made it; empty for stories that the operator keeps.
    Column("owner", String, nullable=False, server_default=""),
    Column("copied_from", String),
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

# One row for each version of a story from schema 0002 on, and one for each article that it changed.
publications = Table(
    "publications",
    metadata,
    Column("story", String, ForeignKey("stories.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("made_by", String, nullable=False),
    Column("moderator_id", BigInteger),
    Column("published_at", UtcDateTime, nullable=False),
    Column("reason", Text, nullable=False),
    Column("aliases_before", Integer),
    Column("aliases_after", Integer),
)

replacements = Table(
    "replacements",
    metadata,
    Column("story", String, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("article_id", String, primary_key=True),
    Column("before", Integer),
    Column("after", Integer),
    ForeignKeyConstraint(["story", "version"], ["publications.story", "publications.version"]),
    Index(None, "story", "article_id"),
)

statements = Table(
    "statements",
    metadata,
    Column("story", String, ForeignKey("stories.id"), primary_key=True),
    Column("id", String, primary_key=True),
    Column("about", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("signed", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("made_version", Integer, nullable=False),
    Column("ended_version", Integer),
)

# What moderators look at before they publish it; a draft is deleted when it was published or thrown away.
drafts = Table(
    "drafts",
    metadata,
    Column("id", String, primary_key=True),
    Column("story", String, nullable=False, index=True),
    Column("change", JSON, nullable=False),
    Column("base", Integer, nullable=False),
    Column("community_id", String, nullable=False),
    Column("moderator_id", BigInteger),
    Column("made_at", UtcDateTime, nullable=False),
)

# When a page was fetched again last, and what it said then.
watches = Table(
    "watches",
    metadata,
    Column("story", String, primary_key=True),
    Column("article_id", String, primary_key=True),
    Column("checked_at", UtcDateTime, nullable=False),
    Column("page", Text),
)

golden_questions = Table(
    "golden_questions",
    metadata,
    Column("story", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("question", Text, nullable=False),
    Column("article_id", String),
    Column("sentence", Text),
    Column("moderator_id", BigInteger),
    Column("made_at", UtcDateTime, nullable=False),
)

acts = Table(
    "acts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("community_id", String, nullable=False, index=True),
    Column("actor", String, nullable=False),
    Column("command", String, nullable=False),
    Column("subject", Text, nullable=False),
    Column("done", Boolean, nullable=False),
    Column("story", String),
    Column("version", Integer),
    Column("notes", JSON, nullable=False),
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
    # Only the asker saw the answer: nobody can open it or correct it.
    Column("private", Boolean, nullable=False, server_default=false()),
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
