"""What a city counts: a narrow row for every case, made anew from the cases themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The table; whoever upgrades fills it afterwards."""
    op.create_table(
        "case_figure",
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filed_day", sa.Integer(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("occurred_hour", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(64), nullable=True),
        sa.Column("site", sa.String(200), nullable=True),
        sa.Column("latitude_cell", sa.Integer(), nullable=True),
        sa.Column("longitude_cell", sa.Integer(), nullable=True),
        sa.Column("road_zh", sa.String(200), nullable=False),
        sa.Column("road_en", sa.String(200), nullable=False),
        sa.Column("towards", sa.String(32), nullable=False),
        sa.Column("rule_code", sa.String(64), nullable=True),
        sa.Column("camera", sa.String(200), nullable=True),
        sa.Column("ended", sa.String(16), nullable=False),
        sa.Column("proposed", sa.Boolean(), nullable=False),
        sa.Column("abstained", sa.Boolean(), nullable=False),
        sa.Column("overridden", sa.Boolean(), nullable=True),
        sa.Column("leave_s", sa.Integer(), nullable=True),
        sa.Column("proposal_s", sa.Integer(), nullable=True),
        sa.Column("determination_s", sa.Integer(), nullable=True),
        sa.Column("limits_kept", sa.Integer(), nullable=False),
        sa.Column("limits_late", sa.Integer(), nullable=False),
        sa.Column("open_due_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["accident_case.id"], name=op.f("fk_case_figure_case_id_accident_case")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_figure")),
    )
    op.create_index(op.f("ix_case_figure_filed_at"), "case_figure", ["filed_at"])
    op.create_index(op.f("ix_case_figure_occurred_at"), "case_figure", ["occurred_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("case_figure")
