"""What moderators do: publications, statements, drafts, acts; whose a story is; who saw an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables and columns; every story so far is the operator's."""
    op.add_column("stories", sa.Column("owner", sa.String, nullable=False, server_default=""))
    op.add_column("stories", sa.Column("copied_from", sa.String))
    _add_mark("queries", "private")
    op.add_column("queries", sa.Column("reach", sa.String, nullable=False, server_default=""))
    _add_mark("query_quotes", "withdrawn")
    _create_publications()
    _create_statements()
    _create_drafts()
    _create_golden_questions()
    _create_watches()
    _create_acts()


def _add_mark(table: str, name: str) -> None:
    op.add_column(table, sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false()))


def _create_publications() -> None:
    op.create_table(
        "publications",
        sa.Column("story", sa.String, nullable=False),
        sa.Column("version", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("made_by", sa.String, nullable=False),
        sa.Column("moderator_id", sa.BigInteger),
        sa.Column("published_at", _MOMENT, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("aliases_before", sa.Integer),
        sa.Column("aliases_after", sa.Integer),
        sa.PrimaryKeyConstraint("story", "version", name="pk_publications"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_publications_stories"),
    )
    op.create_table(
        "replacements",
        sa.Column("story", sa.String, nullable=False),
        sa.Column("version", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("before", sa.Integer),
        sa.Column("after", sa.Integer),
        sa.PrimaryKeyConstraint("story", "version", "article_id", name="pk_replacements"),
        sa.ForeignKeyConstraint(
            ["story", "version"],
            ["publications.story", "publications.version"],
            name="fk_replacements_publications",
        ),
    )
    op.create_index("ix_replacements_story_article_id", "replacements", ["story", "article_id"])


def _create_statements() -> None:
    op.create_table(
        "statements",
        sa.Column("story", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("about", "text", "signed")),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("made_version", sa.Integer, nullable=False),
        sa.Column("ended_version", sa.Integer),
        sa.PrimaryKeyConstraint("story", "id", name="pk_statements"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_statements_stories"),
    )


def _create_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("story", sa.String, nullable=False),
        sa.Column("change", sa.JSON, nullable=False),
        sa.Column("base", sa.Integer, nullable=False),
        sa.Column("community_id", sa.String, nullable=False),
        sa.Column("moderator_id", sa.BigInteger),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
    )
    op.create_index("ix_drafts_story", "drafts", ["story"])


def _create_golden_questions() -> None:
    op.create_table(
        "golden_questions",
        sa.Column("story", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("article_id", sa.String),
        sa.Column("sentence", sa.Text),
        sa.Column("moderator_id", sa.BigInteger),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("story", "id", name="pk_golden_questions"),
    )


def _create_watches() -> None:
    op.create_table(
        "watches",
        sa.Column("story", sa.String, nullable=False),
        sa.Column("article_id", sa.String, nullable=False),
        sa.Column("checked_at", _MOMENT, nullable=False),
        sa.Column("page", sa.Text),
        sa.PrimaryKeyConstraint("story", "article_id", name="pk_watches"),
    )


def _create_acts() -> None:
    op.create_table(
        "acts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("community_id", "actor", "command")),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("done", sa.Boolean, nullable=False),
        sa.Column("story", sa.String),
        sa.Column("version", sa.Integer),
        sa.Column("notes", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_acts"),
    )
    op.create_index("ix_acts_community_id", "acts", ["community_id"])
