"""The bell of the workers: one RQ queue, rung with an attempt's id and nothing else.

The queue is not the ledger. It may be emptied, restarted or asked twice for the same
attempt: whoever answers the bell asks the ledger what there is to do. So RQ retries
nothing, keeps no results, and nothing is ever pickled.
"""

import time
from collections.abc import Iterable

import redis
from rq import Queue
from rq.registry import StartedJobRegistry
from rq.serializers import JSONSerializer

from accident_service.errors import QueueUnavailable
from accident_service.quantities.identifiers import AttemptId

QUEUE_NAME = "steps"
RUN_STEP = "workers.jobs.run_step"
FORGET_AT_ONCE_S = 0
# Only a last resort against a job that hangs: the analysis has its own, shorter limits.
LONGEST_JOB_S = 4 * 3600
ANSWER_WITHIN_S = 5.0


class RqJobQueue:
    """Rings for attempts, and knows which rings are still in the air."""

    def __init__(self, client: redis.Redis, *, job: str = RUN_STEP) -> None:
        """Args: job: Dotted name of the function the workers call, with the attempt's id."""
        self._queue = Queue(QUEUE_NAME, connection=client, serializer=JSONSerializer)
        self._job = job

    def ring(self, attempt: AttemptId) -> None:
        """Queue the attempt; ringing twice for it is harmless.

        Raises:
            QueueUnavailable: The queue server did not take it.
        """
        try:
            self._queue.enqueue(
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

    def unheard(self, attempts: Iterable[AttemptId]) -> tuple[AttemptId, ...]:
        """Those of `attempts` that no worker will ever hear of: neither queued nor in hand.

        An attempt in hand of a worker that died counts as in hand until that worker's
        heartbeat runs out.

        Raises:
            QueueUnavailable: The queue server did not answer.
        """
        try:
            in_the_air = self._in_the_air()
        except redis.RedisError as failure:
            raise QueueUnavailable(f"could not look into the queue: {failure}") from failure
        return tuple(attempt for attempt in attempts if attempt not in in_the_air)

    def close(self) -> None:
        """Close the connections to the queue server."""
        self._queue.connection.close()

    def _in_the_air(self) -> frozenset[str]:
        started = StartedJobRegistry(queue=self._queue)
        stale = started.get_expired_job_ids(time.time())  # noqa: TID251 - RQ's own clock
        in_hand = set(started.get_job_ids(cleanup=False)) - set(stale)
        return frozenset(
            {
                *self._queue.get_job_ids(),
                *self._queue.intermediate_queue.get_job_ids(),
                *in_hand,
            }
        )


def queue_client(url: str) -> redis.Redis:
    """A client that fails within seconds rather than hang when the server is away."""
    return redis.Redis.from_url(
        url, socket_timeout=ANSWER_WITHIN_S, socket_connect_timeout=ANSWER_WITHIN_S
    )
