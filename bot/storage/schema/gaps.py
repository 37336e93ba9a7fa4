"""The tables of the gaps. What stands in them of a question goes when the question goes from the log."""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
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

# What an article said that came closest where it did not answer.
near_misses = Table(
    "near_misses",
    metadata,
    Column("query_id", String, ForeignKey("queries.id", ondelete="CASCADE"), primary_key=True),
    Column("story", String, nullable=False),
    Column("article_id", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

# One row for each community and story that has gaps; a copy of a story shares the row of its original.
gap_scopes = Table(
    "gap_scopes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("community_kind", String, nullable=False),
    Column("community_id", String, nullable=False),
    Column("story", String, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "community_kind", "community_id", "story", unique=True),
)

# `same_as` is the gap that this one repeats, which repeats no other.
gaps = Table(
    "gaps",
    metadata,
    Column("scope_id", Integer, ForeignKey("gap_scopes.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("same_as", Integer),
)

# Every question of the log, well answered or not: what is well answered today may be called unhelpful
# tomorrow. `words` are set for the first wordings of a gap, by which others are known to belong to it.
gap_questions = Table(
    "gap_questions",
    metadata,
    Column("query_id", String, ForeignKey("queries.id", ondelete="CASCADE"), primary_key=True),
    Column("scope_id", Integer, nullable=False),
    Column("gap", Integer, nullable=False),
    Column("words", Text),
    ForeignKeyConstraint(["scope_id", "gap"], ["gaps.scope_id", "gaps.number"]),
    Index(None, "scope_id", "gap"),
)

gap_acts = Table(
    "gap_acts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("scope_id", Integer, nullable=False),
    Column("gap", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("moderator_id", BigInteger),
    Column("subject", Text, nullable=False),
    ForeignKeyConstraint(["scope_id", "gap"], ["gaps.scope_id", "gaps.number"]),
    Index(None, "scope_id", "gap"),
)

# One row for each burst of questions that moderators were told of.
bursts = Table(
    "bursts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("scope_id", Integer, nullable=False),
    Column("gap", Integer, nullable=False),
    Column("told_at", UtcDateTime, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("expected", Float, nullable=False),
    ForeignKeyConstraint(["scope_id", "gap"], ["gaps.scope_id", "gaps.number"]),
    Index(None, "scope_id", "gap"),
)
