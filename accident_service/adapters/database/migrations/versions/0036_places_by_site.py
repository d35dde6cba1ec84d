"""A year's places are added up by site from an index alone, however many years there are."""

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

COLUMNS = ["site", "at", "outcome", "x_m", "y_m", "sigma_m"]
NAME = "ix_accident_place_site_at_outcome_x_m_y_m_sigma_m"


def upgrade() -> None:
    """All that is added up stands in it."""
    op.create_index(op.f(NAME), "accident_place", COLUMNS)


def downgrade() -> None:
    """Added up from the rows again."""
    op.drop_index(op.f(NAME), table_name="accident_place")
