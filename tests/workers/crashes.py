"""Programs that die at the worst moment: `python -m tests.workers.crashes MOMENT`.

commit: dies right after the ledger has kept a report, before anybody could ring for it.
ring: dies after the queue has taken the bell, before the outbox could be marked.
"""

import os
import signal
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from accident_service.adapters.job_queue import RqJobQueue
from accident_service.casework.file_report import FileReport
from accident_service.casework.queues import Queue
from accident_service.quantities.identifiers import AttemptId
from accident_service.settings import Settings
from accident_service.wiring import open_ledger, open_queue_client, open_ringing
from tests.fakes.examples import report
from tests.workers.rig import RIG_JOB
from workers.relay import Relay


def die() -> None:
    """As by a power cut: no clean-up of any kind."""
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class FatalQueue:
    """Takes the bell, and ends the process that rang."""

    queue: RqJobQueue

    def ring(self, attempt: AttemptId, queue: Queue) -> None:
        self.queue.ring(attempt, queue)
        die()

    def room(self, queue: Queue) -> int:
        return self.queue.room(queue)

    def unheard(self, attempts: Iterable[AttemptId]) -> Iterable[AttemptId]:
        return self.queue.unheard(attempts)


def file_a_report_and_die(settings: Settings) -> None:
    ledger = open_ledger(settings)
    FileReport(ledger, ledger.clock)(report())
    die()


def ring_once_and_die(settings: Settings) -> None:
    parts = open_ringing(settings)
    queue = FatalQueue(RqJobQueue(open_queue_client(settings), job=RIG_JOB))
    Relay(parts.outbox, queue, parts.clock).turn()


if __name__ == "__main__":
    moments = {"commit": file_a_report_and_die, "ring": ring_once_and_die}
    moments[sys.argv[1]](Settings.from_environment())
