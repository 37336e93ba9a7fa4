"""What persons decide: why a vote, whose questions are not logged, who is to be told of an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables and the column; the votes so far have no reason."""
    op.add_column("votes", sa.Column("reason", sa.String))
    op.create_table(
        "opt_outs",
        sa.Column("person", sa.String, nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_opt_outs"),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.String, nullable=False),
        *(
            sa.Column(name, sa.String, nullable=False)
            for name in ("person", "seal", "community_kind", "community_id", "story")
        ),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("checked", sa.String),
        sa.Column("claimed_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
    )
    for column in ("person", "made_at"):
        op.create_index(f"ix_notices_{column}", "notices", [column])
