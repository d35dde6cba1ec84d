"""What parties say of the service, one row a party and case."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from accident_service.adapters.database.case_tables import ID_LENGTH
from accident_service.adapters.database.metadata import METADATA, UtcDateTime

feedback = Table(
    "feedback",
    METADATA,
    Column("case_id", ForeignKey("accident_case.id"), primary_key=True),
    Column("letter", String(1), primary_key=True),
    Column("unit", String(ID_LENGTH), nullable=False),
    Column("mark", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    CheckConstraint("mark BETWEEN 1 AND 5", name="mark"),
    Index(None, "at", "unit"),
)

TABLES = (feedback,)
