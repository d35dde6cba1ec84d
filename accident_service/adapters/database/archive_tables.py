"""The table of what stays of destroyed cases."""

from sqlalchemy import Column, String, Table, Text

from accident_service.adapters.database.case_tables import ID_LENGTH
from accident_service.adapters.database.metadata import METADATA, UtcDateTime

tombstone = Table(
    "tombstone",
    METADATA,
    # No foreign key: it stands where the case was.
    Column("case_id", String(ID_LENGTH), primary_key=True),
    Column("tracking_code", String(16), nullable=False, unique=True),
    Column("destroyed_at", UtcDateTime, nullable=False, index=True),
    Column("swept_at", UtcDateTime, nullable=True),  # when its bytes were gone too
    Column("document", Text, nullable=False),
)

TABLES = (tombstone,)
