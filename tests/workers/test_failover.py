"""The master of the queue's servers is killed: the other takes over, and no case is lost."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest

from accident_service.errors import QueueUnavailable
from accident_service.wiring import open_queue_client
from tests.workers.bench import (
    PATIENCE_S,
    POLL_S,
    Bench,
    assert_done_exactly_once,
    tell_to_leave,
)
from tests.workers.watched_servers import watched_servers

pytestmark = [pytest.mark.redis, pytest.mark.drill]

CASES = 5


def work_until(bench: Bench, condition: Callable[[], object]) -> None:
    """Turns of relay and reconciler beside a worker that is started again when it ends."""
    give_up_s = time.monotonic() + PATIENCE_S
    while not condition():
        with bench.worker() as worker:
            while not condition() and worker.poll() is None:
                assert time.monotonic() < give_up_s, "the condition did not come true in time"
                with suppress(QueueUnavailable):
                    bench.reconciler.turn()
                    bench.relay.turn()
                Event().wait(POLL_S)


@pytest.mark.proves("R6", "R8")
def test_work_goes_on_with_the_server_that_took_over(tmp_path: Path) -> None:
    with watched_servers(tmp_path / "servers") as servers:
        bench = Bench.set_up(tmp_path / "data", redis_url=servers.url)
        cases = [bench.add_case(str(number)) for number in range(CASES)]
        bench.hold()
        work_until(bench, bench.horse)
        servers.master.kill()
        bench.let_go()
        work_until(bench, lambda: all(map(bench.is_reconstructed, cases)))

        numbers = [dict(bench.audit(one, "finish-step")[0].act.detail)["number"] for one in cases]
        for case, number in zip(cases, numbers, strict=True):
            assert_done_exactly_once(bench, case, by_number=int(number))
        assert numbers.count("1") >= CASES - 1, "only the step in hand may be tried again"
        _can_still_be_told_to_stop(bench)
        bench.put_away()


def _can_still_be_told_to_stop(bench: Bench) -> None:
    with bench.worker() as worker, open_queue_client(bench.settings) as client:
        tell_to_leave(worker, client)
        assert worker.returncode == 0
