"""Tables of insurers' endpoints and of what is announced to them.

No personal data: an announcement is a determination's number, version and status. Signing
secrets are sealed with a key that does not lie in the database.
"""

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from accident_service.adapters.database.case_tables import ID_LENGTH, NAME_LENGTH
from accident_service.adapters.database.metadata import METADATA, UtcDateTime

URL_LENGTH = 500

webhook_endpoint = Table(
    "webhook_endpoint",
    METADATA,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("insurer_id", ForeignKey("insurer.id"), nullable=False, index=True),
    Column("url", String(URL_LENGTH), nullable=False),
    Column("description", String(NAME_LENGTH), nullable=False),
    Column("types", Text, nullable=False),  # separated by spaces, sorted; empty: all
    Column("created_at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False),
    Column("disabled_why", String(32), nullable=True),
    Column("disabled_at", UtcDateTime, nullable=True),
    Column("failures_in_a_row", Integer, nullable=False),
    Column("last_delivered_at", UtcDateTime, nullable=True),
    Column("last_failed_at", UtcDateTime, nullable=True),
    Column("held_until", UtcDateTime, nullable=True),  # by a sender; nobody else sends there
    Column("rest_until", UtcDateTime, nullable=True),  # it has failed: left alone for a while
)

webhook_secret = Table(
    "webhook_secret",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("endpoint_id", ForeignKey("webhook_endpoint.id"), nullable=False, index=True),
    Column("sealed", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("retires_at", UtcDateTime, nullable=True),
)

webhook_delivery = Table(
    "webhook_delivery",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("endpoint_id", ForeignKey("webhook_endpoint.id"), nullable=False),
    Column("announcement_id", String(ID_LENGTH), nullable=False),
    Column("type", String(64), nullable=False),
    Column("announced_at", UtcDateTime, nullable=False, index=True),
    Column("number", String(ID_LENGTH), nullable=True),
    Column("version", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_try_at", UtcDateTime, nullable=True),
    Column("delivered_at", UtcDateTime, nullable=True),
    Column("last_status", Integer, nullable=True),
    Column("last_failure", String(NAME_LENGTH), nullable=False),
    UniqueConstraint("endpoint_id", "announcement_id"),
    Index(None, "state", "next_try_at"),
)

webhook_try = Table(
    "webhook_try",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("delivery_id", ForeignKey("webhook_delivery.id"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("status", Integer, nullable=True),
    Column("failure", String(NAME_LENGTH), nullable=False),
    Column("took_s", Float, nullable=False),
)

TABLES = (webhook_endpoint, webhook_secret, webhook_delivery, webhook_try)
