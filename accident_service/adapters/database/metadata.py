"""What all tables share: how constraints are named, and moments that stay in UTC."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, MetaData, Row
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

# Alembic can only drop or change a constraint on SQLite when it has a name it can foretell.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# A row as a table gives it: its columns are known to the table, not to the type checker.
KeptRow = Row[*tuple[Any, ...]]


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC, whatever the database gives back.

    SQLite forgets the offset and returns naive values; written in UTC and read as UTC,
    the moment survives, and text comparison in SQL is comparison in time.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments; the rest is stored in UTC.

        Raises:
            ValueError: The moment has no offset.
        """
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"{value} has no offset; only aware moments are kept")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
