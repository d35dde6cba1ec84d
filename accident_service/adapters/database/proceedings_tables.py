"""Tables of what follows an officer's act, and of documents besides determinations.

As with the case, the record is one JSON document; the columns beside it are copies to search by.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from accident_service.adapters.database.case_tables import ID_LENGTH
from accident_service.adapters.database.metadata import METADATA, UtcDateTime

proceedings = Table(
    "proceedings",
    METADATA,
    Column("case_id", ForeignKey("accident_case.id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("review_unit", String(ID_LENGTH), nullable=True),  # on whose desk a review lies
    Column("review_since", UtcDateTime, nullable=True),
    Column("document", Text, nullable=False),
    Index(None, "review_unit", "review_since"),
)

paper = Table(
    "paper",
    METADATA,
    Column("number", String(ID_LENGTH), primary_key=True),
    Column("case_id", ForeignKey("accident_case.id"), nullable=False, index=True),
    Column("kind", String(1), nullable=False),
    Column("status", String(32), nullable=False),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("document", Text, nullable=False),
    Column("pdf", Text, nullable=False),  # JSON of a BlobRef, as is `json`
    Column("json", Text, nullable=False),
)

paper_number = Table(
    "paper_number",
    METADATA,
    Column("unit", String(ID_LENGTH), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(1), primary_key=True),
    Column("last", Integer, nullable=False),
)

TABLES = (proceedings, paper, paper_number)
