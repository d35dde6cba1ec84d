"""Real processes on one database: no update is lost, no chain forks, one lease is given."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from accident_service.adapters.database.engine import open_engines
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.migrate import differences
from accident_service.adapters.database.outbox import Outbox
from accident_service.casework.ports import Step
from tests.adapters.database import side_by_side
from tests.fakes import examples
from tests.fakes.clock import FakeClock

AT_ONCE = 4


Given = TypeVar("Given")


def at_once(task: Callable[[], Given]) -> list[Given]:
    """What each of four processes, none of them forked, gives back."""
    with ProcessPoolExecutor(AT_ONCE, mp_context=multiprocessing.get_context("spawn")) as pool:
        running = [pool.submit(task) for _ in range(AT_ONCE)]
        return [one.result(timeout=60) for one in running]


def test_four_processes_lose_no_update(database_url: str) -> None:
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


def test_four_processes_write_one_chain(database_url: str) -> None:
    at_once(partial(side_by_side.write_entries, database_url, "worker:find-clips", 25))
    assert_one_chain(database_url, AT_ONCE * 25)


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


def test_one_of_four_processes_gets_the_lease(database_url: str) -> None:
    engines = open_engines(database_url)
    clock = FakeClock()
    with SqlLedger(engines=engines, clock=clock).transaction() as work:
        work.cases.add(examples.reported_case())
        work.steps.request(examples.reported_case().id, Step.FIND_CLIPS)
    (entry,) = Outbox(engines).due(clock.now(), 1)
    engines.close()
    assert sorted(at_once(partial(side_by_side.begin, database_url, entry.attempt))) == [
        *[False] * (AT_ONCE - 1),
        True,
    ]


def test_processes_that_start_together_migrate_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    at_once(partial(side_by_side.migrate, url))
    assert differences(url) == ()
