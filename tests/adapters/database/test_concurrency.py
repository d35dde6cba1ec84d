"""Real processes on one database: no update is lost, no chain forks, one lease is given."""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.migrate import differences
from accident_service.casework.ports import Step
from tests.adapters.database import side_by_side
from tests.adapters.database.bells_due import bells_due
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.keys import open_engines

AT_ONCE = 4
NEW_DATABASES = 10  # the race to switch a new file to WAL is lost about once in so many
AtOnce = Callable[[Callable[[], object]], list[object]]


@pytest.fixture(scope="module")
def at_once() -> Iterator[AtOnce]:
    """What each of four processes, none of them forked, gives back of one task."""
    spawning = multiprocessing.get_context("spawn")
    start = spawning.Barrier(AT_ONCE)
    with ProcessPoolExecutor(
        AT_ONCE, mp_context=spawning, initializer=side_by_side.know_start, initargs=(start,)
    ) as pool:

        def run(task: Callable[[], object]) -> list[object]:
            running = [pool.submit(side_by_side.from_the_start, task) for _ in range(AT_ONCE)]
            return [one.result(timeout=120) for one in running]

        yield run


def test_four_processes_lose_no_update(database_url: str, at_once: AtOnce) -> None:
    engines = open_engines(database_url)
    ledger = SqlLedger(engines=engines, clock=FakeClock())
    case = examples.reported_case()
    with ledger.transaction() as work:
        work.cases.add(case)
    at_once(partial(side_by_side.count_up, database_url, case.id, 50))
    with ledger.reading() as work:
        counted = work.cases.load(case.id)
    assert counted.version == case.version + AT_ONCE * 50
    assert counted.proposal_revision == AT_ONCE * 50
    engines.close()


@pytest.mark.proves("E3")
def test_four_processes_write_one_chain(database_url: str, at_once: AtOnce) -> None:
    at_once(partial(side_by_side.write_entries, database_url, "worker:find-clips", 25))
    assert_one_chain(database_url, AT_ONCE * 25)


@pytest.mark.proves("E3")
def test_fifty_writers_at_once_write_one_chain(database_url: str) -> None:
    def write(writer: int) -> None:
        side_by_side.write_entries(database_url, f"officer:{writer}", 2)

    with ThreadPoolExecutor(50) as pool:
        list(pool.map(write, range(50)))
    assert_one_chain(database_url, 100)


def assert_one_chain(url: str, length: int) -> None:
    engines = open_engines(url)
    with SqlLedger(engines=engines, clock=FakeClock()).reading() as work:
        chain = work.audit.whole()
    engines.close()
    assert [entry.sequence for entry in chain] == list(range(1, length + 1))
    assert all(entry.intact for entry in chain)
    assert all(later.previous_hash == earlier.entry_hash for earlier, later in pairwise(chain))


def test_one_of_four_processes_gets_the_lease(database_url: str, at_once: AtOnce) -> None:
    engines = open_engines(database_url)
    clock = FakeClock()
    with SqlLedger(engines=engines, clock=clock).transaction() as work:
        work.cases.add(examples.reported_case())
        work.steps.request(examples.reported_case().id, Step.FIND_CLIPS)
    (entry,) = bells_due(engines, clock.now())
    engines.close()
    begun = at_once(partial(side_by_side.begin, database_url, entry.attempt))
    assert begun.count(True) == 1


@pytest.mark.proves("D2")
def test_four_taps_on_submit_open_one_case(database_url: str, at_once: AtOnce) -> None:
    opened = at_once(partial(side_by_side.file_report, database_url))
    assert len(set(opened)) == 1
    engines = open_engines(database_url)
    assert len(bells_due(engines, FakeClock().now() + timedelta(days=3650))) == 1
    engines.close()


def test_processes_that_start_together_migrate_once(tmp_path: Path, at_once: AtOnce) -> None:
    for number in range(NEW_DATABASES):
        url = f"sqlite:///{tmp_path / f'new-{number}.db'}"
        at_once(partial(side_by_side.migrate, url))
        assert differences(url) == ()
