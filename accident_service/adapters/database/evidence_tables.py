"""Tables of what must stay: the audit chain, and the determinations with their numbers."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from accident_service.adapters.database.case_tables import ID_LENGTH, NAME_LENGTH
from accident_service.adapters.database.metadata import METADATA, UtcDateTime

HASH_LENGTH = 64

audit_entry = Table(
    "audit_entry",
    METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String(NAME_LENGTH), nullable=False),
    Column("verb", String(64), nullable=False),
    # No foreign key: an entry outlives the case it speaks of.
    Column("case_id", String(ID_LENGTH), nullable=True, index=True),
    Column("detail", Text, nullable=False),  # JSON: pairs of strings, in order
    Column("previous_hash", String(HASH_LENGTH), nullable=False),
    Column("entry_hash", String(HASH_LENGTH), nullable=False),
    Index(None, "at"),
    Index(None, "verb", "sequence"),
)

# One row, made by the migration: whoever writes the next entry locks it first.
audit_head = Table(
    "audit_head",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("sequence", Integer, nullable=False),
    Column("entry_hash", String(HASH_LENGTH), nullable=False),
    CheckConstraint("id = 1", name="only_one"),
)

determination = Table(
    "determination",
    METADATA,
    Column("number", String(ID_LENGTH), primary_key=True),
    Column("case_id", ForeignKey("accident_case.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("status", String(32), nullable=False),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("document", Text, nullable=False),
    Column("pdf", Text, nullable=False),  # JSON of a BlobRef, as is `json`
    Column("json", Text, nullable=False),
    Column("change", Integer, nullable=False, server_default="0"),  # place among all changes
    Column("updated_at", UtcDateTime, nullable=False),
    Index(None, "case_id", "version", unique=True),
    Index(None, "updated_at", "change"),
)

determination_number = Table(
    "determination_number",
    METADATA,
    Column("unit", String(ID_LENGTH), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

TABLES = (audit_entry, audit_head, determination, determination_number)
