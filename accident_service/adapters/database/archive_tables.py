"""Tables of the end of cases: runs of destruction, and what stays of each case."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String, Table, Text

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

# Which bytes a case needs, by the beginning of their hash; see `blob_uses`.
blob_use = Table(
    "blob_use",
    METADATA,
    Column("prefix", BigInteger, primary_key=True, autoincrement=False),
    Column("case_id", ForeignKey("accident_case.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

TABLES = (tombstone, retention_run, blob_use)
