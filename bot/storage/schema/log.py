"""The tables of the query log: what was asked, what was shown, what readers thought of it."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    false,
)

from bot.storage.moments import UtcDateTime
from bot.storage.schema.base import metadata

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
    # `bot.ports.Reach`: what became of the last try to correct its message.
    Column("reach", String, nullable=False, server_default=""),
    # The probability that the articles speak of the matter, as it was when it was asked.
    Column("topic", Float),
    # A moderators' statement was shown.
    Column("stated", Boolean, nullable=False, server_default=false()),
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
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
    Index(None, "story", "article_id", "revision"),
)

votes = Table(
    "votes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("query_id", String, ForeignKey("queries.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("vote", String, nullable=False),
    Column("voted_at", UtcDateTime, nullable=False),
    # Why an answer did not help, as a person said in one more tap.
    Column("reason", String),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("query_id", String, ForeignKey("queries.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("reported_at", UtcDateTime, nullable=False, index=True),
)

# With the two tables below, all that ties anything to a person or a message; its rows are deleted after a
# short time.
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

# Whose questions are not logged, by keyed hash.
opt_outs = Table(
    "opt_outs",
    metadata,
    Column("person", String, primary_key=True),
    Column("since", UtcDateTime, nullable=False),
)

# Who asked to be told once articles answer a question. `seal` is a user id, encrypted with a key that is kept
# apart; `checked` names the state of the story that was looked at last; `claimed_at` is when a process began
# to tell it.
notices = Table(
    "notices",
    metadata,
    Column("id", String, primary_key=True),
    Column("person", String, nullable=False, index=True),
    Column("seal", String, nullable=False),
    Column("community_kind", String, nullable=False),
    Column("community_id", String, nullable=False),
    Column("story", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False, index=True),
    Column("checked", String),
    Column("claimed_at", UtcDateTime),
)
