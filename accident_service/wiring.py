"""The composition root: from settings to a running service; the only file that knows every layer.

Opening anything here connects to nothing: databases, queue and folders are touched on first
use. So a job may open its workbench anew in every forked process, and does.
"""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

import redis

from accident_service.adapters.clock import SystemClock
from accident_service.adapters.database.attempt_steps import AttemptSteps
from accident_service.adapters.database.engine import open_engines
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.lost_attempts import LostAttempts
from accident_service.adapters.database.migrate import upgrade
from accident_service.adapters.database.outbox import Outbox
from accident_service.adapters.job_queue import QUEUE_NAME, RqJobQueue, queue_client
from accident_service.adapters.queue_server import (
    START_WITHIN_S,
    QueueServer,
    wait_until_answering,
)
from accident_service.casework.ports import Clock, Step
from accident_service.casework.worker_step import WorkerStep
from accident_service.quantities.identifiers import AttemptId
from accident_service.settings import Settings

__all__ = ["QUEUE_NAME"]


@dataclass(frozen=True, slots=True)
class Workbench:
    """What one worker needs to answer one bell."""

    steps: Mapping[Step, WorkerStep]
    attempts: AttemptSteps

    def carry_out(self, attempt: AttemptId) -> None:
        """Carry out the step this is an attempt at.

        Raises:
            NotFound: The ledger knows no such attempt.
            AttemptSuperseded: The lease was lost on the way; nothing was saved.
        """
        self.steps[self.attempts.step_of(attempt)](attempt)


@dataclass(frozen=True, slots=True, kw_only=True)
class RingingParts:
    """What relay and reconciler work on."""

    outbox: Outbox
    queue: RqJobQueue
    lost_attempts: LostAttempts
    clock: Clock


def open_ledger(settings: Settings) -> SqlLedger:
    """The ledger of these settings; nothing is connected yet."""
    return SqlLedger(
        engines=open_engines(settings.ledger_url), clock=SystemClock(), lease_s=settings.lease_s
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


def queue_url(settings: Settings) -> str:
    """Where the queue is: the configured server, or the embedded one's socket."""
    return settings.redis_url or queue_server(settings).url


def queue_server(settings: Settings) -> QueueServer:
    """The embedded queue server of these settings, not started."""
    return QueueServer(settings.queue_folder)


def open_queue_client(settings: Settings) -> redis.Redis:
    """A client of the queue for the workers."""
    return queue_client(queue_url(settings))


def wait_for_queue(settings: Settings, process: subprocess.Popen[bytes] | None = None) -> None:
    """Wait until the queue answers.

    Raises:
        QueueUnavailable: `process` ended, or nothing answered in time.
    """
    wait_until_answering(queue_url(settings), within_s=START_WITHIN_S, process=process)


def prepare(settings: Settings) -> None:
    """Make the data folder and bring the ledger to the newest schema; safe to repeat.

    Raises:
        LedgerUnavailable: The database did not answer.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    upgrade(settings.ledger_url)


def open_workbench(settings: Settings) -> Workbench:
    """What a job works with; opened anew in every forked process."""
    ledger = open_ledger(settings)
    return Workbench({}, AttemptSteps(ledger.engines))
