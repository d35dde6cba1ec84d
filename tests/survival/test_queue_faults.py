"""The queue's server is restarted, its connections are cut, its workers told to stop."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from threading import Event

import pytest
from rq import Queue as RqQueue
from rq.command import send_stop_job_command
from rq.exceptions import InvalidJobOperation, NoSuchJobError
from rq.registry import StartedJobRegistry
from rq.serializers import JSONSerializer

from accident_service.casework.queues import Queue
from accident_service.wiring import open_queue_client
from tests.workers.bench import (
    PATIENCE_S,
    Bench,
    assert_done_exactly_once,
    is_alive,
    kill,
    tell_to_leave,
)
from tests.workers.rig import rig_folder

pytestmark = pytest.mark.redis

# RQ alone would let what was in a stopped worker's hand lie for more than a minute.
RUNG_AGAIN_WITHIN_S = 5.0


@contextmanager
def steps_queue(bench: Bench) -> Iterator[RqQueue]:
    with open_queue_client(bench.settings) as client:
        yield RqQueue(Queue.RECONSTRUCT.value, connection=client, serializer=JSONSerializer)


@pytest.mark.proves("R3")
def test_a_worker_stopped_with_a_bell_in_its_hand_loses_no_work(served: Bench) -> None:
    case_id = served.add_case()
    with served.worker("pausing") as leaving:
        served.until((rig_folder(served.settings) / "in-hand").exists)
        leaving.terminate()
        assert leaving.wait(PATIENCE_S) == 0
    with steps_queue(served) as queue:
        assert served.until(lambda: len(queue)) < RUNG_AGAIN_WITHIN_S
        assert not queue.intermediate_queue.get_job_ids()
    assert not served.audit(case_id, "begin-step")


@pytest.mark.proves("R5")
@pytest.mark.parametrize("end", [pytest.param("stopped", marks=pytest.mark.drill), "killed"])
def test_a_queue_server_that_comes_back_has_every_bell_and_its_workers(
    bench: Bench, end: str
) -> None:
    with bench.queue_server() as first, bench.worker():
        running = bench.add_case("1")
        bench.hold()
        # A bell rung twice for a worker that is slow to begin would take the place of another.
        patient = replace(bench.reconciler, bell_patience_s=PATIENCE_S)
        replace(bench, reconciler=patient).until(bench.horse)
        waiting = [bench.add_case(name) for name in ("2", "3")]
        assert bench.relay.turn() == 2
        if end == "killed":
            kill(first.process_id)
        first.stop()
        with bench.queue_server():
            with steps_queue(bench) as queue:
                assert len(queue) == 2
            bench.let_go()
            bench.until(lambda: all(map(bench.is_reconstructed, (running, *waiting))))
    for case_id in (running, *waiting):
        assert_done_exactly_once(bench, case_id, by_number=1)


@pytest.mark.drill
@pytest.mark.proves("R8")
def test_after_a_cut_connection_workers_work_on_and_still_obey(served: Bench) -> None:
    case_id = served.add_case()
    served.hold()
    with served.worker() as worker, steps_queue(served) as queue:
        served.until(served.horse)
        cut_all_connections(queue)
        (job_id,) = until_one_is_in_hand(queue)
        give_up_s = time.monotonic() + PATIENCE_S
        while is_alive(served.horse()):  # a command that nobody hears is not kept: say it again
            assert time.monotonic() < give_up_s, "the worker does not hear that it should stop"
            with suppress(NoSuchJobError, InvalidJobOperation):  # it ended just now
                send_stop_job_command(queue.connection, job_id, serializer=JSONSerializer)
            Event().wait(0.2)
        served.until(lambda: served.is_reconstructed(case_id))
        cut_all_connections(queue)
        tell_to_leave(worker, queue.connection)

    assert worker.returncode == 0
    assert_done_exactly_once(served, case_id, by_number=2)


@pytest.mark.drill
@pytest.mark.proves("R15")
def test_a_step_longer_than_any_heartbeat_is_left_alone_by_others_housekeeping(
    served: Bench,
) -> None:
    """In seconds: a heartbeat lasts two, another worker looks for lost ones every second."""
    stays_with_its_worker_for(served, 6.0, "brisk")


@pytest.mark.proves("R15")
@pytest.mark.drill
def test_a_step_of_over_two_minutes_is_left_alone_by_others_housekeeping(served: Bench) -> None:
    stays_with_its_worker_for(served, 130.0)


def stays_with_its_worker_for(bench: Bench, held_s: float, *how: str) -> None:
    """One worker holds a step so long while another one does housekeeping, and has nothing else."""
    case_id = bench.add_case()
    bench.hold()
    with bench.worker(*how), bench.worker(*how), steps_queue(bench) as queue:
        bench.until(bench.horse)
        over_s = time.monotonic() + held_s
        while time.monotonic() < over_s:
            bench.reconciler.turn()
            bench.relay.turn()
            assert how or StartedJobRegistry(queue=queue).get_job_ids(cleanup=False)
            Event().wait(0.2)
        bench.let_go()
        bench.until(lambda: bench.is_reconstructed(case_id))

    assert_done_exactly_once(bench, case_id, by_number=1)
    assert not bench.horse(2)


def cut_all_connections(queue: RqQueue) -> None:
    """As a firewall does that forgot them."""
    for kind in ("normal", "pubsub"):
        queue.connection.client_kill_filter(_type=kind, skipme=True)


def until_one_is_in_hand(queue: RqQueue) -> list[str]:
    give_up_s = time.monotonic() + PATIENCE_S
    while not (found := StartedJobRegistry(queue=queue).get_job_ids(cleanup=False)):
        assert time.monotonic() < give_up_s
        Event().wait(0.05)
    return list(found)
