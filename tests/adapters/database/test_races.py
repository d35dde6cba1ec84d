"""Two officers, two reviewers or one thumb twice, in real processes: one wins, the rest hear it."""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import pytest

from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.review import ReviewState
from accident_service.casefile.review_conclusion import ReviewOutcome
from accident_service.casefile.stage import Stage
from tests.adapters.database import racing_acts, side_by_side
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.documents import determination
from tests.keys import open_engines
from tests.unit.casefile import reviews

pytestmark = pytest.mark.proves("D4")

AT_ONCE = 3
AtOnce = Callable[[Callable[[], object]], list[object]]
PDF = BlobRef(sha256="01" * 32, size_bytes=52_000, media_type="application/pdf")


@pytest.fixture(scope="module")
def at_once() -> Iterator[AtOnce]:
    """What each of three processes, none of them forked, gives back of one task."""
    spawning = multiprocessing.get_context("spawn")
    start = spawning.Barrier(AT_ONCE)
    with ProcessPoolExecutor(
        AT_ONCE, mp_context=spawning, initializer=side_by_side.know_start, initargs=(start,)
    ) as pool:

        def run(task: Callable[[], object]) -> list[object]:
            running = [pool.submit(side_by_side.from_the_start, task) for _ in range(AT_ONCE)]
            return [one.result(timeout=120) for one in running]

        yield run


@pytest.fixture
def ledger(database_url: str) -> Iterator[SqlLedger]:
    engines = open_engines(database_url)
    yield SqlLedger(engines=engines, clock=FakeClock())
    engines.close()


def determined(ledger: SqlLedger, proceedings: Proceedings | None = None) -> str:
    """The example's case with its determination, and what has followed."""
    issued = determination()
    case = examples.decided_case().with_determination(issued.number)
    with ledger.transaction() as work:
        work.cases.add(case)
        work.determinations.add(issued, PDF, PDF)
        if proceedings is not None:
            work.proceedings.save(proceedings)
    return case.id


@pytest.mark.parametrize(
    "confirm", [racing_acts.confirm, racing_acts.confirm_as_another], ids=["one", "two officers"]
)
def test_a_case_is_decided_once(
    database_url: str,
    ledger: SqlLedger,
    at_once: AtOnce,
    confirm: Callable[[str, str, int], bool],
) -> None:
    case = examples.proposed_case()
    with ledger.transaction() as work:
        work.cases.add(case)
    decided = at_once(partial(confirm, database_url, case.id, case.version))
    assert decided.count(True) == 1
    with ledger.reading() as work:
        kept = work.cases.load(case.id)
        assert [one.act.verb for one in work.audit.of_case(case.id)] == ["confirm"]
    assert (kept.stage, kept.version) == (Stage.DECIDED, case.version + 1)


def test_an_application_sent_three_times_counts_once(
    database_url: str, ledger: SqlLedger, at_once: AtOnce
) -> None:
    case_id = determined(ledger)
    applied = at_once(partial(racing_acts.apply_for_review, database_url, case_id))
    assert applied.count(True) == 1
    with ledger.reading() as work:
        found = work.proceedings.load(examples.decided_case().id)
    assert [one.state for one in found.reviews] == [ReviewState.APPLIED]


def test_a_review_is_concluded_once_and_draws_one_number(
    database_url: str, ledger: SqlLedger, at_once: AtOnce
) -> None:
    drafted = reviews_on_the_desk()
    case_id = determined(ledger, drafted)
    signed = at_once(partial(racing_acts.conclude, database_url, case_id, drafted.version))
    assert signed.count(True) == 1
    with ledger.reading() as work:
        (paper,) = work.papers.of_case(examples.decided_case().id)
        assert work.cases.load(examples.decided_case().id).stage is Stage.REOPENED
    assert paper.content.number == "2203000001-2026-R000001"


def reviews_on_the_desk() -> Proceedings:
    empty = Proceedings(case=examples.decided_case().id)
    return empty.with_review(reviews.drafted(ReviewOutcome.REDETERMINE))
