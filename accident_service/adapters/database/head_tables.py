"""The table of the audit ledger's signed heads."""

from sqlalchemy import Column, Integer, String, Table, Text

from accident_service.adapters.database.evidence_tables import HASH_LENGTH
from accident_service.adapters.database.metadata import METADATA, UtcDateTime

ledger_head = Table(
    "ledger_head",
    METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("entry_hash", String(HASH_LENGTH), nullable=False),
    Column("tree_root", String(HASH_LENGTH), nullable=False),
    Column("signed_at", UtcDateTime, nullable=False),
    Column("signature", Text, nullable=False),  # flattened JWS
    Column("tree", Text, nullable=False),  # JSON: roots of the full subtrees
    Column("time_stamp", Text, nullable=True),  # RFC 3161 response, Base64
)

TABLES = (ledger_head,)
