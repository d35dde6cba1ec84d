"""A password that was handed over is known to be one until its owner has chosen another."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody knows any more of passwords there are: they count as their owners' own."""
    op.add_column(
        "officer",
        sa.Column("password_handed_over", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    """All count as their owners' own again."""
    op.drop_column("officer", "password_handed_over")
