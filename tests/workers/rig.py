"""A step whose worker a test can hold, kill and let go; named in the queue in place of the real.

`python -m tests.workers.rig [HOW]` is a worker that answers to that name.
pausing: waits with a bell in its hand, until it is told to stop.
brisk: says that it lives, and looks after others, in seconds; see `BriskWorker`.

All talk is by files in `<data folder>/rig`: `begun-<n>` holds the process of the n-th try;
while `hold-<n>` exists that try goes on; a try that finds `mute` renews no lease.
`in-hand` appears when a pausing worker has taken a bell.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Never

import redis
from rq.job import Job
from typing_extensions import override

from accident_service.adapters.database.attempt_steps import AttemptSteps
from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casework.ports import ProgressSink, Step
from accident_service.casework.queues import Queue
from accident_service.casework.worker_step import CaseChange, WorkerStep
from accident_service.quantities.identifiers import AttemptId
from accident_service.settings import Settings
from accident_service.wiring import Workbench, open_ledger, open_queue_client
from tests.fakes.measured import analysis_record
from workers.jobs import carry_out
from workers.safe_worker import SafeWorker

RIG_JOB = "tests.workers.rig.run_step"
LOOK_EVERY_S = 0.02


def rig_folder(settings: Settings) -> Path:
    """Where test and held step meet."""
    return settings.data_dir / "rig"


def run_step(attempt_id: str) -> None:
    """The rigged job: the real bookkeeping around a step the test holds in hand."""
    carry_out_rigged(Settings.from_environment(), AttemptId(attempt_id))


def carry_out_rigged(settings: Settings, attempt: AttemptId) -> None:
    """The same in this process."""
    ledger = open_ledger(settings)
    step = WorkerStep(
        step=Step.RECONSTRUCT,
        starts_at=Stage.CLIPS_FETCHED,
        then=None,
        work=HeldReconstruction(rig_folder(settings)),
        ledger=ledger,
        clock=ledger.clock,
    )
    bench = Workbench({Step.RECONSTRUCT: step}, AttemptSteps(ledger.engines), ledger.clock)
    try:
        carry_out(bench, attempt)
    finally:
        ledger.engines.close()


@dataclass(frozen=True, slots=True)
class HeldReconstruction:
    """Finishes when it is let go."""

    folder: Path

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        number = self._announce()
        hold = self.folder / f"hold-{number}"
        mute = (self.folder / "mute").exists()
        while hold.exists():
            if not mute:
                on_progress(0.5)
            Event().wait(LOOK_EVERY_S)
        (clip,) = case.clips
        return lambda _unit, current: current.with_analyses((analysis_record(clip.id),))

    def _announce(self) -> int:
        number = 1
        while True:
            try:
                with (self.folder / f"begun-{number}").open("x") as marker:
                    marker.write(str(os.getpid()))
            except FileExistsError:
                number += 1
            else:
                return number


class PausingWorker(SafeWorker):
    """Stands still where RQ has taken a bell and not yet called itself busy."""

    @override
    def prepare_execution(self, job: Job) -> Never:
        (rig_folder(Settings.from_environment()) / "in-hand").touch()
        while True:
            Event().wait(LOOK_EVERY_S)


class BriskWorker(SafeWorker):
    """A worker whose heartbeats last two seconds, and who looks for lost ones every second."""

    def __init__(self, queue_name: str, client: redis.Redis, *, job: str) -> None:
        super().__init__(queue_name, client, job=job)
        self.job_monitoring_interval = 1
        self.maintenance_interval = 1

    @override
    def get_heartbeat_ttl(self, job: Job) -> int:
        return 2


KINDS = {"pausing": PausingWorker, "brisk": BriskWorker}

if __name__ == "__main__":
    rigged = Settings.from_environment()
    kind = KINDS.get("".join(sys.argv[1:]), SafeWorker)
    kind(Queue.RECONSTRUCT.value, open_queue_client(rigged), job=RIG_JOB).work(
        logging_level="WARNING"
    )
