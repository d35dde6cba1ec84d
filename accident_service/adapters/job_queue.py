"""The bells of the workers: RQ queues, rung with an attempt's id and nothing else.

A queue is not the ledger. It may be emptied, restarted or asked twice for the same
attempt: whoever answers the bell asks the ledger what there is to do. So RQ retries
nothing, keeps no results, and nothing is ever pickled.
"""

import time
from collections.abc import Iterable
from itertools import chain

import redis
from rq import Queue as RqQueue
from rq import Worker
from rq.registry import StartedJobRegistry
from rq.serializers import JSONSerializer

from accident_service.casework.queues import Queue
from accident_service.errors import QueueUnavailable
from accident_service.quantities.identifiers import AttemptId

LEAST_WAITING = 2  # in a queue, where fewer workers listen: so that none is ever idle
RUN_STEP = "workers.jobs.run_step"
FORGET_AT_ONCE_S = 0
# Only a last resort against a job that hangs: the analysis has its own, shorter limits.
LONGEST_JOB_S = 4 * 3600


class RqJobQueue:
    """Rings for attempts, and knows which rings are still in the air."""

    def __init__(self, client: redis.Redis, *, job: str = RUN_STEP) -> None:
        """Args: job: Dotted name of the function the workers call, with the attempt's id."""
        self._queues = {
            queue: RqQueue(queue.value, connection=client, serializer=JSONSerializer)
            for queue in Queue
        }
        self._client = client
        self._job = job

    def ring(self, attempt: AttemptId, queue: Queue) -> None:
        """Queue the attempt for the workers of `queue`; ringing twice for it is harmless.

        Raises:
            QueueUnavailable: The queue server did not take it.
        """
        try:
            # what a worker that ended had in its hand, lest RQ takes this ring for it
            self._queues[queue].intermediate_queue.remove(attempt)
            self._queues[queue].enqueue(
                self._job,
                attempt,
                job_id=attempt,
                description=attempt,
                job_timeout=LONGEST_JOB_S,
                result_ttl=FORGET_AT_ONCE_S,
                failure_ttl=FORGET_AT_ONCE_S,
            )
        except redis.RedisError as failure:
            raise QueueUnavailable(f"could not ring for attempt {attempt}: {failure}") from failure

    def room(self, queue: Queue) -> int:
        """How many bells more the queue takes: at most one waits for each worker that listens.

        A bell in the queue can no longer be overtaken, one in the ledger can.

        Raises:
            QueueUnavailable: The queue server did not answer.
        """
        line = self._queues[queue]
        try:
            return max(LEAST_WAITING, Worker.count(queue=line)) - len(line)
        except redis.RedisError as failure:
            raise QueueUnavailable(f"could not look into the queues: {failure}") from failure

    def listening(self) -> dict[Queue, int]:
        """How many workers, on all hosts, serve each queue.

        Raises:
            QueueUnavailable: The queue server did not answer.
        """
        try:
            # Those whose heartbeat is over are left out: nobody may be there to strike them off.
            return {queue: len(Worker.all(queue=line)) for queue, line in self._queues.items()}
        except redis.RedisError as failure:
            raise QueueUnavailable(f"could not look for workers: {failure}") from failure

    def unheard(self, attempts: Iterable[AttemptId]) -> tuple[AttemptId, ...]:
        """Those of `attempts` that no worker will ever hear of: neither queued nor in hand.

        An attempt in hand of a worker that died counts as in hand until that worker's
        heartbeat runs out. One between the two, taken from the queue and not yet begun, counts
        as unheard: it is there for a moment, or its worker ended just then, and RQ would let it
        lie for more than a minute. Ringing for it twice is harmless.

        Raises:
            QueueUnavailable: The queue server did not answer.
        """
        try:
            in_the_air = self._in_the_air()
        except redis.RedisError as failure:
            raise QueueUnavailable(f"could not look into the queues: {failure}") from failure
        return tuple(attempt for attempt in attempts if attempt not in in_the_air)

    def close(self) -> None:
        """Close the connections to the queue server."""
        self._client.close()

    def _in_the_air(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(map(_in_the_air_of, self._queues.values())))


def _in_the_air_of(queue: RqQueue) -> set[str]:
    started = StartedJobRegistry(queue=queue)
    stale = started.get_expired_job_ids(time.time())  # noqa: TID251 - RQ's own clock
    in_hand = set(started.get_job_ids(cleanup=False)) - set(stale)
    return {*queue.get_job_ids(), *in_hand}
