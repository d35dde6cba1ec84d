"""Changes of determinations are found by their moment without reading all of them."""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

NAME = "ix_determination_updated_at_change"


def upgrade() -> None:
    """One index."""
    op.create_index(op.f(NAME), "determination", ["updated_at", "change"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index(op.f(NAME), table_name="determination")
