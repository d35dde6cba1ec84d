"""The database: reachable, migrated, kept safely, and of one mind with us about the time."""

from collections.abc import Iterator
from datetime import UTC, timedelta

from sqlalchemy import Connection, make_url, text

from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.ledger_heads import SqlLedgerHeads
from accident_service.adapters.database.outbox import Outbox
from accident_service.adapters.database.revisions import is_known, newest_revision, still_to_pass
from accident_service.adapters.doctor.finding import Finding, doubtful, ok, wrong
from accident_service.casework.ports import Clock

OLDEST_POSTGRES = 150_000
# Leases are minutes long; hosts further apart than this take one another's work. [design]
CLOCKS_APART_S, CLOCKS_FAR_APART_S = 1.0, 10.0
# A bell that waits so long has no worker, or too few. [design]
WAITED_LONG, WAITED_TOO_LONG = timedelta(minutes=5), timedelta(hours=1)


def ledger(engines: Engines, url: str, revision: str) -> Iterator[Finding]:
    """What it is, and whether its schema is ours."""
    with engines.glance() as connection:
        version = ".".join(map(str, connection.dialect.server_version_info or ()))
        name = connection.dialect.name
        where = make_url(url).set(query={}).render_as_string(hide_password=True)
        if name == "postgresql":
            yield from _postgres(connection, f"PostgreSQL {version}, {where}")
        else:
            yield from _sqlite(connection, f"SQLite {version}, {where}")
    newest = newest_revision()
    if not is_known(revision):
        yield doubtful("schema", f"{revision} is newer than this version", "upgrade this host")
    elif revision != newest:
        count = len(still_to_pass(revision))
        yield wrong(
            "schema",
            f"{revision or 'none'}, {count} migrations behind {newest}",
            "accident-service backup, then accident-service migrate",
        )
    else:
        yield ok("schema", f"{revision}, the newest")


def time_of(engines: Engines, clock: Clock) -> Iterator[Finding]:
    """The database's clock against this host's; a file has none."""
    with engines.glance() as connection:
        if connection.dialect.name != "postgresql":
            yield ok("clock", "the ledger is a file and goes by this host's clock")
            return
        before_at = clock.now()
        theirs = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        after_at = clock.now()
    off_s = (theirs.astimezone(UTC) - (before_at + (after_at - before_at) / 2)).total_seconds()
    told = f"the database's clock is {off_s:+.2f} s from this host's"
    if abs(off_s) > CLOCKS_FAR_APART_S:
        yield wrong("clock", told, "set both by NTP; leases and times in documents go by them")
    elif abs(off_s) > CLOCKS_APART_S:
        yield doubtful("clock", told, "set both by NTP")
    else:
        yield ok("clock", told)


def bells(engines: Engines, clock: Clock) -> Iterator[Finding]:
    """How long steps wait for a worker."""
    now_at = clock.now()
    for line in Outbox(engines).lines(now_at):
        waited = now_at - line.oldest_at if line.oldest_at else timedelta(0)
        told = f"{line.queue}: {line.waiting} steps wait"
        told += f", the oldest for {_in_words(waited)}" if line.waiting else ""
        if waited > WAITED_TOO_LONG:
            yield wrong("steps", told, "are relay and workers of this queue running?")
        elif waited > WAITED_LONG:
            yield doubtful("steps", told, "give this queue more workers if this lasts")
        else:
            yield ok("steps", told)


def heads(engines: Engines, clock: Clock, every_s: float, *, outside: bool) -> Iterator[Finding]:
    """When the audit ledger was signed last, and whether anybody else knows."""
    kept = SqlLedgerHeads(engines)
    latest = kept.latest()
    if latest is None and not kept.entry_count():
        yield ok("heads", "the audit ledger is empty")
    elif latest is None:
        yield doubtful(
            "heads", "the audit ledger was never signed", "the relay signs it; is it running?"
        )
    else:
        age = clock.now() - latest.head.signed_at
        told = f"entry {latest.head.sequence} signed {_in_words(age)} ago"
        if kept.entry_count() > latest.head.sequence and age > timedelta(seconds=3 * every_s):
            yield wrong("heads", f"{told}, and entries have come since", "is the relay running?")
        else:
            yield ok("heads", told)
    if not outside:
        yield doubtful(
            "heads",
            "signed heads are kept in the ledger alone",
            "set ACCIDENT_SERVICE_ANCHORS: copies elsewhere tell of a ledger that was cut off",
        )


def _postgres(connection: Connection, told: str) -> Iterator[Finding]:
    version = int(connection.execute(text("SHOW server_version_num")).scalar_one())
    if version < OLDEST_POSTGRES:
        yield wrong("ledger", told, "PostgreSQL 15 or newer is needed")
    else:
        yield ok("ledger", told)
    for name, wanted in (("fsync", "on"), ("full_page_writes", "on"), ("synchronous_commit", "on")):
        found = str(connection.execute(text(f"SHOW {name}")).scalar_one())
        if found != wanted:
            yield wrong("ledger", f"{name} is {found}", f"set {name} = {wanted}: commits must last")


def _sqlite(connection: Connection, told: str) -> Iterator[Finding]:
    mode = connection.execute(text("PRAGMA journal_mode")).scalar_one()
    if mode != "wal":
        yield doubtful("ledger", f"{told}, journal {mode}", "start the service once: it sets WAL")
    verdict = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
    if verdict != "ok":
        yield wrong("ledger", f"{told}: {verdict}", "restore the newest backup")
    else:
        yield ok("ledger", told)


def _in_words(span: timedelta) -> str:
    seconds = max(span.total_seconds(), 0.0)
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"
