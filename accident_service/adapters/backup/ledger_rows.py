"""A PostgreSQL ledger as rows: every table at one moment, without tools of the server's version.

Rows are kept as the database holds them: what is sealed stays sealed. The way back needs an empty
database; its schema is made by the same migrations first.
"""

import base64
import gzip
import json
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, func, inspect, select, text

from accident_service.adapters.database.engine import open_engines
from accident_service.adapters.database.migrate import upgrade
from accident_service.errors import Conflict

ROWS_AT_ONCE = 1000
VERSION_TABLE = "alembic_version"


def copy_rows(url: str, into: Path) -> None:
    """Write each table as `into`/TABLE.jsonl.gz, all as of one moment.

    Raises:
        LedgerUnavailable: The database did not answer.
        OSError: A file could not be written.
    """
    into.mkdir(parents=True)
    engines = open_engines(url)
    try:
        with engines.glance() as connection:
            for table in _tables(connection):
                _copy_table(connection, table, into / f"{table.name}.jsonl.gz")
    finally:
        engines.close()


def put_rows_back(copy: Path, url: str, schema: str) -> None:
    """Make the schema of the copy in an empty database, and fill it, all or nothing.

    Raises:
        Conflict: The database is not empty.
        LedgerUnavailable: It did not answer.
    """
    demand_empty(url)
    upgrade(url, schema)
    engines = open_engines(url)
    try:
        with engines.transaction() as connection:
            tables = _tables(connection)
            for table in reversed(tables):  # what migrations begin with
                if connection.execute(select(table).limit(1)).first() is not None:
                    connection.execute(table.delete())
            for table in tables:
                path = copy / f"{table.name}.jsonl.gz"
                if path.exists():
                    _fill(connection, table, path)
            for table in tables:
                _go_on_counting(connection, table)
    finally:
        engines.close()


def demand_empty(url: str) -> None:
    """Refuse a database with tables in it.

    Raises:
        Conflict: It has some.
        LedgerUnavailable: It did not answer.
    """
    engines = open_engines(url)
    try:
        with engines.glance() as connection:
            names = inspect(connection).get_table_names()
    finally:
        engines.close()
    if names:
        raise Conflict(
            f"the database holds {len(names)} tables; nothing is written over them:"
            " make a new database and name it in ACCIDENT_SERVICE_DATABASE_URL"
        )


def _tables(connection: Connection) -> list[Table]:
    """As the database has them, those that others refer to first."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != VERSION_TABLE]


def _copy_table(connection: Connection, table: Table, path: Path) -> None:
    rows = connection.execute(select(table).execution_options(yield_per=ROWS_AT_ONCE))
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for row in rows.mappings():
            file.write(json.dumps({k: _told(v) for k, v in row.items()}, ensure_ascii=False) + "\n")


def _fill(connection: Connection, table: Table, path: Path) -> None:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows: list[dict[str, object]] = []
        for line in file:
            rows.append({name: _meant(told) for name, told in json.loads(line).items()})
            if len(rows) == ROWS_AT_ONCE:
                connection.execute(table.insert(), rows)
                rows = []
        if rows:
            connection.execute(table.insert(), rows)


def _go_on_counting(connection: Connection, table: Table) -> None:
    """Let numbers the database gives out go on after the last one given."""
    for column in table.primary_key:
        asked = text("SELECT pg_get_serial_sequence(:table, :column)")
        named = connection.execute(asked, {"table": table.name, "column": column.name}).scalar()
        if named is not None:
            last = connection.execute(select(func.max(column))).scalar()
            if last is not None:
                connection.execute(
                    text("SELECT setval(:name, :last)"), {"name": named, "last": last}
                )


def _told(value: object) -> object:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"on": value.isoformat()}
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode()}
    return value


def _meant(told: object) -> object:
    if not isinstance(told, dict):
        return told
    ((form, value),) = told.items()
    if form == "at":
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if form == "on" else base64.b64decode(value)
