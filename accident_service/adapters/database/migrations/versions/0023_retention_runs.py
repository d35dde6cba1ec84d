"""Runs of destruction, proposed by one person and approved by another."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TABLE = "retention_run"


def upgrade() -> None:
    """The table, and an index by state."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_run")),
    )
    op.create_index(op.f("ix_retention_run_state_proposed_at"), TABLE, ["state", "proposed_at"])


def downgrade() -> None:
    """Forget the runs; the tombstones stay."""
    op.drop_table(TABLE)
