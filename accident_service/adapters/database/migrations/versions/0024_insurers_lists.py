"""Determinations keep the order of their changes; insurers search them, and leave claims."""

import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

NEVER = sa.text("'1970-01-01 00:00:00.000000'")


def upgrade() -> None:
    """The tables, and in them what is known of the determinations there are."""
    with op.batch_alter_table("determination") as table:
        table.add_column(sa.Column("change", sa.Integer(), server_default="0", nullable=False))
        table.add_column(
            sa.Column(
                "updated_at", sa.DateTime(timezone=True), server_default=NEVER, nullable=False
            )
        )
    with op.batch_alter_table("determination") as table:
        table.alter_column("updated_at", server_default=None)
    _create_determination_party()
    op.create_table(
        "determination_change",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_determination_change_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_determination_change")),
    )
    _create_insurance_claim()
    _create_answer_once()
    _fill_in()


def downgrade() -> None:
    """Drop them; claims are lost, the rest is copies."""
    op.drop_table("answer_once")
    op.drop_table("insurance_claim")
    op.drop_table("determination_change")
    op.drop_table("determination_party")
    with op.batch_alter_table("determination") as table:
        table.drop_column("updated_at")
        table.drop_column("change")


def _create_determination_party() -> None:
    op.create_table(
        "determination_party",
        sa.Column("number", sa.String(64), nullable=False),
        sa.Column("letter", sa.String(1), nullable=False),
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("insurer", sa.String(64), nullable=False),
        sa.Column("plate", sa.String(32), nullable=False),
        sa.Column("policy_no", sa.String(200), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"],
            ["determination.number"],
            name=op.f("fk_determination_party_number_determination"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["accident_case.id"],
            name=op.f("fk_determination_party_case_id_accident_case"),
        ),
        sa.PrimaryKeyConstraint("number", "letter", name=op.f("pk_determination_party")),
    )
    for name, columns in (
        ("ix_determination_party_case_id", ["case_id"]),
        ("ix_determination_party_insurer_change_number", ["insurer", "change", "number"]),
        ("ix_determination_party_plate", ["insurer", "plate", "change"]),
        ("ix_determination_party_policy", ["insurer", "policy_no", "change"]),
    ):
        op.create_index(op.f(name), "determination_party", columns)


def _create_insurance_claim() -> None:
    op.create_table(
        "insurance_claim",
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("insurer_id", sa.String(64), nullable=False),
        sa.Column("number", sa.String(64), nullable=False),
        sa.Column("reference", sa.String(64), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["accident_case.id"], name=op.f("fk_insurance_claim_case_id_accident_case")
        ),
        sa.ForeignKeyConstraint(
            ["insurer_id"], ["insurer.id"], name=op.f("fk_insurance_claim_insurer_id_insurer")
        ),
        sa.PrimaryKeyConstraint("case_id", "insurer_id", name=op.f("pk_insurance_claim")),
    )


def _create_answer_once() -> None:
    op.create_table(
        "answer_once",
        sa.Column("client_id", sa.String(200), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("request_sha256", sa.String(64), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["insurer_client.client_id"],
            name=op.f("fk_answer_once_client_id_insurer_client"),
        ),
        sa.PrimaryKeyConstraint("client_id", "key", name=op.f("pk_answer_once")),
    )
    op.create_index(op.f("ix_answer_once_begun_at"), "answer_once", ["begun_at"])


def _fill_in() -> None:
    """Number what there is by time of issue; when a status changed since was not kept."""
    bind = op.get_bind()
    made = sa.table("determination", *map(sa.column, ("number", "case_id", "document")))
    columns = ("number", "letter", "case_id", "insurer", "plate", "policy_no", "change")
    parties = sa.table(
        "determination_party",
        *map(sa.column, columns),
        sa.column("occurred_at", sa.DateTime(timezone=True)),
    )
    numbers = bind.execute(
        sa.text("SELECT number FROM determination ORDER BY issued_at, number")
    ).scalars()
    last = 0
    for last, number in enumerate(numbers.all(), start=1):
        row = bind.execute(sa.select(made).where(made.c.number == number)).one()
        bind.execute(
            sa.text(
                "UPDATE determination SET change = :change, updated_at = issued_at"
                " WHERE number = :number"
            ),
            {"change": last, "number": number},
        )
        bind.execute(sa.insert(parties), _party_rows(row, last))
    bind.execute(
        sa.text(
            "INSERT INTO determination_change (id, last, last_at) SELECT 1, :last,"
            " COALESCE((SELECT max(updated_at) FROM determination), '1970-01-01 00:00:00.000000')"
        ),
        {"last": last},
    )


def _party_rows(row: sa.Row[tuple[str, str, str]], change: int) -> list[dict[str, object]]:
    issued = json.loads(row.document)["determination"]
    occurred_at = datetime.fromisoformat(issued["occurred_at"]).astimezone(UTC)
    return [
        {
            "number": row.number,
            "letter": party["letter"],
            "case_id": row.case_id,
            "insurer": party["insurer"],
            "plate": party["plate"],
            "policy_no": party["policy_no"],
            "change": change,
            "occurred_at": occurred_at,
        }
        for party in issued["parties"]
    ]
