"""What stays of a case that was destroyed when its time was over."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The tombstones; nothing has been destroyed before."""
    op.create_table(
        "tombstone",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("tracking_code", sa.String(length=16), nullable=False),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("swept_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_tombstone")),
        sa.UniqueConstraint("tracking_code", name=op.f("uq_tombstone_tracking_code")),
    )
    op.create_index(op.f("ix_tombstone_destroyed_at"), "tombstone", ["destroyed_at"])


def downgrade() -> None:
    """Drop them; that the cases existed is then told by the audit chain alone."""
    op.drop_table("tombstone")
