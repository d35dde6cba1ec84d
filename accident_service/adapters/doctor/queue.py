"""The queue server: does it answer, does it forget, and does anybody listen."""

from collections.abc import Iterator, Mapping

import redis

from accident_service.adapters.doctor.finding import Finding, doubtful, ok, wrong
from accident_service.adapters.job_queue import RqJobQueue
from accident_service.adapters.vital_signs import queue_answers

OLDEST = (6, 2)
RUNNING = "the queue is only a doorbell: the ledger brings back what it loses"


def queue(client: redis.Redis, where: str, *, embedded: bool) -> Iterator[Finding]:
    """The server and its settings.

    Raises:
        QueueUnavailable: It does not answer.
    """
    queue_answers(client)
    try:
        told: Mapping[str, object] = client.info()
    except redis.RedisError as failure:
        yield doubtful("queue", f"{where} tells nothing of itself: {failure}", "let us ask INFO")
        return
    version = str(told.get("valkey_version") or told.get("redis_version") or "0")
    name = "Valkey" if "valkey_version" in told else "Redis"
    if tuple(int(one) for one in version.split(".")[:2]) < OLDEST:
        yield wrong("queue", f"{name} {version} at {where}", "6.2 or newer is needed")
    else:
        yield ok("queue", f"{name} {version} at {where}" + (", our own" if embedded else ""))
    if str(told.get("aof_enabled", "0")) != "1":
        yield doubtful("queue", "it keeps no log (AOF)", f"appendonly yes; {RUNNING}")
    policy = str(told.get("maxmemory_policy", ""))
    if policy != "noeviction":
        yield wrong("queue", f"it may forget: maxmemory-policy {policy}", "set noeviction")
    if str(told.get("role", "master")) != "master":
        yield wrong("queue", "it is a replica, and takes nothing", "name the master, or Sentinel")


def workers(listening: RqJobQueue, wanted: Mapping[str, int]) -> Iterator[Finding]:
    """Who listens to each queue, on all hosts.

    Raises:
        QueueUnavailable: The queue server does not answer.
    """
    for line, count in listening.listening().items():
        told = f"{count} listen to {line}"
        if not count:
            yield wrong("workers", told, f"accident-service worker --queue {line}")
        elif count < wanted.get(line, 0):
            yield doubtful("workers", f"{told}; this host is to have {wanted[line]}", "see its log")
        else:
            yield ok("workers", told)
