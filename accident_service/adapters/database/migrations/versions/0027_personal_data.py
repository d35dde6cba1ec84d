"""Personal data are sealed: wider columns for them, and how far the sealing has come.

The rows themselves are sealed by `migrate.upgrade` once the schema is the newest, and opened by
`migrate.downgrade` before it goes back: only the code of the day has the keys.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

COLUMNS = (
    ("case_party", "phone", 32, 120),
    ("case_party", "plate", 32, 120),
    ("determination_party", "plate", 32, 120),
    ("determination_party", "policy_no", 200, 400),
    ("one_time_code", "phone", 32, 120),
    ("photo_upload", "phone", 32, 120),
    ("photo_upload", "folder", 200, 400),
    ("notice", "phone", 32, 120),
    ("draft", "key", 200, 400),
)


def upgrade() -> None:
    """Widen the columns; what a case is found by is made anew without its plates."""
    op.create_table(
        "personal_data_sealed",
        sa.Column("table_name", sa.String(64), nullable=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("reached", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", name=op.f("pk_personal_data_sealed")),
    )
    for table, column, narrow, wide in COLUMNS:
        _set_length(table, column, narrow, wide)


def downgrade() -> None:
    """Take the widths back; copies that hold fingerprints are made anew by the older release.

    Raises:
        RuntimeError: Something is still sealed, which the older release could not read.
    """
    bind = op.get_bind()
    sealed = bind.execute(
        sa.text("SELECT count(*) FROM personal_data_sealed WHERE key_id <> '' OR reached <> ''")
    ).scalar_one()
    if sealed:
        raise RuntimeError("personal data are still sealed; open them first, see docs/secrets.md")
    for table in ("case_term", "case_summary"):
        bind.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608 - one of two names
    for table, column, narrow, wide in COLUMNS:
        _set_length(table, column, wide, narrow)
    op.drop_table("personal_data_sealed")


def _set_length(table: str, column: str, before: int, after: int) -> None:
    with op.batch_alter_table(table) as batch:
        batch.alter_column(
            column,
            existing_type=sa.String(before),
            type_=sa.String(after),
            existing_nullable=False,
        )
