"""Which case needs which bytes is noted; what there is already is noted at the next start."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

UNNOTED = sa.text("blobs_revision IS NULL OR blobs_revision <> revision")


def upgrade() -> None:
    """The table, and up to which revision of a case it is right."""
    op.create_table(
        "blob_use",
        sa.Column("prefix", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["accident_case.id"], name=op.f("fk_blob_use_case_id_accident_case")
        ),
        sa.PrimaryKeyConstraint("prefix", "case_id", name=op.f("pk_blob_use")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_blob_use_case_id"), "blob_use", ["case_id"])
    op.add_column("case_summary", sa.Column("blobs_revision", sa.Integer(), nullable=True))
    op.create_index(
        "ix_case_summary_unnoted",
        "case_summary",
        ["case_id"],
        sqlite_where=UNNOTED,
        postgresql_where=UNNOTED,
    )


def downgrade() -> None:
    """Back to reading every other case."""
    op.drop_index("ix_case_summary_unnoted", table_name="case_summary")
    op.drop_column("case_summary", "blobs_revision")
    op.drop_table("blob_use")
