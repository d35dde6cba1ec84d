"""Cases that wait for a second officer are found by who has signed first."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLE = "case_first_signature"


def upgrade() -> None:
    """The table; cases that wait already get their rows anew, and with them their place in it."""
    op.create_table(
        TABLE,
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("officer_id", sa.String(64), nullable=False),
        sa.Column("unit", sa.String(64), nullable=False),
        sa.Column("higher_unit", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["accident_case.id"],
            name=op.f("fk_case_first_signature_case_id_accident_case"),
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_first_signature")),
    )
    for column in ("unit", "higher_unit"):
        op.create_index(op.f(f"ix_case_first_signature_{column}"), TABLE, [column])
    # What lists read is made anew where it is missing. ("_" stands for the colon.)
    op.execute("DELETE FROM case_summary WHERE document LIKE '%\"waits_for_second\"_true%'")


def downgrade() -> None:
    """Forget who has signed first; the cases themselves know."""
    op.drop_table(TABLE)
