"""Bells know their queue, their haste and their place in line."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

QUEUES = (
    ("fetch", ("find-clips", "fetch-clips", "secure-clips")),
    ("reconstruct", ("reconstruct", "propose", "look-again")),
    ("documents", ("issue-determination", "make-party-pictures", "disclose")),
    ("deliver", ("preserve-clips", "hand-over")),
)
# The version before this one writes bells without these: they are sorted in, and come first.
LONG_AGO = sa.text("'1970-01-01 00:00:00.000000'")


def upgrade() -> None:
    """The columns; bells that wait keep the order they were asked for in."""
    with op.batch_alter_table("outbox") as table:
        table.add_column(sa.Column("queue", sa.String(16), server_default="", nullable=False))
        table.add_column(
            sa.Column("haste", sa.String(16), server_default="ordinary", nullable=False)
        )
        table.add_column(sa.Column("site", sa.String(200), nullable=True))
        table.add_column(
            sa.Column(
                "rank_at", sa.DateTime(timezone=True), server_default=LONG_AGO, nullable=False
            )
        )
    attempts = sa.table("step_attempt", sa.column("id"), sa.column("step"))
    bells = sa.table("outbox", *map(sa.column, ("attempt_id", "queue", "rank_at", "not_before")))
    for queue, steps in QUEUES:
        theirs = sa.select(attempts.c.id).where(attempts.c.step.in_(steps))
        op.execute(
            sa.update(bells)
            .where(bells.c.attempt_id.in_(theirs))
            .values(queue=queue, rank_at=bells.c.not_before)
        )
    op.create_index(
        op.f("ix_outbox_queue_sent_at_rank_at"), "outbox", ["queue", "sent_at", "rank_at"]
    )
    op.create_index(op.f("ix_outbox_site_sent_at"), "outbox", ["site", "sent_at"])


def downgrade() -> None:
    """Drop them; bells are rung in the order they were asked for."""
    op.drop_index(op.f("ix_outbox_site_sent_at"), table_name="outbox")
    op.drop_index(op.f("ix_outbox_queue_sent_at_rank_at"), table_name="outbox")
    with op.batch_alter_table("outbox") as table:
        for name in ("rank_at", "site", "haste", "queue"):
            table.drop_column(name)
