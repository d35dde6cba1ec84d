"""How long a step usually takes is asked for by every page that waits."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NAME = "ix_step_attempt_step_state_finished_at"


def upgrade() -> None:
    """An index over the steps that are done, newest last."""
    op.create_index(op.f(NAME), "step_attempt", ["step", "state", "finished_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index(op.f(NAME), table_name="step_attempt")
