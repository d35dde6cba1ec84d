"""The record is looked through by time and by act."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_audit_entry_at", ["at"]),
    ("ix_audit_entry_verb_sequence", ["verb", "sequence"]),
)


def upgrade() -> None:
    """Two indexes."""
    for name, columns in INDEXES:
        op.create_index(op.f(name), "audit_entry", columns)


def downgrade() -> None:
    """Drop them."""
    for name, _columns in INDEXES:
        op.drop_index(op.f(name), table_name="audit_entry")
