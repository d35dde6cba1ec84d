"""An insurer's client may have two secrets for a time, and be tied to a certificate."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Secrets move to a table of their own; no client loses its."""
    op.create_table(
        "insurer_client_secret",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("client_id", sa.String(200), nullable=False),
        sa.Column("secret_hash", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["insurer_client.client_id"],
            name=op.f("fk_insurer_client_secret_client_id_insurer_client"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insurer_client_secret")),
    )
    op.create_index(
        op.f("ix_insurer_client_secret_client_id"), "insurer_client_secret", ["client_id"]
    )
    # When a secret was made was not kept; a day before any of them stands for it.
    op.execute(
        "INSERT INTO insurer_client_secret (client_id, secret_hash, made_at)"
        " SELECT client_id, secret_hash, '2026-01-01 00:00:00.000000' FROM insurer_client"
    )
    with op.batch_alter_table("insurer_client") as client:
        client.drop_column("secret_hash")
        client.add_column(sa.Column("certificates", sa.Text(), server_default="", nullable=False))
    with op.batch_alter_table("insurer") as insurer:
        insurer.add_column(
            sa.Column("sandbox", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    """Back to one secret each: the newest."""
    with op.batch_alter_table("insurer") as insurer:
        insurer.drop_column("sandbox")
    with op.batch_alter_table("insurer_client") as client:
        client.drop_column("certificates")
        client.add_column(
            sa.Column("secret_hash", sa.String(64), server_default="0" * 64, nullable=False)
        )
    op.execute(
        "UPDATE insurer_client SET secret_hash = (SELECT secret_hash FROM insurer_client_secret"
        " WHERE insurer_client_secret.client_id = insurer_client.client_id"
        " ORDER BY id DESC LIMIT 1)"
    )
    with op.batch_alter_table("insurer_client") as client:
        client.alter_column("secret_hash", server_default=None)
    op.drop_table("insurer_client_secret")
