"""What parties say of the service."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The marks; nobody has given one before."""
    op.create_table(
        "feedback",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("mark BETWEEN 1 AND 5", name=op.f("ck_feedback_mark")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["accident_case.id"], name=op.f("fk_feedback_case_id_accident_case")
        ),
        sa.PrimaryKeyConstraint("case_id", "letter", name=op.f("pk_feedback")),
    )
    op.create_index(op.f("ix_feedback_at_unit"), "feedback", ["at", "unit"])


def downgrade() -> None:
    """Drop them; the marks are lost."""
    op.drop_table("feedback")
