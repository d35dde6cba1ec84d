"""What happened with each camera, where accidents were, and every version of every survey."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = (
    "camera_still",
    "camera_survey",
    "accident_place",
    "clip_wanted",
    "camera_reading",
    "camera_fetch",
)


def upgrade() -> None:
    """The tables; what happened before they were is not known to them."""
    _diary()
    _accidents()
    _surveys()


def downgrade() -> None:
    """Drop them; surveys made at the desk are lost, those of the sites' folders are not."""
    for table in TABLES:
        op.drop_table(table)


def _diary() -> None:
    op.create_table(
        "camera_fetch",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("site", sa.String(length=200), nullable=False),
        sa.Column("camera", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_camera_fetch")),
    )
    _index("camera_fetch", "site", "camera", "outcome", "at")
    _index("camera_fetch", "at")
    op.create_table(
        "camera_reading",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("site", sa.String(length=200), nullable=False),
        sa.Column("camera", sa.String(length=200), nullable=False),
        sa.Column("clip", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("standing", sa.String(length=64), nullable=False),
        sa.Column("measured", sa.Boolean(), nullable=False),
        _of_case("camera_reading"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_camera_reading")),
    )
    _index("camera_reading", "case_id")
    _index("camera_reading", "site", "camera", "at")


def _accidents() -> None:
    op.create_table(
        "clip_wanted",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("camera", sa.String(length=200), nullable=False),
        sa.Column("site", sa.String(length=200), nullable=False),
        sa.Column("kept_until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        _of_case("clip_wanted"),
        sa.PrimaryKeyConstraint("case_id", "camera", name=op.f("pk_clip_wanted")),
    )
    _index("clip_wanted", "answered", "kept_until_at")
    op.create_table(
        "accident_place",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("site", sa.String(length=200), nullable=True),
        sa.Column("x_m", sa.Float(), nullable=False),
        sa.Column("y_m", sa.Float(), nullable=False),
        sa.Column("sigma_m", sa.Float(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        _of_case("accident_place"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_accident_place")),
    )
    _index("accident_place", "at")


def _surveys() -> None:
    op.create_table(
        "camera_survey",
        sa.Column("site", sa.String(length=200), nullable=False),
        sa.Column("camera", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("made_by_name", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site", "camera", "version", name=op.f("pk_camera_survey")),
    )
    op.create_table(
        "camera_still",
        sa.Column("site", sa.String(length=200), nullable=False),
        sa.Column("camera", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("taken_from", sa.String(length=200), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("site", "camera", "sha256", name=op.f("pk_camera_still")),
    )


def _of_case(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_case_id_accident_case")
    return sa.ForeignKeyConstraint(["case_id"], ["accident_case.id"], name=name)


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
