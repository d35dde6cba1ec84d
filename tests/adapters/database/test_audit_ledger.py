"""What every audit ledger promises: each entry continues the one before it, and stays."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casefile.audit import GENESIS_HASH, AuditAct, AuditEntry
from accident_service.casework.ports import Ledger
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.keys import open_engines

CASE = CaseId("case-1")


def act(verb: str, case: CaseId | None = CASE) -> AuditAct:
    return AuditAct(
        at=examples.NOON,
        actor="officer:officer-1",
        verb=verb,
        case=case,
        detail=(("name", "静态图.png"), ("number", "1")),
    )


def written(ledger: Ledger, *verbs: str) -> list[AuditEntry]:
    entries = []
    for verb in verbs:
        with ledger.transaction() as work:
            entries.append(work.audit.append(act(verb)))
    return entries


def test_each_entry_continues_the_one_before_it(ledger: Ledger) -> None:
    first, second, third = written(ledger, "file-report", "view-exhibit", "confirm")
    assert [first.sequence, second.sequence, third.sequence] == [1, 2, 3]
    assert first.previous_hash == GENESIS_HASH
    assert (second.previous_hash, third.previous_hash) == (first.entry_hash, second.entry_hash)


def test_entries_come_back_whole_and_intact(ledger: Ledger) -> None:
    entries = written(ledger, "file-report", "confirm")
    with ledger.transaction() as work:
        work.audit.append(act("sweep-drafts", case=None))
    with ledger.reading() as work:
        kept = work.audit.of_case(CASE)
    assert kept == tuple(entries)
    assert all(entry.intact for entry in kept)


def test_an_entry_of_a_unit_that_failed_leaves_no_gap(ledger: Ledger) -> None:
    def fail_after_writing() -> None:
        with ledger.transaction() as work:
            work.audit.append(act("never-happened"))
            work.cases.load(CaseId("nobody's"))

    written(ledger, "file-report")
    with pytest.raises(NotFound):
        fail_after_writing()
    (next_entry,) = written(ledger, "confirm")
    assert next_entry.sequence == 2


@pytest.mark.parametrize(
    "change", ["UPDATE audit_entry SET actor = 'nobody'", "DELETE FROM audit_entry"]
)
def test_the_database_itself_refuses_to_change_an_entry(database_url: str, change: str) -> None:
    engines = open_engines(database_url)
    ledger = SqlLedger(engines=engines, clock=FakeClock())
    entries = written(ledger, "file-report")
    with pytest.raises(DatabaseError, match="append-only"), engines.transaction() as connection:
        connection.execute(text(change))
    with ledger.reading() as work:
        assert work.audit.whole() == tuple(entries)
    engines.close()
