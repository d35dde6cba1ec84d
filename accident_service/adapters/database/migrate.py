"""Bring a database to the newest schema, or back, by the packaged migrations."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, make_url, text

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
    sealing,
    sealing_tables,
    second_factor_tables,
    upload_tables,
    webhook_tables,
)
from accident_service.adapters.database.blob_uses import note_missing
from accident_service.adapters.database.engine import open_engines
from accident_service.adapters.database.ledger import built_in_timetable
from accident_service.adapters.database.sealing_tables import personal_data_sealed
from accident_service.adapters.database.summaries import fill_in
from accident_service.adapters.personal_data.fields import WITHOUT_KEYS, PersonalFields
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
    *sealing_tables.TABLES,
)
HEAD = "head"
ONE_AT_A_TIME = 20260301  # the number of PostgreSQL's lock for whoever changes the schema


BATCHES_AT_START = 30  # of rows to be sealed; a start must not take minutes [design]
OPENED_FOR = "0032"  # the last schema of releases that read some sealed column as it was written


def upgrade(
    url: str,
    revision: str = HEAD,
    *,
    timetable: Timetable | None = None,
    personal: PersonalFields = WITHOUT_KEYS,
) -> None:
    """Create or renew the schema; changes nothing when it is already there.

    At the newest schema, what lists show of a case is made for every case that lacks it, and
    personal data that no key has sealed yet are sealed, as far as a start may take: the rest
    is left to who goes on beside the work.

    Processes that start together may all call this: each waits for the one before it, and
    a change of the schema that fails half-way leaves nothing behind.

    Raises:
        LedgerUnavailable: The database did not answer.
        InvalidSettings: It was sealed with a key that is not given.
    """
    with _changing(url, personal) as connection:
        command.upgrade(_config(connection), revision)
        if revision == HEAD:
            sealing.demand_keys(connection)
    if revision == HEAD:
        _fill_in(url, timetable or built_in_timetable(), personal)
        if personal.ring():
            for _ in islice(seal(url, personal), BATCHES_AT_START):
                pass


def seal(url: str, personal: PersonalFields) -> Iterator[sealing.Progress]:
    """Seal what the key that writes has not sealed, a few hundred rows at a time."""
    while True:
        with _changing(url, personal) as connection:
            done = sealing.next_batch(connection)
        if done is None:
            return
        yield done


def seal_from_the_start(url: str, personal: PersonalFields) -> Iterator[sealing.Progress]:
    """The same, looking at every row again."""
    with _changing(url, personal) as connection:
        sealing.begin_again(connection)
    yield from seal(url, personal)


def downgrade(url: str, revision: str, *, personal: PersonalFields = WITHOUT_KEYS) -> None:
    """Take the schema back to `revision`; "base" drops every table.

    For a release that did not seal all that this one does, personal data are opened first.

    Raises:
        LedgerUnavailable: The database did not answer.
    """
    if revision == "base" or revision <= OPENED_FOR:
        _open(url, personal)
    with _changing(url) as connection:
        command.downgrade(_config(connection), revision)


def has_schema(url: str) -> bool:
    """Was this database ever brought to a schema of ours? Makes no file to find out.

    Raises:
        LedgerUnavailable: The database did not answer.
    """
    place = make_url(url)
    if place.get_backend_name() == "sqlite" and not Path(place.database or "").is_file():
        return False
    with _changing(url) as connection:
        return inspect(connection).has_table("alembic_version")


def is_sealed(url: str) -> bool:
    """Has a key ever sealed anything in this database? Makes no file to find out.

    Raises:
        LedgerUnavailable: The database did not answer.
    """
    if not has_schema(url):
        return False
    with _changing(url) as connection:
        there = inspect(connection).has_table(personal_data_sealed.name)
        return there and sealing.was_sealed(connection)


def differences(url: str) -> tuple[str, ...]:
    """Where the migrated schema is not the one the code's tables describe."""
    with _changing(url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return tuple(repr(one) for one in compare_metadata(context, TABLES[0].metadata))


def _open(url: str, personal: PersonalFields) -> None:
    with _changing(url) as connection:
        if not inspect(connection).has_table(personal_data_sealed.name):
            return
    done: object = True
    while done:
        with _changing(url, personal) as connection:
            done = sealing.next_opened(connection)


def _fill_in(url: str, timetable: Timetable, personal: PersonalFields) -> None:
    last: str | None = ""
    while last is not None:
        with _changing(url, personal) as connection:
            last = fill_in(connection, timetable, after=last)
    noted = 1
    while noted:
        with _changing(url, personal) as connection:
            noted = note_missing(connection)


@contextmanager
def _changing(url: str, personal: PersonalFields = WITHOUT_KEYS) -> Iterator[Connection]:
    engines = open_engines(url, personal=personal, keep_references=False)
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
