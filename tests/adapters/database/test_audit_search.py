"""The record is found by case, actor, act and time, and a change in it is named."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from accident_service.adapters.database.audit_search import SqlAuditSearch
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casefile.audit import AuditAct
from accident_service.casework.audit_ports import AuditQuery, ChainState
from accident_service.quantities.identifiers import CaseId
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.keys import open_engines

HOUR = timedelta(hours=1)
ACTS = (
    ("driver:A", "file-report", "case-1"),
    ("officer:o-1", "view-case", "case-1"),
    ("officer:o-10", "view-case", "case-2"),
    ("officer:o-1", "confirm", "case-1"),
)


@pytest.fixture
def engines(database_url: str) -> Iterator[Engines]:
    opened = open_engines(database_url)
    ledger = SqlLedger(engines=opened, clock=FakeClock())
    for number, (actor, verb, case) in enumerate(ACTS):
        at = examples.NOON + number * HOUR
        with ledger.transaction() as work:
            work.audit.append(AuditAct(at=at, actor=actor, verb=verb, case=CaseId(case)))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("query", "sequences"),
    [
        (AuditQuery(), [4, 3, 2, 1]),
        (AuditQuery(case=CaseId("case-1")), [4, 2, 1]),
        (AuditQuery(actor="officer:"), [4, 3, 2]),
        (AuditQuery(actor="officer:o-10"), [3]),
        (AuditQuery(actor="%"), []),
        (AuditQuery(verb="view-case"), [3, 2]),
        (AuditQuery(from_at=examples.NOON + HOUR, to_at=examples.NOON + 2 * HOUR), [2]),
        (AuditQuery(before_sequence=3), [2, 1]),
    ],
)
def test_entries_are_found_newest_first(
    engines: Engines, query: AuditQuery, sequences: list[int]
) -> None:
    found = SqlAuditSearch(engines).found(query, limit=10)
    assert [one.sequence for one in found] == sequences
    assert all(one.intact for one in found)


def test_no_more_than_asked_for(engines: Engines) -> None:
    assert len(SqlAuditSearch(engines).found(AuditQuery(), limit=2)) == 2
    assert SqlAuditSearch(engines).verbs() == ("confirm", "file-report", "view-case")


def test_a_whole_chain_is_whole(engines: Engines) -> None:
    assert SqlAuditSearch(engines).check() == ChainState(4)
