"""How asking a camera for a case's recording ended is kept with the case."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two columns; of what was asked before, only that it was answered is known."""
    op.add_column("clip_wanted", sa.Column("outcome", sa.String(16), nullable=True))
    op.add_column("clip_wanted", sa.Column("outcome_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("clip_wanted", "outcome_at")
    op.drop_column("clip_wanted", "outcome")
