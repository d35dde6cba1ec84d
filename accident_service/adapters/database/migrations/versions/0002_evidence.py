"""The audit chain, and determinations with their numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The audit chain, and determinations with their numbers."""
    _create_audit_entry()
    _create_audit_head()
    _create_determination()
    _create_determination_number()
    _start_the_chain()
    _make_the_chain_append_only()


def downgrade() -> None:
    """Drop them; everything in them is lost."""
    op.drop_table("determination_number")
    op.drop_table("determination")
    op.drop_table("audit_head")
    op.drop_table("audit_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")


def _create_audit_entry() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("verb", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("entry_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_entry")),
    )
    op.create_index(op.f("ix_audit_entry_case_id"), "audit_entry", ["case_id"])


def _create_audit_head() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("entry_hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )


def _create_determination() -> None:
    op.create_table(
        "determination",
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("pdf", sa.Text(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["accident_case.id"], name=op.f("fk_determination_case_id_accident_case")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_determination")),
    )
    op.create_index(
        op.f("ix_determination_case_id_version"),
        "determination",
        ["case_id", "version"],
        unique=True,
    )


def _create_determination_number() -> None:
    op.create_table(
        "determination_number",
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "year", name=op.f("pk_determination_number")),
    )


def _start_the_chain() -> None:
    head = sa.table("audit_head", sa.column("id"), sa.column("sequence"), sa.column("entry_hash"))
    op.bulk_insert(head, [{"id": 1, "sequence": 0, "entry_hash": "0" * 64}])


def _make_the_chain_append_only() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'the audit chain is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_entry_refuses_{act.lower()} BEFORE {act} ON audit_entry"
            " BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END"
        )
