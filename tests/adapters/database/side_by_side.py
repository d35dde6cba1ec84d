"""What the concurrency tests run in processes of their own, started afresh."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.synchronize import Barrier
from typing import TypeVar

from accident_service.adapters.clock import SystemClock
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casefile.audit import AuditAct
from accident_service.casework.file_report import FileReport
from accident_service.errors import CaseMovedOn
from accident_service.quantities.identifiers import AttemptId, CaseId
from tests.fakes import examples
from tests.keys import open_engines, upgrade

Given = TypeVar("Given")

_starts: list[Barrier] = []  # set once in each process, before its first task


def know_start(start: Barrier) -> None:
    """Remember where the processes wait for one another."""
    _starts.append(start)


def from_the_start(task: Callable[[], Given]) -> Given:
    """Do the task once every process has come as far."""
    _starts[-1].wait(timeout=120)
    return task()


@contextmanager
def ledger_at(url: str) -> Iterator[SqlLedger]:
    """A ledger of this process's own."""
    engines = open_engines(url)
    yield SqlLedger(engines=engines, clock=SystemClock())
    engines.close()


def migrate(url: str) -> None:
    """Bring the schema up to date, as every process does when it starts."""
    upgrade(url)


def count_up(url: str, case_id: str, times: int) -> None:
    """Make the next version of the case so many times, reading it anew each time."""
    with ledger_at(url) as ledger:
        while times > 0:
            try:
                _make_next_version(ledger, CaseId(case_id))
            except CaseMovedOn:  # somebody was first: look again, as a person would
                continue
            times -= 1


def _make_next_version(ledger: SqlLedger, case_id: CaseId) -> None:
    with ledger.transaction() as work:
        case = work.cases.load(case_id)
        later = replace(
            case, version=case.version + 1, proposal_revision=case.proposal_revision + 1
        )
        work.cases.save(later)


def write_entries(url: str, actor: str, times: int) -> None:
    """Write so many audit entries, each in a transaction of its own."""
    with ledger_at(url) as ledger:
        for number in range(times):
            act = AuditAct(
                at=examples.NOON,
                actor=actor,
                verb="view-exhibit",
                case=None,
                detail=(("number", str(number)),),
            )
            with ledger.transaction() as work:
                work.audit.append(act)


def begin(url: str, attempt: str) -> bool:
    """Try to take the lease; did it succeed?"""
    with ledger_at(url) as ledger, ledger.transaction() as work:
        return work.steps.begin(AttemptId(attempt)) is not None


def file_report(url: str) -> str:
    """File the example's report; the id of the case it opened or found."""
    with ledger_at(url) as ledger:
        return FileReport(ledger, SystemClock())(examples.report()).id
