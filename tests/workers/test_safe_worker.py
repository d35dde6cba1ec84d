"""A worker outlives the death of others, whatever they left behind in the queue."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from rq.executions import Execution
from rq.job import Job
from rq.serializers import JSONSerializer

from accident_service.adapters.job_queue import RqJobQueue
from accident_service.adapters.queue_address import queue_client
from accident_service.adapters.queue_server import QueueServer
from accident_service.casework.queues import Queue
from accident_service.quantities.identifiers import AttemptId
from workers.safe_worker import SafeWorker

ATTEMPT = AttemptId("attempt-1")
LONG_OVER_S = -1

pytestmark = pytest.mark.redis


@pytest.fixture
def client(tmp_path: Path) -> Iterator[redis.Redis]:
    with QueueServer(tmp_path) as server, queue_client(server.url) as client:
        yield client


def leave_behind(client: redis.Redis, worker: SafeWorker) -> None:
    """What a worker killed with its horse leaves, once its last heartbeat is over."""
    RqJobQueue(client).ring(ATTEMPT, Queue.FETCH)
    (queue,) = worker.queues
    client.lpop(queue.key)
    job = Job.fetch(ATTEMPT, connection=client, serializer=JSONSerializer)
    with client.pipeline() as pipeline:
        run = Execution.create(job, ttl=LONG_OVER_S, pipeline=pipeline)
        pipeline.execute()
    client.zadd(job.started_job_registry.key, {run.composite_key: 1})


@pytest.mark.proves("R2")
def test_the_job_of_a_worker_killed_a_while_ago_is_forgotten(client: redis.Redis) -> None:
    worker = SafeWorker(Queue.FETCH.value, client, job="builtins.len")
    leave_behind(client, worker)

    for _ in range(2):
        worker.run_maintenance_tasks()

    (queue,) = worker.queues
    assert queue.started_job_registry.get_job_ids(cleanup=False) == []
    assert client.keys("rq:job:*") == []
    assert RqJobQueue(client).unheard([ATTEMPT]) == (ATTEMPT,)
