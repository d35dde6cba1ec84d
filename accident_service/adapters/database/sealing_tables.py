"""The table of how far personal data have been sealed, and with which key."""

from sqlalchemy import Column, String, Table, Text

from accident_service.adapters.database.metadata import METADATA

personal_data_sealed = Table(
    "personal_data_sealed",
    METADATA,
    Column("table_name", String(64), primary_key=True),
    Column("key_id", String(16), nullable=False),  # empty: kept open
    Column("reached", Text, nullable=False),  # JSON: the last row's key; empty: all are done
)

TABLES = (personal_data_sealed,)
