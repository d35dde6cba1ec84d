from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from rq import Queue as RqQueue
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from accident_service.adapters.job_queue import LEAST_WAITING, RqJobQueue
from accident_service.adapters.queue_address import queue_client
from accident_service.adapters.queue_server import QueueServer
from accident_service.adapters.vital_signs import every_queue_is_served
from accident_service.casework.queues import Queue
from accident_service.errors import QueueUnavailable
from accident_service.quantities.identifiers import AttemptId

pytestmark = pytest.mark.redis

FIRST, SECOND = AttemptId("attempt-1"), AttemptId("attempt-2")
FETCH = Queue.FETCH
HARMLESS_JOB = "builtins.len"  # takes the attempt's id, as every job does


@pytest.fixture
def client(tmp_path: Path) -> Iterator[redis.Redis]:
    with QueueServer(tmp_path) as server, queue_client(server.url) as client:
        yield client


def test_a_bell_says_the_attempt_and_nothing_else(client: redis.Redis) -> None:
    queue = RqJobQueue(client)

    queue.ring(FIRST, FETCH)

    (job,) = RqQueue(FETCH.value, connection=client, serializer=JSONSerializer).jobs
    assert (job.func_name, job.args, job.kwargs) == ("workers.jobs.run_step", [FIRST], {})
    assert (job.id, job.result_ttl, job.failure_ttl, job.retries_left) == (FIRST, 0, 0, None)


def test_a_rung_attempt_is_in_the_air_until_a_worker_has_done_it(client: redis.Redis) -> None:
    queue = RqJobQueue(client, job=HARMLESS_JOB)
    queue.ring(FIRST, FETCH)

    assert queue.unheard([FIRST, SECOND]) == (SECOND,)
    SimpleWorker([FETCH.value], connection=client, serializer=JSONSerializer).work(
        burst=True, logging_level="ERROR"
    )
    assert queue.unheard([FIRST]) == (FIRST,)


def test_a_finished_attempt_can_be_rung_for_again(client: redis.Redis) -> None:
    queue = RqJobQueue(client, job=HARMLESS_JOB)
    for _ in range(2):
        queue.ring(FIRST, FETCH)
        SimpleWorker([FETCH.value], connection=client, serializer=JSONSerializer).work(
            burst=True, logging_level="ERROR"
        )
    assert client.keys("rq:job:*") == []


def test_a_failed_attempt_is_not_kept_in_the_queue_either(client: redis.Redis) -> None:
    queue = RqJobQueue(client, job="builtins.int")  # fails on an id
    queue.ring(FIRST, FETCH)
    SimpleWorker([FETCH.value], connection=client, serializer=JSONSerializer).work(
        burst=True, logging_level="CRITICAL"
    )
    assert queue.unheard([FIRST]) == (FIRST,)
    assert client.keys("rq:job:*") == []


def test_a_queue_that_is_away_is_the_outside_world_failing(tmp_path: Path) -> None:
    with queue_client(f"unix://{tmp_path}/nobody.sock") as nobody:
        queue = RqJobQueue(nobody)
        with pytest.raises(QueueUnavailable, match="could not ring for attempt attempt-1"):
            queue.ring(FIRST, FETCH)
        with pytest.raises(QueueUnavailable, match="could not look"):
            queue.unheard([FIRST])


def test_workers_are_counted_by_the_queue_they_serve(client: redis.Redis) -> None:
    queue = RqJobQueue(client)
    with pytest.raises(QueueUnavailable, match="no worker serves fetch, reconstruct"):
        every_queue_is_served(queue)
    worker = SimpleWorker([FETCH.value], connection=client, serializer=JSONSerializer)
    worker.register_birth()

    assert queue.listening()[FETCH] == 1
    with pytest.raises(QueueUnavailable, match="no worker serves reconstruct, documents, deliver"):
        every_queue_is_served(queue)
    client.delete(worker.key)  # as when its heartbeat is over
    assert queue.listening()[FETCH] == 0


def test_there_is_room_for_as_many_bells_as_workers_listen(client: redis.Redis) -> None:
    queue = RqJobQueue(client)
    assert queue.room(FETCH) == LEAST_WAITING
    for _ in range(LEAST_WAITING + 1):
        SimpleWorker([FETCH.value], connection=client).register_birth()
    queue.ring(FIRST, FETCH)

    assert queue.room(FETCH) == LEAST_WAITING
