"""What a city counts is added up from indexes alone, and sections of road have one word."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

FILED = (
    *("filed_at", "unit", "ended", "proposed", "abstained", "overridden"),
    *("limits_kept", "limits_late", "open_due_on", "leave_s", "proposal_s", "determination_s"),
)
INDEXES = {
    "filed": FILED,
    "by_day": ("filed_day", "filed_at", "unit", "ended"),
    "by_rule": ("rule_code", "overridden", "filed_at", "unit"),
    "by_camera": ("camera", "overridden", "filed_at", "unit"),
    "by_hour": ("occurred_hour", "occurred_at", "unit"),
    "by_section": ("section", "occurred_at", "unit", "rule_code"),
    "by_place": ("occurred_at", "unit", "latitude_cell", "longitude_cell", "site"),
}
SPLIT = (("filed_at", "ix_case_figure_filed_at"), ("occurred_at", "ix_case_figure_occurred_at"))
# As `figure_rows.section_word` writes it, for all rows in one statement.
NAME_SECTIONS = """
UPDATE case_figure SET section =
  COALESCE(site, '') || :b || road_zh || :b || road_en || :b || towards || :b ||
  CASE WHEN site IS NULL
    THEN CAST(latitude_cell - latitude_cell % 3 AS VARCHAR) || :b
      || CAST(longitude_cell - longitude_cell % 3 AS VARCHAR)
    ELSE :b END
WHERE site IS NOT NULL OR latitude_cell IS NOT NULL
"""


def upgrade() -> None:
    """Name the sections, then one index for every way of counting."""
    op.add_column("case_figure", sa.Column("section", sa.String(700), nullable=True))
    op.execute(sa.text(NAME_SECTIONS).bindparams(sa.bindparam("b", "\x1f", sa.String())))
    for _column, name in SPLIT:
        op.drop_index(op.f(name), table_name="case_figure")
    for name, columns in INDEXES.items():
        op.create_index(f"ix_case_figure_{name}", "case_figure", list(columns))


def downgrade() -> None:
    """Back to one index by time filed and one by time of the accident."""
    for name in INDEXES:
        op.drop_index(f"ix_case_figure_{name}", table_name="case_figure")
    for column, name in SPLIT:
        op.create_index(op.f(name), "case_figure", [column])
    with op.batch_alter_table("case_figure") as table:
        table.drop_column("section")
