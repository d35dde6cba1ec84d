"""Cases, their parties, and the attempts at their steps."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

OPEN_ATTEMPT = sa.text("state IN ('waiting', 'running')")


def upgrade() -> None:
    """Cases, their parties, and the attempts at their steps."""
    _create_accident_case()
    _create_case_party()
    _create_step_attempt()
    _create_outbox()


def downgrade() -> None:
    """Drop them; everything in them is lost."""
    op.drop_table("outbox")
    op.drop_table("step_attempt")
    op.drop_table("case_party")
    op.drop_table("accident_case")


def _create_accident_case() -> None:
    op.create_table(
        "accident_case",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("tracking_code", sa.String(length=16), nullable=False),
        sa.Column("submission_key", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("site", sa.String(length=200), nullable=True),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accident_case")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_accident_case_submission_key")),
        sa.UniqueConstraint("tracking_code", name=op.f("uq_accident_case_tracking_code")),
    )
    op.create_index(
        op.f("ix_accident_case_site_occurred_at"), "accident_case", ["site", "occurred_at"]
    )
    op.create_index(op.f("ix_accident_case_stage_filed_at"), "accident_case", ["stage", "filed_at"])


def _create_case_party() -> None:
    op.create_table(
        "case_party",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("plate", sa.String(length=32), nullable=False),
        sa.Column("insurer", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["accident_case.id"], name=op.f("fk_case_party_case_id_accident_case")
        ),
        sa.PrimaryKeyConstraint("case_id", "letter", name=op.f("pk_case_party")),
    )
    op.create_index(op.f("ix_case_party_insurer"), "case_party", ["insurer"])
    op.create_index(op.f("ix_case_party_phone"), "case_party", ["phone"])
    op.create_index(op.f("ix_case_party_plate"), "case_party", ["plate"])


def _create_step_attempt() -> None:
    op.create_table(
        "step_attempt",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("progress", sa.Float(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["accident_case.id"], name=op.f("fk_step_attempt_case_id_accident_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_attempt")),
        sa.UniqueConstraint(
            "case_id", "step", "number", name=op.f("uq_step_attempt_case_id_step_number")
        ),
    )
    op.create_index(
        op.f("ix_step_attempt_state_lease_expires_at"),
        "step_attempt",
        ["state", "lease_expires_at"],
    )
    op.create_index(
        "uq_step_attempt_open",
        "step_attempt",
        ["case_id", "step"],
        unique=True,
        sqlite_where=OPEN_ATTEMPT,
        postgresql_where=OPEN_ATTEMPT,
    )


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("attempt_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["step_attempt.id"], name=op.f("fk_outbox_attempt_id_step_attempt")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_attempt_id"), "outbox", ["attempt_id"])
    op.create_index(op.f("ix_outbox_sent_at_not_before"), "outbox", ["sent_at", "not_before"])
