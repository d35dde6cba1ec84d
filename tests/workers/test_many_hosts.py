"""Two hosts with a relay and a reconciler each, on one PostgreSQL and one queue."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import pytest

from tests.adapters.database.postgres import new_database, running_postgres
from tests.keys import keep_key
from tests.workers.bench import PATIENCE_S, Bench, assert_done_exactly_once, kill
from workers.ringing import Ringing

pytestmark = [pytest.mark.redis, pytest.mark.drill]

HOSTS, WORKERS, CASES = 2, 3, 8


@pytest.fixture
def hosts(tmp_path: Path) -> Iterator[tuple[Bench, ...]]:
    # Not below pytest's folder, which every other test run closes to the server's own user.
    with TemporaryDirectory(prefix="hosts-") as folder:
        for server_url in running_postgres(Path(folder)):
            database_url = new_database(server_url)
            (tmp_path / "data").mkdir()
            keep_key(tmp_path / "data")
            benches = tuple(
                Bench.set_up(tmp_path / "data", database_url=database_url) for _ in range(HOSTS)
            )
            yield benches
            for bench in benches:
                bench.put_away()


@contextmanager
def ringing_at_once(hosts: tuple[Bench, ...]) -> Iterator[None]:
    """Every host rings and reconciles as often as it can."""
    stop = Event()
    loops = [
        Ringing(relay=host.relay, reconciler=host.reconciler, relay_turns_per_reconciling=1)
        for host in hosts
    ]
    with ThreadPoolExecutor(HOSTS) as threads:
        running = [threads.submit(loop.run, stop) for loop in loops]
        try:
            yield
        finally:
            stop.set()
            for one in running:
                one.result(PATIENCE_S)


@pytest.mark.proves("R10", "R14")
def test_two_relays_and_three_workers_do_every_case_once(hosts: tuple[Bench, ...]) -> None:
    bench = hosts[0]
    bench.hold()
    with ExitStack() as running:
        running.enter_context(bench.queue_server())
        running.enter_context(ringing_at_once(hosts))
        for _ in range(WORKERS):
            running.enter_context(bench.worker())
        cases = [bench.add_case(str(number)) for number in range(CASES)]
        bench.until(bench.horse)
        kill(bench.horse())
        bench.until(lambda: all(map(bench.is_reconstructed, cases)))

    tries = [len(bench.audit(case, "begin-step")) for case in cases]
    assert sorted(tries) == [1] * (CASES - 1) + [2], "only the killed one is tried again"
    for case, number in zip(cases, tries, strict=True):
        assert_done_exactly_once(bench, case, by_number=number)
