"""Figures of days at rest lie packed in blocks, which whoever writes a row of the day drops.

A later migration that makes `case_figure` anew on SQLite must make the triggers anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

INDEXES = {
    "filed": (
        *("filed_at", "unit", "ended", "proposed", "abstained", "overridden"),
        *("limits_kept", "limits_late", "open_due_on", "leave_s", "proposal_s", "determination_s"),
    ),
    "by_day": ("filed_day", "filed_at", "unit", "ended"),
    "by_rule": ("rule_code", "overridden", "filed_at", "unit"),
    "by_camera": ("camera", "overridden", "filed_at", "unit"),
    "by_hour": ("occurred_hour", "occurred_at", "unit"),
    "by_section": ("section", "occurred_at", "unit", "rule_code"),
    "by_place": ("occurred_at", "unit", "latitude_cell", "longitude_cell", "site"),
}
NEW = {"filed_day": "ix_case_figure_filed_day", "filed_at": "ix_case_figure_filed_at"}
SQLITE_TRIGGERS = {
    "insert": """
CREATE TRIGGER drop_figure_block_insert AFTER INSERT ON case_figure
BEGIN DELETE FROM figure_block WHERE day = NEW.filed_day; END
""",
    "update": """
CREATE TRIGGER drop_figure_block_update AFTER UPDATE ON case_figure
BEGIN DELETE FROM figure_block WHERE day IN (OLD.filed_day, NEW.filed_day); END
""",
    "delete": """
CREATE TRIGGER drop_figure_block_delete AFTER DELETE ON case_figure
BEGIN DELETE FROM figure_block WHERE day = OLD.filed_day; END
""",
}
FUNCTION = """
CREATE FUNCTION drop_figure_block() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN DELETE FROM figure_block WHERE day = OLD.filed_day; END IF;
  IF TG_OP <> 'DELETE' THEN DELETE FROM figure_block WHERE day = NEW.filed_day; END IF;
  RETURN NULL;
END $$
"""


def upgrade() -> None:
    """A table of blocks, its triggers, and two indexes in place of seven."""
    op.create_table(
        "figure_block",
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_figure_block")),
    )
    for name in INDEXES:
        op.drop_index(f"ix_case_figure_{name}", table_name="case_figure")
    for column, name in NEW.items():
        op.create_index(op.f(name), "case_figure", [column])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(FUNCTION)
        op.execute(
            "CREATE TRIGGER drop_figure_block AFTER INSERT OR UPDATE OR DELETE ON case_figure"
            " FOR EACH ROW EXECUTE FUNCTION drop_figure_block()"
        )
        return
    for trigger in SQLITE_TRIGGERS.values():
        op.execute(trigger)


def downgrade() -> None:
    """Back to counting from indexes."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER drop_figure_block ON case_figure")
        op.execute("DROP FUNCTION drop_figure_block()")
    else:
        for write in SQLITE_TRIGGERS:
            op.execute(f"DROP TRIGGER drop_figure_block_{write}")
    for name in NEW.values():
        op.drop_index(op.f(name), table_name="case_figure")
    for name, columns in INDEXES.items():
        op.create_index(f"ix_case_figure_{name}", "case_figure", list(columns))
    op.drop_table("figure_block")
