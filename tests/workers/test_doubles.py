"""At least once, with one effect: bells rung twice or never, and two workers on one step."""

import signal
import subprocess
import sys
import time
from functools import partial
from threading import Event

import pytest

from accident_service.casefile.stage import Stage
from accident_service.casework.file_report import FileReport
from accident_service.casework.ports import Step
from accident_service.casework.queues import Queue
from accident_service.errors import QueueUnavailable
from accident_service.wiring import open_queue_client
from tests.fakes.examples import report
from tests.workers.bench import (
    ATTEMPTS_AT_MOST,
    PATIENCE_S,
    ROOT,
    Bench,
    assert_done_exactly_once,
    is_alive,
    kill,
)

pytestmark = pytest.mark.redis


def crash(bench: Bench, moment: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.workers.crashes", moment],
        cwd=ROOT,
        env=bench.environment,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL


def queued(bench: Bench, queue: Queue = Queue.RECONSTRUCT) -> int:
    with open_queue_client(bench.settings) as client:
        return int(client.llen(f"rq:queue:{queue}"))


@pytest.mark.proves("R10")
def test_r10_a_crash_between_commit_and_ring_leaves_a_bell_that_is_rung_later(
    served: Bench,
) -> None:
    crash(served, "commit")

    assert queued(served, Queue.FETCH) == 0
    assert served.relay.turn() == 1
    assert queued(served, Queue.FETCH) == 1


@pytest.mark.proves("R10")
def test_r10_a_crash_between_ring_and_mark_rings_twice_with_one_effect(served: Bench) -> None:
    case_id = served.add_case()

    crash(served, "ring")

    assert queued(served) == 1
    assert served.relay.turn() == 1
    assert queued(served) == 2
    with served.worker():
        served.until(lambda: served.is_reconstructed(case_id) and queued(served) == 0)
    assert_done_exactly_once(served, case_id, by_number=1)
    assert not served.horse(2)


@pytest.mark.proves("R14")
def test_r14_of_two_workers_on_one_attempt_only_one_begins_it(served: Bench) -> None:
    case_id = served.add_case()
    served.hold()
    (bell,) = served.outbox.due(Queue.RECONSTRUCT, served.ledger.clock.now(), 10)
    served.queue.ring(bell.attempt, bell.queue)
    served.queue.ring(bell.attempt, bell.queue)
    with served.worker(), served.worker():
        served.until(lambda: served.horse() and queued(served) == 0)
        served.let_go()
        served.until(lambda: served.is_reconstructed(case_id))

    assert_done_exactly_once(served, case_id, by_number=1)
    assert not served.horse(2)


@pytest.mark.proves("R14")
def test_r14_a_worker_that_lost_its_lease_cannot_save_what_it_found(served: Bench) -> None:
    case_id = served.add_case()
    served.mute()
    served.hold()
    with served.worker(), served.worker():
        served.until(lambda: served.is_reconstructed(case_id))
        assert is_alive(served.horse(1))
        served.let_go()
        served.until(lambda: not is_alive(served.horse(1)))

    assert_done_exactly_once(served, case_id, by_number=2)
    begun = [dict(entry.act.detail)["number"] for entry in served.audit(case_id, "begin-step")]
    assert begun == ["1", "2"]


@pytest.mark.proves("R12")
def test_a_step_whose_worker_dies_every_time_goes_to_an_officer(served: Bench) -> None:
    case_id = served.add_case()
    served.hold(1)
    served.hold(2)
    with served.worker():
        for number in (1, ATTEMPTS_AT_MOST):
            served.until(partial(served.horse, number))
            kill(served.horse(number))
        served.until(lambda: served.case(case_id).stage is Stage.NEEDS_OFFICER)

    assert served.case(case_id).evidence_gap == "step-given-up"
    assert not served.case(case_id).analyses
    assert not served.horse(3)


@pytest.mark.proves("R7")
def test_r7_a_report_is_accepted_while_the_queue_is_away_and_rung_when_it_is_back(
    bench: Bench,
) -> None:
    case = FileReport(bench.ledger, bench.ledger.clock)(report("while-away"))
    with pytest.raises(QueueUnavailable, match="could not look"):
        bench.relay.turn()
    with bench.ledger.reading() as unit:
        (progress,) = unit.steps.progress(case.id)
    assert (progress.step, progress.state) == (Step.FIND_CLIPS, "waiting")

    with bench.queue_server():
        assert bench.relay.turn() == 1
        assert queued(bench, Queue.FETCH) == 1


@pytest.mark.proves("R7")
def test_r7_the_ringing_process_waits_for_a_queue_that_is_away(bench: Bench) -> None:
    bench.add_case()
    with subprocess.Popen(
        [sys.executable, "-m", "workers", "ring"],
        cwd=ROOT,
        env=bench.environment,
        stderr=subprocess.PIPE,
        text=True,
    ) as ringing:
        try:
            assert ringing.stderr is not None
            assert any("waiting" in line for line in ringing.stderr)
            with bench.queue_server():
                waited_for_s = time.monotonic() + PATIENCE_S
                while queued(bench) == 0:
                    assert time.monotonic() < waited_for_s
                    Event().wait(0.05)
                ringing.terminate()
                assert ringing.wait(PATIENCE_S) == 0
        finally:
            ringing.kill()
