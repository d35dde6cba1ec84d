"""Lists of the desk are found in indexes alone, however many cases there are."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ORDER = "ix_case_summary_order"
PILE = "ix_case_summary_pile"
LAPSES = "ix_case_claim_until_at"
IN_ORDER = ["urgency", "due_on", "place_in_line_s", "case_id"]
NARROWED_BY = ["site", "rule_code", "strength", "occurred_at"]


def upgrade() -> None:
    """Widen the order of a pile, add the order of all, and find the claims that hold."""
    op.drop_index(ORDER, table_name="case_summary")
    op.create_index(PILE, "case_summary", ["tab", *IN_ORDER, *NARROWED_BY])
    op.create_index(ORDER, "case_summary", [*IN_ORDER, "tab", *NARROWED_BY])
    op.create_index(op.f(LAPSES), "case_claim", ["until_at"])


def downgrade() -> None:
    """Back to the narrow order of one pile."""
    op.drop_index(op.f(LAPSES), table_name="case_claim")
    op.drop_index(ORDER, table_name="case_summary")
    op.drop_index(PILE, table_name="case_summary")
    op.create_index(ORDER, "case_summary", ["tab", *IN_ORDER])
