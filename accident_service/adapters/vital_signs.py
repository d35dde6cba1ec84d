"""Is the service well? Each thing it rests on is looked at once, quickly."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import redis
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.migrate import MIGRATIONS
from accident_service.adapters.job_queue import RqJobQueue
from accident_service.casework.operating_ports import VitalSign
from accident_service.errors import (
    BlobStoreUnavailable,
    LedgerUnavailable,
    OutsideWorldFailed,
    QueueUnavailable,
    StorageFull,
)

# Below this a report may find no room for its row; the ledger itself needs some. [design]
LEAST_ROOM_BYTES = 200 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One look: what it says when all is well, or an `OutsideWorldFailed`."""

    name: str
    needed: bool
    look: Callable[[], str]


@dataclass(frozen=True, slots=True)
class ProbedSigns:
    """A `VitalSigns` on probes, in their order."""

    probes: tuple[Probe, ...]

    def taken(self) -> tuple[VitalSign, ...]:
        """Every sign."""
        return tuple(_sign(probe) for probe in self.probes)


def ledger_answers(engines: Engines) -> str:
    """The schema's revision; one this version does not know is a later one, and will do.

    Raises:
        LedgerUnavailable: The database does not answer, or its schema is older than ours.
    """
    try:
        with engines.glance() as connection:
            found = str(
                connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            )
    except ProgrammingError as failure:
        raise LedgerUnavailable("the ledger has no schema yet") from failure
    head, earlier = _revisions()
    if found in earlier:
        raise LedgerUnavailable(f"the ledger's schema is {found}, this version wants {head}")
    return f"schema {found}"


def folder_takes_files(folder: Path) -> str:
    """That files can be written there, or where it would be made.

    Raises:
        BlobStoreUnavailable: They cannot.
    """
    standing = next(one for one in (folder, *folder.parents) if one.exists())
    if not os.access(standing, os.W_OK | os.X_OK):
        raise BlobStoreUnavailable(f"{standing} cannot be written to")
    return f"{standing} can be written to"


def queue_answers(client: redis.Redis) -> str:
    """That the queue answers.

    Raises:
        QueueUnavailable: It does not.
    """
    try:
        client.ping()
    except redis.RedisError as failure:
        raise QueueUnavailable(f"the queue does not answer: {failure}") from failure
    return "answers"


def every_queue_is_served(queue: RqJobQueue) -> str:
    """How many workers serve each queue.

    Raises:
        QueueUnavailable: The queue does not answer, or nobody serves one of its lines.
    """
    listening = queue.listening()
    if idle := [name.value for name, count in listening.items() if not count]:
        raise QueueUnavailable(f"no worker serves {', '.join(idle)}")
    return ", ".join(f"{count} {name.value}" for name, count in listening.items())


def room_left(folder: Path) -> str:
    """How much room is left where the service writes.

    Raises:
        StorageFull: Too little to accept anything.
    """
    free_bytes = free_room_bytes(folder)
    told = f"{free_bytes / 2**30:.1f} GiB"
    if free_bytes < LEAST_ROOM_BYTES:
        raise StorageFull(told)
    return told


def free_room_bytes(folder: Path) -> int:
    """What an ordinary process may still write in the folder's file system."""
    standing = next(one for one in (folder, *folder.parents) if one.exists())
    return shutil.disk_usage(standing).free


@cache
def _revisions() -> tuple[str, frozenset[str]]:
    """The newest revision this version knows, and all before it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    head = scripts.get_current_head() or ""
    return head, frozenset(one.revision for one in scripts.walk_revisions()) - {head}


def _sign(probe: Probe) -> VitalSign:
    try:
        told, well = probe.look(), True
    except OutsideWorldFailed as failure:
        told, well = str(failure), False
    return VitalSign(name=probe.name, needed=probe.needed, well=well, told=told)
