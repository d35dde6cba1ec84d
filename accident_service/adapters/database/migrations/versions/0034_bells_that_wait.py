"""Only bells that wait are kept, so that finding the next costs the same after a million cases."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

UNSENT = sa.text("sent_at IS NULL")
LINES = {
    "ix_outbox_unsent": ["queue", "rank_at", "id"],
    "ix_outbox_unsent_site": ["site", "queue", "haste", "rank_at"],
}


def upgrade() -> None:
    """Bells that were answered go; what is asked of the others has its indexes."""
    attempts = sa.table("step_attempt", sa.column("id"), sa.column("state"))
    bells = sa.table("outbox", sa.column("attempt_id"))
    waiting = sa.select(attempts.c.id).where(attempts.c.state == "waiting")
    op.execute(sa.delete(bells).where(bells.c.attempt_id.not_in(waiting)))
    op.drop_index(op.f("ix_outbox_queue_sent_at_rank_at"), table_name="outbox")
    op.drop_index(op.f("ix_outbox_site_sent_at"), table_name="outbox")
    for name, columns in LINES.items():
        op.create_index(name, "outbox", columns, sqlite_where=UNSENT, postgresql_where=UNSENT)


def downgrade() -> None:
    """The indexes as they were; the version before does not miss the bells."""
    for name in LINES:
        op.drop_index(name, table_name="outbox")
    op.create_index(
        op.f("ix_outbox_queue_sent_at_rank_at"), "outbox", ["queue", "sent_at", "rank_at"]
    )
    op.create_index(op.f("ix_outbox_site_sent_at"), "outbox", ["site", "sent_at"])
