"""Tables of who may knock: officers, their roles and units, insurers, codes, invitations, drafts.

Nothing here lets a reader of the database in: passwords, codes, secrets and tokens are kept
as hashes only.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    false,
)

from accident_service.adapters.database.case_tables import ALIKE_LENGTH, ID_LENGTH, NAME_LENGTH
from accident_service.adapters.database.evidence_tables import HASH_LENGTH
from accident_service.adapters.database.metadata import METADATA, UtcDateTime

PASSWORD_HASH_LENGTH = 255

officer = Table(
    "officer",
    METADATA,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("user_name", String(NAME_LENGTH), nullable=False, unique=True),
    Column("password_hash", String(PASSWORD_HASH_LENGTH), nullable=False),
    Column("name", String(NAME_LENGTH), nullable=False),
    Column("police_no", String(32), nullable=False),
    Column("unit", String(ID_LENGTH), nullable=False),
    Column("unit_name", String(NAME_LENGTH), nullable=False),
    Column("may_decide_simple_procedure", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("qualification", String(32), nullable=False, server_default="simple"),
    Column("higher_unit", String(ID_LENGTH), nullable=True),  # reviews what `unit` decides
    Column("higher_unit_name", String(NAME_LENGTH), nullable=False, server_default=""),
    Column("keys_changed_at", UtcDateTime, nullable=True),  # whoever signed in before is out
    # Told by somebody else: its owner chooses another before anything else.
    Column("password_handed_over", Boolean, nullable=False, server_default=false()),
)

officer_role = Table(
    "officer_role",
    METADATA,
    Column("officer_id", ForeignKey("officer.id"), primary_key=True),
    Column("role", String(32), primary_key=True),
)

unit = Table(
    "unit",
    METADATA,
    Column("code", String(ID_LENGTH), primary_key=True),
    Column("name", String(NAME_LENGTH), nullable=False),  # as documents print it
    Column("higher", String(ID_LENGTH), nullable=True),  # the unit that reviews its decisions
)

insurer = Table(
    "insurer",
    METADATA,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("code", String(64), nullable=False, unique=True),  # as drivers choose it
    Column("sandbox", Boolean, nullable=False, server_default=false()),  # sees samples only
)

insurer_client = Table(
    "insurer_client",
    METADATA,
    Column("client_id", String(NAME_LENGTH), primary_key=True),
    Column("insurer_id", ForeignKey("insurer.id"), nullable=False),
    Column("scopes", String(NAME_LENGTH), nullable=False),  # separated by spaces, sorted
    Column("active", Boolean, nullable=False),
    # SHA-256 of the certificates it must come with (RFC 8705), separated by spaces.
    Column("certificates", Text, nullable=False, server_default=""),
)

# Two at most are valid at a time, while a client changes from one to the next.
insurer_client_secret = Table(
    "insurer_client_secret",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("client_id", ForeignKey("insurer_client.client_id"), nullable=False, index=True),
    Column("secret_hash", String(HASH_LENGTH), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=True),  # no end yet
)

one_time_code = Table(
    "one_time_code",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("phone", String(ALIKE_LENGTH), nullable=False),
    Column("code_hash", String(PASSWORD_HASH_LENGTH), nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("settled_at", UtcDateTime, nullable=True),  # used, or replaced by a later code
    Index(None, "phone", "sent_at"),
)

invite_link = Table(
    "invite_link",
    METADATA,
    Column("token_hash", String(HASH_LENGTH), primary_key=True),
    Column("case_id", ForeignKey("accident_case.id"), nullable=False, index=True),
    Column("expires_at", UtcDateTime, nullable=False),
)

draft = Table(
    "draft",
    METADATA,
    Column("key", String(2 * NAME_LENGTH), primary_key=True),
    Column("fields", Text, nullable=False),  # sealed JSON object of strings
    Column("saved_at", UtcDateTime, nullable=False, index=True),
)

ended_session = Table(
    "ended_session",
    METADATA,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("until", UtcDateTime, nullable=False, index=True),  # then no copy is in time any more
)

TABLES = (
    officer,
    officer_role,
    unit,
    insurer,
    insurer_client,
    insurer_client_secret,
    one_time_code,
    invite_link,
    draft,
    ended_session,
)
