"""The table of what a city counts: a narrow row for every case, written with the case."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, LargeBinary, String, Table

from accident_service.adapters.database.case_tables import ID_LENGTH, NAME_LENGTH
from accident_service.adapters.database.metadata import METADATA, UtcDateTime

SECTION_LENGTH = 700

case_figure = Table(
    "case_figure",
    METADATA,
    Column("case_id", ForeignKey("accident_case.id"), primary_key=True),
    Column("filed_at", UtcDateTime, nullable=False),
    Column("filed_day", Integer, nullable=False),  # in Beijing, days since year 1, a Monday
    Column("occurred_at", UtcDateTime, nullable=False),
    Column("occurred_hour", Integer, nullable=False),  # in Beijing
    Column("unit", String(ID_LENGTH), nullable=True),  # of the officer who decided
    Column("site", String(NAME_LENGTH), nullable=True),
    Column("latitude_cell", Integer, nullable=True),  # of `case_figures.LATITUDE_CELL_DEG`
    Column("longitude_cell", Integer, nullable=True),
    Column("road_zh", String(NAME_LENGTH), nullable=False),
    Column("road_en", String(NAME_LENGTH), nullable=False),
    Column("towards", String(32), nullable=False),
    Column("rule_code", String(64), nullable=True),
    Column("camera", String(NAME_LENGTH), nullable=True),
    Column("ended", String(16), nullable=False),
    Column("proposed", Boolean, nullable=False),
    Column("abstained", Boolean, nullable=False),
    Column("overridden", Boolean, nullable=True),  # None: no proposal was judged
    Column("leave_s", Integer, nullable=True),
    Column("proposal_s", Integer, nullable=True),
    Column("determination_s", Integer, nullable=True),
    Column("limits_kept", Integer, nullable=False),
    Column("limits_late", Integer, nullable=False),
    Column("open_due_on", Date, nullable=True),
    # The piece of road it is counted at, in one word; see `figure_rows.section_word`.
    Column("section", String(SECTION_LENGTH), nullable=True),
    Index("ix_case_figure_filed_day", "filed_day"),
    Index("ix_case_figure_filed_at", "filed_at"),
)

# All rows of `case_figure` of one day, packed; see `figure_blocks`.
figure_block = Table(
    "figure_block",
    METADATA,
    Column("day", Integer, primary_key=True, autoincrement=False),  # a `filed_day`
    Column("digest", String(64), nullable=False),  # SHA-256 of the content
    Column("content", LargeBinary, nullable=False),
)

TABLES = (case_figure, figure_block)
