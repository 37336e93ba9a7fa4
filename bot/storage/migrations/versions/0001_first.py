"""The first schema: knowledge, settings, the query log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create every table."""
    _create_knowledge()
    _create_settings()
    _create_queries()
    _create_feedback()
    _create_traces()


def _create_knowledge() -> None:
    op.create_table(
        "stories",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
    )
    op.create_table(
        "revisions",
        sa.Column("story", sa.String, nullable=False),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text) for name in ("publisher", "author", "url")),
        sa.Column("published", sa.Date),
        sa.Column("language", sa.String),
        sa.Column("origin", sa.Text),
        sa.Column("based_on", sa.JSON, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("made_by", sa.String, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("story", "article_id", "number", name="pk_revisions"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_revisions_stories"),
    )
    op.create_table(
        "articles",
        sa.Column("story", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("live_revision", sa.Integer),
        sa.PrimaryKeyConstraint("story", "id", name="pk_articles"),
        sa.ForeignKeyConstraint(
            ["story", "id", "live_revision"],
            ["revisions.story", "revisions.article_id", "revisions.number"],
            name="fk_articles_revisions",
        ),
    )
    op.create_table(
        "alias_revisions",
        sa.Column("story", sa.String, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("groups", sa.JSON, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("story", "number", name="pk_alias_revisions"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_alias_revisions_stories"),
    )


def _create_settings() -> None:
    op.create_table(
        "settings",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("community_kind", sa.String, nullable=False),
        sa.Column("community_id", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("value", sa.JSON, nullable=False),
        sa.Column("set_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_settings"),
    )
    _create_index("settings", "community_kind", "community_id", "key")


def _create_queries() -> None:
    op.create_table(
        "queries",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        *(
            sa.Column(name, sa.String, nullable=False)
            for name in ("community_kind", "community_id", "channel_kind", "asked_by", "story")
        ),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answered", sa.Boolean, nullable=False),
        sa.Column("band", sa.String, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("took_ms", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_queries"),
    )
    _create_index("queries", "asked_at")
    _create_index("queries", "community_kind", "community_id", "asked_at")
    op.create_table(
        "query_quotes",
        sa.Column("query_id", sa.String, nullable=False),
        sa.Column("rank", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("story", sa.String, nullable=False),
        sa.Column("article_id", sa.String, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("revision", "start", "end")),
        sa.PrimaryKeyConstraint("query_id", "rank", name="pk_query_quotes"),
        _foreign_key("query_quotes", "query_id", "queries"),
    )
    _create_index("query_quotes", "story", "article_id", "revision")


def _create_feedback() -> None:
    op.create_table(
        "votes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("query_id", sa.String, nullable=False),
        sa.Column("vote", sa.String, nullable=False),
        sa.Column("voted_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_votes"),
        _foreign_key("votes", "query_id", "queries"),
    )
    _create_index("votes", "query_id")
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("query_id", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("reported_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        _foreign_key("reports", "query_id", "queries"),
    )
    _create_index("reports", "query_id")
    _create_index("reports", "reported_at")


def _create_traces() -> None:
    op.create_table(
        "traces",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("query_id", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("vote_id", sa.Integer),
        sa.Column("report_id", sa.Integer),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("channel_id", sa.BigInteger),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_traces"),
        _foreign_key("traces", "query_id", "queries"),
        _foreign_key("traces", "vote_id", "votes"),
        _foreign_key("traces", "report_id", "reports"),
    )
    for column in ("query_id", "vote_id", "report_id", "person", "message_id", "created_at"):
        _create_index("traces", column)


def _foreign_key(table: str, column: str, referred: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{referred}.id"], name=f"fk_{table}_{referred}", ondelete="CASCADE"
    )


def _create_index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
