"""An RQ worker that notices death within seconds and leaves no orphans.

RQ's own settings noticed a killed worker only after 406 s on an idle queue, and let the
horse of a killed worker run on beside its successor (both measured). The ledger's leases
would cover for either, later. Whoever can write to the queue can ring for an attempt and do
no more: any other job is refused.
"""

import ctypes
import logging
import os
import signal

import redis
from rq import Queue, Worker
from rq.job import Job
from rq.serializers import JSONSerializer
from typing_extensions import override

PR_SET_PDEATHSIG = 1
HEARTBEAT_EVERY_S = 3
HEARTBEAT_LASTS_S = 12
# RQ waits `worker_ttl - 15` seconds for a job before it looks after anything else.
WORKER_TTL_S = 18
LOOK_FOR_ABANDONED_EVERY_S = 5

log = logging.getLogger("accident-service.worker")


class SafeWorker(Worker):
    """Listens to one queue only: on one, RQ moves a job between lists without losing it."""

    def __init__(self, queue_name: str, client: redis.Redis, *, job: str) -> None:
        """Args: job: Dotted name of the one function this worker will call."""
        self._job = job
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
    def main_work_horse(self, job: Job, queue: Queue) -> None:
        """Run the job in the forked horse, which dies with its worker."""
        die_with_parent(signal.SIGKILL)
        if os.getppid() != self.pid:  # the worker died before the line above
            os._exit(1)
        super().main_work_horse(job, queue)

    @override
    def perform_job(self, job: Job, queue: Queue) -> bool:
        """Call the one function a bell may name; fail any other job without looking at it."""
        if job.func_name == self._job:
            return super().perform_job(job, queue)
        log.error("refused job %s: it names another function than %s", job.id, self._job)
        self.prepare_job_execution(job, remove_from_intermediate_queue=True)
        self.handle_job_failure(job, queue, exc_string="refused")
        return False


def die_with_parent(last_signal: signal.Signals) -> None:
    """Ask the kernel to send this process `last_signal` when its parent dies (Linux only)."""
    if hasattr(prctl := ctypes.CDLL(None), "prctl"):
        prctl.prctl(PR_SET_PDEATHSIG, last_signal)
