"""The tables of what the bot knows: stories, articles, what moderators do, what communities have set."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from bot.storage.moments import UtcDateTime
from bot.storage.schema.base import metadata

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
