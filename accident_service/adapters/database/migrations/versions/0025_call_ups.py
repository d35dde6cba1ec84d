"""The register of recordings called up; like the audit chain, it refuses every change."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The table, and what keeps it as it is."""
    op.create_table(
        "call_up",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("request_key", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("tracking_code", sa.String(16), nullable=False),
        sa.Column("network", sa.String(32), nullable=False),
        sa.Column("site", sa.String(200), nullable=False),
        sa.Column("camera", sa.String(200), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("to_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("basis", sa.String(200), nullable=False),
        sa.Column("due", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_call_up")),
        sa.UniqueConstraint("request_key", name=op.f("uq_call_up_request_key")),
    )
    op.create_index(op.f("ix_call_up_at"), "call_up", ["at"])
    op.create_index(op.f("ix_call_up_case_id"), "call_up", ["case_id"])
    op.create_index(op.f("ix_call_up_network_number"), "call_up", ["network", "number"])
    _make_it_append_only()


def downgrade() -> None:
    """Drop it."""
    op.drop_table("call_up")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_call_up_change()")


def _make_it_append_only() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_call_up_change() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'the call-up register is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER call_up_stays BEFORE UPDATE OR DELETE ON call_up"
            " FOR EACH ROW EXECUTE FUNCTION refuse_call_up_change()"
        )
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER call_up_refuses_{act.lower()} BEFORE {act} ON call_up"
            " BEGIN SELECT RAISE(ABORT, 'the call-up register is append-only'); END"
        )
