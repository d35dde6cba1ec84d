"""An attempt keeps on whose request it is made; readings of clips are counted by their moment."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

READINGS = "ix_camera_reading_at"


def upgrade() -> None:
    """A column that is empty for what was asked before, and an index."""
    op.add_column(
        "step_attempt", sa.Column("request", sa.String(64), nullable=False, server_default="")
    )
    op.create_index(op.f(READINGS), "camera_reading", ["at"])


def downgrade() -> None:
    """Drop both."""
    op.drop_index(op.f(READINGS), table_name="camera_reading")
    op.drop_column("step_attempt", "request")
