"""Tables of the insurers' door: what they search determinations by, and their claims."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from accident_service.adapters.database.case_tables import ALIKE_LENGTH, ID_LENGTH, NAME_LENGTH
from accident_service.adapters.database.evidence_tables import HASH_LENGTH
from accident_service.adapters.database.metadata import METADATA, UtcDateTime

REFERENCE_LENGTH = 64
KEY_LENGTH = 255

# Copies of what a determination says of its parties, to search by; `change` follows its own.
determination_party = Table(
    "determination_party",
    METADATA,
    Column("number", ForeignKey("determination.number"), primary_key=True),
    Column("letter", String(1), primary_key=True),
    Column("case_id", ForeignKey("accident_case.id"), nullable=False, index=True),
    Column("insurer", String(64), nullable=False),
    Column("plate", String(ALIKE_LENGTH), nullable=False),
    Column("policy_no", String(2 * NAME_LENGTH), nullable=False),
    Column("occurred_at", UtcDateTime, nullable=False),
    Column("change", Integer, nullable=False),
    Index(None, "insurer", "change", "number"),
    Index("ix_determination_party_plate", "insurer", "plate", "change"),
    Index("ix_determination_party_policy", "insurer", "policy_no", "change"),
)

# One row, made by the migration: the last change of any determination, and its moment.
determination_change = Table(
    "determination_change",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
    CheckConstraint("id = 1", name="only_one"),
)

insurance_claim = Table(
    "insurance_claim",
    METADATA,
    Column("case_id", ForeignKey("accident_case.id"), primary_key=True),
    Column("insurer_id", ForeignKey("insurer.id"), primary_key=True),
    Column("number", String(ID_LENGTH), nullable=False),
    Column("reference", String(REFERENCE_LENGTH), nullable=False),
    Column("linked_at", UtcDateTime, nullable=False),
)

# What was answered to a write, for whoever sends it again under the same key.
answer_once = Table(
    "answer_once",
    METADATA,
    Column("client_id", ForeignKey("insurer_client.client_id"), primary_key=True),
    Column("key", String(KEY_LENGTH), primary_key=True),
    Column("request_sha256", String(HASH_LENGTH), nullable=False),
    Column("begun_at", UtcDateTime, nullable=False, index=True),
    Column("status", Integer, nullable=True),  # none while the first one runs
    Column("body", Text, nullable=False, server_default=""),  # sealed
)

TABLES = (determination_party, determination_change, insurance_claim, answer_once)
