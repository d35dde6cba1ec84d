"""Officers, insurers, phone codes, invitations and half-filled forms."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Officers, insurers, phone codes, invitations and half-filled forms."""
    _create_officer()
    _create_insurer()
    _create_insurer_client()
    _create_one_time_code()
    _create_invite_link()
    _create_draft()


def downgrade() -> None:
    """Drop them; everything in them is lost."""
    op.drop_table("draft")
    op.drop_table("invite_link")
    op.drop_table("one_time_code")
    op.drop_table("insurer_client")
    op.drop_table("insurer")
    op.drop_table("officer")


def _create_officer() -> None:
    op.create_table(
        "officer",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("user_name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("police_no", sa.String(length=32), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("unit_name", sa.String(length=200), nullable=False),
        sa.Column("may_decide_simple_procedure", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer")),
        sa.UniqueConstraint("user_name", name=op.f("uq_officer_user_name")),
    )


def _create_insurer() -> None:
    op.create_table(
        "insurer",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insurer")),
        sa.UniqueConstraint("code", name=op.f("uq_insurer_code")),
    )


def _create_insurer_client() -> None:
    op.create_table(
        "insurer_client",
        sa.Column("client_id", sa.String(length=200), nullable=False),
        sa.Column("insurer_id", sa.String(length=64), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["insurer_id"], ["insurer.id"], name=op.f("fk_insurer_client_insurer_id_insurer")
        ),
        sa.PrimaryKeyConstraint("client_id", name=op.f("pk_insurer_client")),
    )


def _create_one_time_code() -> None:
    op.create_table(
        "one_time_code",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=255), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_code")),
    )
    op.create_index(op.f("ix_one_time_code_phone_sent_at"), "one_time_code", ["phone", "sent_at"])


def _create_invite_link() -> None:
    op.create_table(
        "invite_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["accident_case.id"], name=op.f("fk_invite_link_case_id_accident_case")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invite_link")),
    )
    op.create_index(op.f("ix_invite_link_case_id"), "invite_link", ["case_id"])


def _create_draft() -> None:
    op.create_table(
        "draft",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_saved_at"), "draft", ["saved_at"])
