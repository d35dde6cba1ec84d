"""What follows an officer's act: proceedings, further documents, qualifications and units."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Proceedings, papers and their numbers; officers' qualification and higher unit.

    Officers enrolled before are taken to be qualified for the simple procedure, which is all
    that could be recorded of them; their higher unit is not known until it is entered.
    """
    _create_proceedings()
    _create_paper()
    op.add_column(
        "officer",
        sa.Column("qualification", sa.String(length=32), nullable=False, server_default="simple"),
    )
    op.add_column("officer", sa.Column("higher_unit", sa.String(length=64), nullable=True))
    op.add_column(
        "officer",
        sa.Column("higher_unit_name", sa.String(length=200), nullable=False, server_default=""),
    )


def downgrade() -> None:
    """Drop them; everything in them is lost."""
    op.drop_column("officer", "higher_unit_name")
    op.drop_column("officer", "higher_unit")
    op.drop_column("officer", "qualification")
    op.drop_table("paper_number")
    op.drop_table("paper")
    op.drop_table("proceedings")


def _create_proceedings() -> None:
    op.create_table(
        "proceedings",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("review_unit", sa.String(length=64), nullable=True),
        sa.Column("review_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["accident_case.id"], name=op.f("fk_proceedings_case_id_accident_case")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_proceedings")),
    )
    op.create_index(
        op.f("ix_proceedings_review_unit_review_since"),
        "proceedings",
        ["review_unit", "review_since"],
    )


def _create_paper() -> None:
    op.create_table(
        "paper",
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=1), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("pdf", sa.Text(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["accident_case.id"], name=op.f("fk_paper_case_id_accident_case")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_paper")),
    )
    op.create_index(op.f("ix_paper_case_id"), "paper", ["case_id"])
    op.create_table(
        "paper_number",
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=1), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "year", "kind", name=op.f("pk_paper_number")),
    )
