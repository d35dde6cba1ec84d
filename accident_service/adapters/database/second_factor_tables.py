"""Tables of officers' second factors: secrets sealed, recovery codes as hashes."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, String, Table

from accident_service.adapters.database.case_tables import NAME_LENGTH
from accident_service.adapters.database.door_tables import PASSWORD_HASH_LENGTH
from accident_service.adapters.database.metadata import METADATA, UtcDateTime

second_factor = Table(
    "second_factor",
    METADATA,
    Column("officer_id", ForeignKey("officer.id"), primary_key=True),
    Column("sealed_secret", String(NAME_LENGTH), nullable=False),
    Column("confirmed_at", UtcDateTime, nullable=True),  # None: shown, not enrolled yet
    Column("last_step", BigInteger, nullable=False),  # the half minute of the last code taken
    Column("wrong_tries", Integer, nullable=False),
    Column("tries_since", UtcDateTime, nullable=False),
)

recovery_code = Table(
    "recovery_code",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("officer_id", ForeignKey("officer.id"), nullable=False, index=True),
    Column("code_hash", String(PASSWORD_HASH_LENGTH), nullable=False),
    Column("used_at", UtcDateTime, nullable=True),
)

TABLES = (second_factor, recovery_code)
