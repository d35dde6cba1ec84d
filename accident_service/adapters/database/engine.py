"""Connections that lose nothing: one engine for writing, one for looking.

SQLite's driver opens no transaction before a SELECT, so that read-then-write silently
loses updates; here the driver is told to keep out of it, and every writing transaction
begins by taking the write lock. Looking needs no lock, hence the second engine.
PostgreSQL needs neither; there the rows read for writing are locked.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic, sleep

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlalchemy.pool import ConnectionPoolEntry

from accident_service.adapters.database.personal import PERSONAL
from accident_service.adapters.personal_data.fields import WITHOUT_KEYS, PersonalFields
from accident_service.errors import LedgerUnavailable

# How long a writer waits for the one before it. Writers hold the lock for milliseconds,
# but the busy handler is not fair, and fifty may wait at once.
BUSY_TIMEOUT_S = 30.0
BUSY_PAUSE_S = 0.01

SQLITE_SETTINGS = (
    "PRAGMA journal_mode = WAL",  # readers do not wait for the writer, nor it for them
    "PRAGMA synchronous = FULL",  # evidence: a commit survives a power cut
    "PRAGMA secure_delete = ON",  # what is destroyed is overwritten, not only unlinked
)


@dataclass(frozen=True, slots=True)
class Engines:
    """The two engines of one database."""

    writing: Engine
    looking: Engine

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A writing transaction; commits on a clean exit, else rolls back.

        Raises:
            LedgerUnavailable: The database did not answer, is full, or stayed locked.
        """
        with _named_failures(), self.writing.begin() as connection:
            yield connection

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """A transaction for looking only; it sees one moment, and blocks nobody.

        Raises:
            LedgerUnavailable: The database did not answer.
        """
        with _named_failures(), self.looking.begin() as connection:
            yield connection

    def forget_connections(self) -> None:
        """Drop what a fork inherited, without closing the parent's connections.

        To be called first thing in a forked process: two processes that share one
        connection corrupt each other's transactions.
        """
        self.writing.dispose(close=False)
        self.looking.dispose(close=False)

    def close(self) -> None:
        """Close every connection."""
        self.writing.dispose()
        self.looking.dispose()


def open_engines(
    url: str, *, personal: PersonalFields = WITHOUT_KEYS, keep_references: bool = True
) -> Engines:
    """Engines for a database URL, such as `sqlite:////var/lib/x/ledger.db`.

    Nothing is connected before the first transaction. Parameters are kept out of error
    messages: they are people's names and phones, and messages end in logs.

    Args:
        personal: What seals personal data; without it none can be written.
        keep_references: False only while the schema changes: SQLite changes a table by
            dropping it, which would break the references to it for a moment.
    """
    if url.startswith("sqlite"):
        return _sqlite_engines(url, personal, keep_references=keep_references)
    usual = {"pool_pre_ping": True, "hide_parameters": True}
    return Engines(
        create_engine(url, execution_options={PERSONAL: personal}, **usual),
        create_engine(
            url,
            isolation_level="REPEATABLE READ",
            execution_options={PERSONAL: personal, "postgresql_readonly": True},
            **usual,
        ),
    )


def _sqlite_engines(url: str, personal: PersonalFields, *, keep_references: bool) -> Engines:
    usual = {
        "connect_args": {"timeout": BUSY_TIMEOUT_S},
        "hide_parameters": True,
        "execution_options": {PERSONAL: personal},
    }
    writing, looking = create_engine(url, **usual), create_engine(url, **usual)
    references = f"PRAGMA foreign_keys = {'ON' if keep_references else 'OFF'}"
    _prepare_sqlite(writing, "BEGIN IMMEDIATE", (*SQLITE_SETTINGS, references))
    _prepare_sqlite(looking, "BEGIN", (*SQLITE_SETTINGS, "PRAGMA query_only = ON"))
    return Engines(writing, looking)


def _prepare_sqlite(engine: Engine, begin: str, settings: tuple[str, ...]) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(raw: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        if not isinstance(raw, sqlite3.Connection):
            raise TypeError(f"expected a connection of sqlite3, not {type(raw)}")
        raw.isolation_level = None  # the driver must not begin transactions of its own
        for setting in settings:
            _wait_and_set(raw, setting)

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def _wait_and_set(raw: sqlite3.Connection, setting: str) -> None:
    """Apply a setting, waiting for whoever holds the file for a moment.

    SQLite's own busy timeout does not cover the change to WAL, nor the moment in which the
    last connection to leave cleans up: there it answers "locked" at once.
    """
    give_up_at_s = monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            raw.execute(setting)
        except sqlite3.OperationalError as failure:
            if failure.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > give_up_at_s:
                raise
            sleep(BUSY_PAUSE_S)
        else:
            return


@contextmanager
def _named_failures() -> Iterator[None]:
    try:
        yield
    except OperationalError as failure:
        raise LedgerUnavailable(f"the ledger did not answer: {failure.orig}") from failure
    except NoFreeConnection as failure:
        raise LedgerUnavailable(f"every connection to the ledger is busy: {failure}") from failure
