"""What runs behind the doors: ledger, outbox and queue, and the embedded queue server."""

import subprocess
from dataclasses import dataclass

import redis

from accident_service.adapters.clock import SystemClock
from accident_service.adapters.database.engine import open_engines
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.lost_attempts import LostAttempts
from accident_service.adapters.database.migrate import has_schema, is_sealed, upgrade
from accident_service.adapters.database.outbox import Outbox
from accident_service.adapters.job_queue import RUN_STEP, RqJobQueue
from accident_service.adapters.law_files import timetable
from accident_service.adapters.personal_data.fields import PersonalFields
from accident_service.adapters.personal_data.keys import KeyFile
from accident_service.adapters.queue_address import queue_client
from accident_service.adapters.queue_server import (
    START_WITHIN_S,
    QueueServer,
    wait_until_answering,
)
from accident_service.adapters.shared_counts import count_store
from accident_service.casework.ports import Clock
from accident_service.errors import InvalidSettings, NotFound
from accident_service.settings import Settings

__all__ = [
    "RUN_STEP",
    "RingingParts",
    "counting",
    "open_ledger",
    "open_queue_client",
    "open_ringing",
    "prepare",
    "prepare_existing",
    "queue_server",
    "wait_for_queue",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RingingParts:
    """What relay and reconciler work on."""

    outbox: Outbox
    queue: RqJobQueue
    lost_attempts: LostAttempts
    clock: Clock


def personal_fields(settings: Settings) -> PersonalFields:
    """What seals personal data; the key is made on first use where none is named."""
    return PersonalFields(personal_keys(settings).ring)


def personal_keys(settings: Settings) -> KeyFile:
    """The file of keys for personal data."""
    named = settings.personal_data_keys
    return KeyFile(named or settings.key_folder / "personal-data.key", make=named is None)


def open_ledger(settings: Settings) -> SqlLedger:
    """The ledger of these settings; nothing is connected yet."""
    return SqlLedger(
        engines=open_engines(settings.ledger_url, personal=personal_fields(settings)),
        clock=SystemClock(),
        lease_s=settings.lease_s,
        timetable=timetable(settings.public_holidays),
    )


def open_ringing(settings: Settings) -> RingingParts:
    """Outbox, queue and the register of lost attempts, for the ringing process."""
    ledger = open_ledger(settings)
    return RingingParts(
        outbox=Outbox(ledger.engines),
        queue=RqJobQueue(open_queue_client(settings)),
        lost_attempts=LostAttempts(ledger, max_attempts=settings.attempts_at_most),
        clock=ledger.clock,
    )


def open_queue_client(settings: Settings) -> redis.Redis:
    """A client of the queue: of the configured server, or of the embedded one."""
    return queue_client(_queue_url(settings))


def wait_for_queue(settings: Settings, process: subprocess.Popen[bytes] | None = None) -> None:
    """Wait until the queue answers.

    Raises:
        QueueUnavailable: `process` ended, or nothing answered in time.
    """
    wait_until_answering(_queue_url(settings), within_s=START_WITHIN_S, process=process)


def queue_server(settings: Settings) -> QueueServer:
    """The embedded queue server of these settings, not started."""
    return QueueServer(settings.queue_folder)


def prepare(settings: Settings) -> None:
    """Make the data folder and bring the ledger to the newest schema; safe to repeat.

    Raises:
        LedgerUnavailable: The database did not answer.
        InvalidSettings: The keys for personal data cannot be used, or are not this ledger's.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    keys = personal_keys(settings)
    if not keys.path.exists() and is_sealed(settings.ledger_url):
        raise InvalidSettings(
            f"{keys.path} is missing: it holds the key the personal data in the ledger are sealed"
            " with; put it back (see docs/secrets.md)"
        )
    upgrade(
        settings.ledger_url,
        timetable=timetable(settings.public_holidays),
        personal=personal_fields(settings),
    )


def prepare_existing(settings: Settings) -> None:
    """As `prepare`, for whoever looks after a service that is there; makes none.

    Raises:
        NotFound: There is no service in the data folder, or none in the database.
        LedgerUnavailable: The database did not answer.
    """
    if not has_schema(settings.ledger_url):
        raise NotFound(
            f"there is no service in {settings.data_dir} yet: ACCIDENT_SERVICE_DATA_DIR and"
            " ACCIDENT_SERVICE_DATABASE_URL say where it is; `accident-service up` makes one"
        )
    prepare(settings)


def counting(settings: Settings) -> tuple[str, dict[str, object]]:
    """Where web processes count together who knocks how often: beside the queue."""
    return count_store(_queue_url(settings))


def _queue_url(settings: Settings) -> str:
    return settings.redis_url or queue_server(settings).url
