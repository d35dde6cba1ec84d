"""Photographs on their way from phones."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The uploads; photographs of cases are in the cases' own documents."""
    op.create_table(
        "photo_upload",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("folder", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("shot", sa.String(length=32), nullable=False),
        sa.Column("length_bytes", sa.BigInteger(), nullable=False),
        sa.Column("offset_bytes", sa.BigInteger(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.Text(), nullable=True),
        sa.Column("refused", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_upload")),
        sa.UniqueConstraint("phone", "key", name=op.f("uq_photo_upload_phone_key")),
    )
    op.create_index(op.f("ix_photo_upload_folder"), "photo_upload", ["folder"])
    op.create_index(op.f("ix_photo_upload_begun_at"), "photo_upload", ["begun_at"])


def downgrade() -> None:
    """Drop them; phones send again what had not become part of a case."""
    op.drop_table("photo_upload")
