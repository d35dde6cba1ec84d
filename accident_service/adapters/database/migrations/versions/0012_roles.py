"""Everybody who may sign in so far works on cases; units get a table of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Roles and units, filled from the accounts there are."""
    with op.batch_alter_table("officer") as officer:
        officer.add_column(sa.Column("keys_changed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "officer_role",
        sa.Column("officer_id", sa.String(64), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_officer_role_officer_id_officer")
        ),
        sa.PrimaryKeyConstraint("officer_id", "role", name=op.f("pk_officer_role")),
    )
    op.create_table(
        "unit",
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("higher", sa.String(64), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_unit")),
    )
    op.execute("INSERT INTO officer_role (officer_id, role) SELECT id, 'officer' FROM officer")
    op.execute(
        "INSERT INTO unit (code, name, higher)"
        " SELECT unit, max(unit_name), max(higher_unit) FROM officer GROUP BY unit"
    )
    op.execute(
        "INSERT INTO unit (code, name)"
        " SELECT higher_unit, max(higher_unit_name) FROM officer"
        " WHERE higher_unit IS NOT NULL AND higher_unit NOT IN (SELECT code FROM unit)"
        " GROUP BY higher_unit"
    )


def downgrade() -> None:
    """Forget roles and units; accounts keep what they say themselves."""
    op.drop_table("unit")
    op.drop_table("officer_role")
    with op.batch_alter_table("officer") as officer:
        officer.drop_column("keys_changed_at")
