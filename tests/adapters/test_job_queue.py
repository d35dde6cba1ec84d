from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from accident_service.adapters.job_queue import QUEUE_NAME, RqJobQueue, queue_client
from accident_service.adapters.queue_server import QueueServer
from accident_service.errors import QueueUnavailable
from accident_service.quantities.identifiers import AttemptId

pytestmark = pytest.mark.redis

FIRST, SECOND = AttemptId("attempt-1"), AttemptId("attempt-2")
HARMLESS_JOB = "builtins.len"  # takes the attempt's id, as every job does


@pytest.fixture
def client(tmp_path: Path) -> Iterator[redis.Redis]:
    with QueueServer(tmp_path) as server, queue_client(server.url) as client:
        yield client


def test_a_bell_says_the_attempt_and_nothing_else(client: redis.Redis) -> None:
    queue = RqJobQueue(client)

    queue.ring(FIRST)

    (job,) = Queue(QUEUE_NAME, connection=client, serializer=JSONSerializer).jobs
    assert (job.func_name, job.args, job.kwargs) == ("workers.jobs.run_step", [FIRST], {})
    assert (job.id, job.result_ttl, job.failure_ttl, job.retries_left) == (FIRST, 0, 0, None)


def test_a_rung_attempt_is_in_the_air_until_a_worker_has_done_it(client: redis.Redis) -> None:
    queue = RqJobQueue(client, job=HARMLESS_JOB)
    queue.ring(FIRST)

    assert queue.unheard([FIRST, SECOND]) == (SECOND,)
    SimpleWorker([QUEUE_NAME], connection=client, serializer=JSONSerializer).work(
        burst=True, logging_level="ERROR"
    )
    assert queue.unheard([FIRST]) == (FIRST,)


def test_a_finished_attempt_can_be_rung_for_again(client: redis.Redis) -> None:
    queue = RqJobQueue(client, job=HARMLESS_JOB)
    for _ in range(2):
        queue.ring(FIRST)
        SimpleWorker([QUEUE_NAME], connection=client, serializer=JSONSerializer).work(
            burst=True, logging_level="ERROR"
        )
    assert client.keys("rq:job:*") == []


def test_a_failed_attempt_is_not_kept_in_the_queue_either(client: redis.Redis) -> None:
    queue = RqJobQueue(client, job="builtins.int")  # fails on an id
    queue.ring(FIRST)
    SimpleWorker([QUEUE_NAME], connection=client, serializer=JSONSerializer).work(
        burst=True, logging_level="CRITICAL"
    )
    assert queue.unheard([FIRST]) == (FIRST,)
    assert client.keys("rq:job:*") == []


def test_a_queue_that_is_away_is_the_outside_world_failing(tmp_path: Path) -> None:
    with queue_client(f"unix://{tmp_path}/nobody.sock") as nobody:
        queue = RqJobQueue(nobody)
        with pytest.raises(QueueUnavailable, match="could not ring for attempt attempt-1"):
            queue.ring(FIRST)
        with pytest.raises(QueueUnavailable, match="could not look"):
            queue.unheard([FIRST])
