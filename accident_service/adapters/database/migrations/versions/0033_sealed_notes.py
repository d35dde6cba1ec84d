"""Notes of hand-overs among officers are sealed too: people are named in them."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Room for what is sealed."""
    _set_type(sa.String(500), sa.Text())


def downgrade() -> None:
    """Back; `migrate.downgrade` has opened the notes."""
    _set_type(sa.Text(), sa.String(500))


def _set_type(before: sa.String, after: sa.String) -> None:
    with op.batch_alter_table("case_claim") as batch:
        batch.alter_column("note", existing_type=before, type_=after, existing_nullable=False)
