"""Bring a database to the newest schema, or back, by the packaged migrations."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from accident_service.adapters.database import (
    archive_tables,
    call_up_tables,
    camera_tables,
    case_tables,
    desk_tables,
    door_tables,
    evidence_tables,
    feedback_tables,
    figure_tables,
    head_tables,
    insurer_tables,
    notice_tables,
    proceedings_tables,
    second_factor_tables,
    upload_tables,
    webhook_tables,
)
from accident_service.adapters.database.engine import open_engines
from accident_service.adapters.database.ledger import built_in_timetable
from accident_service.adapters.database.summaries import fill_in
from accident_service.casefile.time_limits_of import Timetable

MIGRATIONS = Path(__file__).parent / "migrations"
TABLES = (
    *case_tables.TABLES,
    *evidence_tables.TABLES,
    *door_tables.TABLES,
    *proceedings_tables.TABLES,
    *archive_tables.TABLES,
    *desk_tables.TABLES,
    *upload_tables.TABLES,
    *second_factor_tables.TABLES,
    *notice_tables.TABLES,
    *feedback_tables.TABLES,
    *camera_tables.TABLES,
    *figure_tables.TABLES,
    *head_tables.TABLES,
    *webhook_tables.TABLES,
    *insurer_tables.TABLES,
    *call_up_tables.TABLES,
)
HEAD = "head"
ONE_AT_A_TIME = 20260301  # the number of PostgreSQL's lock for whoever changes the schema


def upgrade(url: str, revision: str = HEAD, *, timetable: Timetable | None = None) -> None:
    """Create or renew the schema; changes nothing when it is already there.

    At the newest schema, what lists show of a case is made for every case that lacks it.

    Processes that start together may all call this: each waits for the one before it, and
    a change of the schema that fails half-way leaves nothing behind.

    Raises:
        LedgerUnavailable: The database did not answer.
    """
    with _changing(url) as connection:
        command.upgrade(_config(connection), revision)
    if revision == HEAD:
        _fill_in(url, timetable or built_in_timetable())


def downgrade(url: str, revision: str) -> None:
    """Take the schema back to `revision`; "base" drops every table.

    Raises:
        LedgerUnavailable: The database did not answer.
    """
    with _changing(url) as connection:
        command.downgrade(_config(connection), revision)


def differences(url: str) -> tuple[str, ...]:
    """Where the migrated schema is not the one the code's tables describe."""
    with _changing(url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return tuple(repr(one) for one in compare_metadata(context, TABLES[0].metadata))


def _fill_in(url: str, timetable: Timetable) -> None:
    last: str | None = ""
    while last is not None:
        with _changing(url) as connection:
            last = fill_in(connection, timetable, after=last)


@contextmanager
def _changing(url: str) -> Iterator[Connection]:
    engines = open_engines(url, keep_references=False)
    try:
        with engines.transaction() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
            yield connection
    finally:
        engines.close()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
