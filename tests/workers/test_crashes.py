"""What the ledger, the leases and the queue survive, with real processes and a real server."""

from pathlib import Path

import pytest
from rq import Queue as RqQueue
from rq.serializers import JSONSerializer

from accident_service.casework.queues import Queue
from accident_service.wiring import open_queue_client
from tests.engines import PRODUCTION
from tests.workers.bench import LEASE_S, PATIENCE_S, Bench, assert_done_exactly_once, is_alive, kill

pytestmark = pytest.mark.redis

# From the end of the lease to the new try's first act: one reconciling turn, one ring, one
# fork and its imports, on a machine busy with other tests.
TAKE_OVER_WITHIN_S = 10.0


@pytest.mark.parametrize("engines_of_run", ["as told", PRODUCTION], indirect=True)
@pytest.mark.proves("R1")
def test_r1_a_horse_killed_in_mid_analysis_is_replaced_and_both_tries_are_on_record(
    served: Bench,
) -> None:
    case_id = served.add_case()
    served.hold()
    with served.worker():
        served.until(served.horse)
        kill(served.horse())
        served.until(lambda: served.is_reconstructed(case_id))

    assert_done_exactly_once(served, case_id, by_number=2)
    begun = [dict(entry.act.detail)["number"] for entry in served.audit(case_id, "begin-step")]
    assert begun == ["1", "2"]
    assert len(served.audit(case_id, "supersede-attempt")) == 1


@pytest.mark.proves("R2")
def test_r2_worker_and_horse_killed_on_an_idle_queue_are_replaced_within_the_lease(
    served: Bench,
) -> None:
    case_id = served.add_case()
    served.hold()
    with served.worker() as doomed:
        served.until(served.horse)
        with served.worker():
            doomed.kill()
            kill(served.horse())
            taken_over_s = served.until(lambda: served.horse(2))
            served.until(lambda: served.is_reconstructed(case_id))

    assert taken_over_s < LEASE_S + TAKE_OVER_WITHIN_S
    assert_done_exactly_once(served, case_id, by_number=2)


@pytest.mark.proves("R2b")
def test_r2b_the_horse_of_a_killed_worker_dies_with_it_and_does_not_run_beside_its_successor(
    served: Bench,
) -> None:
    case_id = served.add_case()
    served.hold()
    with served.worker() as doomed:
        served.until(served.horse)
        with served.worker():
            doomed.kill()
            died_s = served.until(lambda: not is_alive(served.horse()))
            served.until(lambda: served.is_reconstructed(case_id))

    assert died_s < LEASE_S
    assert_done_exactly_once(served, case_id, by_number=2)


@pytest.mark.proves("R4")
def test_r4_a_worker_asked_to_stop_finishes_the_step_in_hand(served: Bench) -> None:
    case_id = served.add_case()
    served.hold()
    with served.worker() as leaving:
        served.until(served.horse)
        leaving.terminate()
        served.let_go()
        served.until(lambda: served.is_reconstructed(case_id))
        assert leaving.wait(PATIENCE_S) == 0

    assert_done_exactly_once(served, case_id, by_number=1)


@pytest.mark.proves("S19")
def test_a_job_that_is_no_bell_is_refused_unseen(served: Bench, tmp_path: Path) -> None:
    forged = tmp_path / "forged"
    with open_queue_client(served.settings) as client:
        queue = RqQueue(Queue.RECONSTRUCT.value, connection=client, serializer=JSONSerializer)
        queue.enqueue("os.mkdir", str(forged), result_ttl=0, failure_ttl=0)
        case_id = served.add_case()
        with served.worker():
            served.until(lambda: served.is_reconstructed(case_id))
        assert client.llen(queue.key) == client.llen(queue.intermediate_queue_key) == 0

    assert not forged.exists()


@pytest.mark.proves("R6")
def test_r6_a_queue_wiped_clean_is_filled_again_from_the_ledger(served: Bench) -> None:
    cases = [served.add_case(name) for name in ("1", "2", "3")]
    served.relay.turn()
    with open_queue_client(served.settings) as client:
        assert client.llen("rq:queue:reconstruct") == 2  # the third waits in the ledger
        client.flushall()
    with served.worker():
        served.until(lambda: all(served.is_reconstructed(case_id) for case_id in cases))

    for case_id in cases:
        assert_done_exactly_once(served, case_id, by_number=1)


@pytest.mark.proves("R6")
def test_r6_a_new_queue_server_gets_all_waiting_work_even_what_was_running(
    bench: Bench,
) -> None:
    running, waiting = bench.add_case("1"), bench.add_case("2")
    bench.hold()
    with bench.queue_server(), bench.worker():
        bench.until(bench.horse)
    for remains in bench.settings.queue_folder.rglob("*"):
        if remains.is_file():
            remains.unlink()
    bench.let_go()
    with bench.queue_server(), bench.worker():
        bench.until(lambda: bench.is_reconstructed(waiting))
        bench.until(lambda: bench.is_reconstructed(running))

    assert_done_exactly_once(bench, running, by_number=2)
    assert_done_exactly_once(bench, waiting, by_number=1)
