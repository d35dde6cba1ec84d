"""A ledger copied from SQLite into an empty PostgreSQL database, row by row and type by type.

Filling a ledger with a million cases takes an hour of making them up; a second database need not
have others.
"""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Table, func, select, text
from sqlalchemy.engine import Dialect

from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.metadata import METADATA

ROWS_AT_ONCE = 5000
# Triggers and foreign keys are for what is written anew; here every row is there already.
AS_IT_IS = "SET session_replication_role = replica"


def copy_ledger(source: Engines, target: Engines) -> None:
    """Put every row of `source` into `target`, whose tables are emptied first."""
    with source.glance() as old, target.transaction() as new:
        new.execute(text(AS_IT_IS))
        names = ", ".join(table.name for table in METADATA.sorted_tables)
        new.execute(text(f"TRUNCATE {names}"))
        for table in METADATA.sorted_tables:
            _copy(old, new, table)
            _count_on(new, table)


def _copy(old: Connection, new: Connection, table: Table) -> None:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    driver = new.connection.driver_connection
    if driver is None:
        raise TypeError("the connection is closed")
    with (
        driver.cursor() as cursor,
        cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy,
    ):
        for row in _rows(old, table, new.dialect):
            copy.write_row(row)


def _rows(old: Connection, table: Table, dialect: Dialect) -> Iterator[list[object]]:
    """Every row as the driver of `dialect` takes it."""
    into = [_written(column.type.dialect_impl(dialect), dialect) for column in table.columns]
    found = old.execution_options(yield_per=ROWS_AT_ONCE).execute(select(table))
    for row in found:
        yield [write(value) for write, value in zip(into, row, strict=True)]


def _written(kind: Any, dialect: Dialect) -> Callable[[Any], object]:
    processor: Callable[[Any], object] | None = kind.bind_processor(dialect)
    return processor or (lambda value: value)


def _count_on(new: Connection, table: Table) -> None:
    """Let the next row of a table that numbers its rows come after the last one."""
    counted = table.autoincrement_column
    if counted is None:
        return
    sequence = new.scalar(select(func.pg_get_serial_sequence(table.name, counted.name)))
    if sequence:
        last = new.scalar(select(func.max(counted))) or 0
        new.execute(select(func.setval(sequence, last + 1, False)))  # noqa: FBT003 - of PostgreSQL
