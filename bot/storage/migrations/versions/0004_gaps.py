"""Gaps: which questions ask the same, what came closest to answering them, what was done about them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables; of questions so far it is not known how near the matter they were."""
    op.add_column("queries", sa.Column("topic", sa.Float))
    op.add_column("queries", sa.Column("stated", sa.Boolean, nullable=False, server_default=sa.false()))
    _create_near_misses()
    _create_gaps()
    _create_gap_questions()
    _create_gap_acts()
    _create_bursts()


def _create_near_misses() -> None:
    op.create_table(
        "near_misses",
        sa.Column("query_id", sa.String, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("story", "article_id")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("revision", "start", "end")),
        sa.PrimaryKeyConstraint("query_id", name="pk_near_misses"),
        sa.ForeignKeyConstraint(
            ["query_id"], ["queries.id"], name="fk_near_misses_queries", ondelete="CASCADE"
        ),
    )


def _create_gaps() -> None:
    op.create_table(
        "gap_scopes",
        sa.Column("id", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("community_kind", "community_id", "story")),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_gap_scopes"),
    )
    op.create_index(
        "ix_gap_scopes_community_kind_community_id_story",
        "gap_scopes",
        ["community_kind", "community_id", "story"],
        unique=True,
    )
    op.create_table(
        "gaps",
        sa.Column("scope_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("same_as", sa.Integer),
        sa.PrimaryKeyConstraint("scope_id", "number", name="pk_gaps"),
        sa.ForeignKeyConstraint(["scope_id"], ["gap_scopes.id"], name="fk_gaps_gap_scopes"),
    )


def _create_gap_questions() -> None:
    op.create_table(
        "gap_questions",
        sa.Column("query_id", sa.String, nullable=False),
        *_of_gap("gap_questions"),
        sa.Column("words", sa.Text),
        sa.PrimaryKeyConstraint("query_id", name="pk_gap_questions"),
        sa.ForeignKeyConstraint(
            ["query_id"], ["queries.id"], name="fk_gap_questions_queries", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_gap_questions_scope_id_gap", "gap_questions", ["scope_id", "gap"])


def _create_gap_acts() -> None:
    op.create_table(
        "gap_acts",
        sa.Column("id", sa.Integer, nullable=False),
        *_of_gap("gap_acts"),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("moderator_id", sa.BigInteger),
        sa.Column("subject", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_gap_acts"),
    )
    op.create_index("ix_gap_acts_scope_id_gap", "gap_acts", ["scope_id", "gap"])


def _create_bursts() -> None:
    op.create_table(
        "bursts",
        sa.Column("id", sa.Integer, nullable=False),
        *_of_gap("bursts"),
        *(sa.Column(name, _MOMENT, nullable=False) for name in ("told_at", "last_at")),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("expected", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bursts"),
    )
    op.create_index("ix_bursts_scope_id_gap", "bursts", ["scope_id", "gap"])


def _of_gap(table: str) -> tuple[sa.Column[int] | sa.ForeignKeyConstraint, ...]:
    return (
        sa.Column("scope_id", sa.Integer, nullable=False),
        sa.Column("gap", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["scope_id", "gap"], ["gaps.scope_id", "gaps.number"], name=f"fk_{table}_gaps"
        ),
    )
