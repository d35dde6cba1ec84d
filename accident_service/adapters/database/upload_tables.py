"""The table of photographs on their way."""

from sqlalchemy import BigInteger, Column, String, Table, Text, UniqueConstraint

from accident_service.adapters.database.case_tables import ALIKE_LENGTH, ID_LENGTH, NAME_LENGTH
from accident_service.adapters.database.evidence_tables import HASH_LENGTH
from accident_service.adapters.database.metadata import METADATA, UtcDateTime

photo_upload = Table(
    "photo_upload",
    METADATA,
    # No foreign key to a case: most begin before there is one.
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("phone", String(ALIKE_LENGTH), nullable=False),
    Column("folder", String(2 * NAME_LENGTH), nullable=False, index=True),
    Column("key", String(ID_LENGTH), nullable=False),
    Column("shot", String(32), nullable=False),
    Column("length_bytes", BigInteger, nullable=False),
    Column("offset_bytes", BigInteger, nullable=False),
    Column("begun_at", UtcDateTime, nullable=False, index=True),
    Column("sha256", String(HASH_LENGTH), nullable=False),
    Column("facts", Text, nullable=True),  # sealed JSON, once it has been read
    Column("refused", String(32), nullable=False),
    UniqueConstraint("phone", "key"),
)

TABLES = (photo_upload,)
