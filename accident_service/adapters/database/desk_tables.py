"""Tables of the officers' desk: a row for every case, its search terms, claims, and who saw what.

`case_summary` and `case_term` are copies, written in the transaction that changes the case and
made anew where they are missing; nothing is ever read from them into a case.
"""

from datetime import date

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from accident_service.adapters.database.case_tables import ID_LENGTH, NAME_LENGTH
from accident_service.adapters.database.metadata import METADATA, UtcDateTime
from accident_service.casefile.search_terms import LONGEST

NEVER_DUE = date(9999, 12, 31)  # sorts last in every database, unlike NULL
IN_ORDER = ("urgency", "due_on", "place_in_line_s", "case_id")
NARROWED_BY = ("site", "rule_code", "strength", "occurred_at")

UNNOTED = text("blobs_revision IS NULL OR blobs_revision <> revision")

case_summary = Table(
    "case_summary",
    METADATA,
    Column("case_id", ForeignKey("accident_case.id"), primary_key=True),
    Column("tab", String(16), nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("due_on", Date, nullable=False),
    # Seconds since 1970 of the report, negative once the case is closed: newest first.
    Column("place_in_line_s", BigInteger, nullable=False),
    Column("site", String(NAME_LENGTH), nullable=True),
    Column("rule_code", String(64), nullable=True, index=True),
    Column("strength", String(16), nullable=True),
    Column("occurred_at", UtcDateTime, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("terms_sha256", String(ID_LENGTH), nullable=False),  # of what `case_term` holds
    Column("document", Text, nullable=False),
    Column("blobs_revision", Integer, nullable=True),  # the revision `blob_use` is of
    # In the order of the lists, of one pile and of all, with all that they are narrowed by: a
    # list is found without opening the rows.
    Index("ix_case_summary_pile", "tab", *IN_ORDER, *NARROWED_BY),
    Index("ix_case_summary_order", *IN_ORDER, "tab", *NARROWED_BY),
    Index(None, "site", "occurred_at"),
    Index(None, "occurred_at"),
    Index("ix_case_summary_unnoted", "case_id", sqlite_where=UNNOTED, postgresql_where=UNNOTED),
)

# Compared byte by byte, so that an index answers "begins with".
TERM = String(LONGEST).with_variant(String(LONGEST, collation="C"), "postgresql")

case_term = Table(
    "case_term",
    METADATA,
    Column("term", TERM, primary_key=True),
    Column("case_id", ForeignKey("accident_case.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

case_claim = Table(
    "case_claim",
    METADATA,
    Column("case_id", ForeignKey("accident_case.id"), primary_key=True),
    Column("officer_id", String(ID_LENGTH), nullable=False, index=True),
    Column("officer_name", String(NAME_LENGTH), nullable=False),
    Column("unit", String(ID_LENGTH), nullable=False),
    Column("since_at", UtcDateTime, nullable=False),
    Column("until_at", UtcDateTime, nullable=False, index=True),
    Column("note", Text, nullable=False),
    Column("handed_by", String(NAME_LENGTH), nullable=False),
)

case_seen = Table(
    "case_seen",
    METADATA,
    Column("officer_id", String(ID_LENGTH), primary_key=True),
    Column("case_id", ForeignKey("accident_case.id"), primary_key=True, index=True),
    Column("revision", Integer, nullable=False),
)

# Cases that wait for a second officer, by who has signed first; few at any time.
case_first_signature = Table(
    "case_first_signature",
    METADATA,
    Column("case_id", ForeignKey("accident_case.id"), primary_key=True),
    Column("officer_id", String(ID_LENGTH), nullable=False),
    Column("unit", String(ID_LENGTH), nullable=False, index=True),
    Column("higher_unit", String(ID_LENGTH), nullable=True, index=True),
)

TABLES = (case_summary, case_term, case_claim, case_seen, case_first_signature)
