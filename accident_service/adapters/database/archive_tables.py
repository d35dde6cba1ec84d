"""Tables of the end of cases: runs of destruction, and what stays of each case."""

from sqlalchemy import Column, Index, String, Table, Text

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

retention_run = Table(
    "retention_run",
    METADATA,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("proposed_at", UtcDateTime, nullable=False),
    Column("document", Text, nullable=False),
    Index(None, "state", "proposed_at"),
)

TABLES = (tombstone, retention_run)
