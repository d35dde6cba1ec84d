"""An RQ worker that notices death within seconds and leaves no orphans.

RQ's own settings noticed a killed worker only after 406 s on an idle queue, and let the
horse of a killed worker run on beside its successor (both measured). The ledger's leases
would cover for either, later. Whoever can write to the queue can ring for an attempt and do
no more: any other job is refused.
"""

import ctypes
import os
import signal
import tempfile
from pathlib import Path
from typing import Any

import redis
from rq import Queue, Worker
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.utils import current_timestamp, now
from rq.worker_registration import clean_worker_registry
from typing_extensions import override

from accident_service.journal import Journal
from workers.passing_files import passing_folder

PR_SET_PDEATHSIG = 1
HEARTBEAT_EVERY_S = 3
HEARTBEAT_LASTS_S = 12
# RQ waits `worker_ttl - 15` seconds for a job before it looks after anything else.
WORKER_TTL_S = 18
LOOK_FOR_ABANDONED_EVERY_S = 5

journal = Journal("worker")


class SafeWorker(Worker):
    """Listens to one queue only: on one, RQ moves a job between lists without losing it."""

    def __init__(self, queue_name: str, client: redis.Redis, *, job: str) -> None:
        """Args: job: Dotted name of the one function this worker will call."""
        self._job = job
        self._passing = Path()
        super().__init__(
            [queue_name],
            connection=client,
            serializer=JSONSerializer,
            job_monitoring_interval=HEARTBEAT_EVERY_S,
            maintenance_interval=LOOK_FOR_ABANDONED_EVERY_S,
            worker_ttl=WORKER_TTL_S,
        )

    @override
    def get_heartbeat_ttl(self, job: Job) -> int:
        """How long a running job counts as alive after its worker last said so."""
        return HEARTBEAT_LASTS_S

    @override
    def clean_registries(self) -> None:
        """Forget the jobs of workers that died; their steps are the ledger's business.

        RQ would fail such a job first. For the minute after a death it cannot, for it reads a
        record of the run that has expired by then, and the worker that tries ends of it.
        """
        for queue in self.queues:
            if queue.acquire_maintenance_lock():
                _forget_abandoned(queue)
                clean_worker_registry(queue)
                queue.intermediate_queue.cleanup(self, queue)
                queue.release_maintenance_lock()  # type: ignore[no-untyped-call]
        self.last_cleaned_at = now()  # type: ignore[assignment]  # RQ's type knows None only

    @override
    def kill_horse(self, sig: signal.Signals = signal.SIGKILL) -> None:
        """Kill the horse; without one, RQ would take process 0 for it: this worker's own group."""
        if self.horse_pid:
            super().kill_horse(sig)

    @override
    def execute_job(self, job: Job, queue: Queue) -> None:
        """Run the job in a horse with a folder for its passing files, which goes with it."""
        with passing_folder() as self._passing:
            super().execute_job(job, queue)

    @override
    def main_work_horse(self, job: Job, queue: Queue) -> None:
        """Run the job in the forked horse, which dies with its worker."""
        die_with_parent(signal.SIGKILL)
        if os.getppid() != self.pid:  # the worker died before the line above
            os._exit(1)
        tempfile.tempdir = str(self._passing)
        super().main_work_horse(job, queue)

    @override
    def handle_exception(self, job: Job, *exc_info: Any) -> None:
        """Tell what broke the attempt; the queue's own line about it is kept short."""
        if len(exc_info) > 1 and isinstance(exc_info[1], BaseException):
            journal.alarm("an attempt broke", exc_info[1], attempt=job.id)
        super().handle_exception(job, *exc_info)

    @override
    def perform_job(self, job: Job, queue: Queue) -> bool:
        """Call the one function a bell may name; fail any other job without looking at it."""
        if job.func_name == self._job:
            return super().perform_job(job, queue)
        journal.warn("refused a job that names another function", attempt=job.id)
        self.prepare_job_execution(job, remove_from_intermediate_queue=True)
        self.handle_job_failure(job, queue, exc_string="refused")
        return False


def _forget_abandoned(queue: Queue) -> None:
    now_s = current_timestamp()
    started = queue.started_job_registry
    # A bell rung again for the same attempt meanwhile may go with it; it is rung once more then.
    for job_id in started.get_expired_job_ids(now_s):
        queue.connection.delete(Job.key_for(job_id))
    queue.connection.zremrangebyscore(started.key, 0, now_s)


def die_with_parent(last_signal: signal.Signals) -> None:
    """Ask the kernel to send this process `last_signal` when its parent dies (Linux only)."""
    if hasattr(prctl := ctypes.CDLL(None), "prctl"):
        prctl.prctl(PR_SET_PDEATHSIG, last_signal)
