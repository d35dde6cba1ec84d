"""Table of what people are told by text message.

Beside the case's own record stands no phone number, but for an invitation that waits to be sent.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from accident_service.adapters.database.case_tables import ALIKE_LENGTH
from accident_service.adapters.database.metadata import METADATA, UtcDateTime

notice = Table(
    "notice",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_id", ForeignKey("accident_case.id"), nullable=False, index=True),
    Column("letter", String(1), nullable=False),
    Column("channel", String(16), nullable=False),  # "sms"
    Column("kind", String(32), nullable=False),
    Column("language", String(8), nullable=False),
    Column("phone", String(ALIKE_LENGTH), nullable=False),  # of who is invited; else empty
    Column("created_at", UtcDateTime, nullable=False),
    Column("not_before", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("sent_at", UtcDateTime, nullable=True),
    Column("failure", Text, nullable=False),
    Column("settled", Boolean, nullable=False),  # sent, or given up
    Index(None, "settled", "not_before"),
)

TABLES = (notice,)
