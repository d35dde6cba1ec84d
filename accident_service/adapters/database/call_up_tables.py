"""The call-up register: written once, never changed; it outlives the cases it tells of."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from accident_service.adapters.database.case_tables import ID_LENGTH, NAME_LENGTH
from accident_service.adapters.database.metadata import METADATA, UtcDateTime

call_up = Table(
    "call_up",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("request_key", String(ID_LENGTH), nullable=False, unique=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("case_id", String(ID_LENGTH), nullable=False, index=True),
    Column("tracking_code", String(16), nullable=False),
    Column("network", String(32), nullable=False),
    Column("site", String(NAME_LENGTH), nullable=False),
    Column("camera", String(NAME_LENGTH), nullable=False),
    Column("from_at", UtcDateTime, nullable=False),
    Column("to_at", UtcDateTime, nullable=False),
    Column("reason", Text, nullable=False),
    Column("unit", String(NAME_LENGTH), nullable=False),
    Column("name", String(NAME_LENGTH), nullable=False),
    Column("basis", String(NAME_LENGTH), nullable=False),
    Column("due", Boolean, nullable=False),
    Index(None, "network", "number"),
)

TABLES = (call_up,)
