"""The officers' desk: a row for every case, its search terms, claims, and who saw what.

The rows of cases that are there already are made by `migrate.upgrade` once the schema is the
newest: they are copies, and only the code of the day knows what they hold.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TERM = sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql")


def upgrade() -> None:
    """Create the four tables, empty."""
    _create_summary()
    _create_term()
    _create_claim()
    _create_seen()


def downgrade() -> None:
    """Drop them; claims and what was seen are lost, the rest is made anew."""
    for name in ("case_seen", "case_claim", "case_term", "case_summary"):
        op.drop_table(name)


def _create_summary() -> None:
    op.create_table(
        "case_summary",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("tab", sa.String(length=16), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("place_in_line_s", sa.BigInteger(), nullable=False),
        sa.Column("site", sa.String(length=200), nullable=True),
        sa.Column("rule_code", sa.String(length=64), nullable=True),
        sa.Column("strength", sa.String(length=16), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("terms_sha256", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        _to_case("case_summary"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_summary")),
    )
    op.create_index(
        "ix_case_summary_order",
        "case_summary",
        ["tab", "urgency", "due_on", "place_in_line_s", "case_id"],
    )
    for columns in (["site", "occurred_at"], ["occurred_at"], ["rule_code"]):
        name = op.f(f"ix_case_summary_{'_'.join(columns)}")
        op.create_index(name, "case_summary", columns)


def _create_term() -> None:
    op.create_table(
        "case_term",
        sa.Column("term", TERM, nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        _to_case("case_term"),
        sa.PrimaryKeyConstraint("term", "case_id", name=op.f("pk_case_term")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_case_term_case_id"), "case_term", ["case_id"])


def _create_claim() -> None:
    op.create_table(
        "case_claim",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("officer_name", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("handed_by", sa.String(length=200), nullable=False),
        _to_case("case_claim"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_claim")),
    )
    op.create_index(op.f("ix_case_claim_officer_id"), "case_claim", ["officer_id"])


def _create_seen() -> None:
    op.create_table(
        "case_seen",
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        _to_case("case_seen"),
        sa.PrimaryKeyConstraint("officer_id", "case_id", name=op.f("pk_case_seen")),
    )
    op.create_index(op.f("ix_case_seen_case_id"), "case_seen", ["case_id"])


def _to_case(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_case_id_accident_case")
    return sa.ForeignKeyConstraint(["case_id"], ["accident_case.id"], name=name)
