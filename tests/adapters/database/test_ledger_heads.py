"""Signed heads are kept as they were signed, in either database, and stand for its entries."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from accident_service.adapters.database.audit_search import SqlAuditSearch
from accident_service.adapters.database.engine import Engines
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.ledger_heads import SqlLedgerHeads
from accident_service.casefile.audit import AuditAct
from accident_service.casework.check_ledger import CheckLedger
from accident_service.casework.sign_head import SignHead
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.heads import SEAL, root_of
from tests.keys import open_engines


@pytest.fixture
def engines(database_url: str) -> Iterator[Engines]:
    opened = open_engines(database_url)
    yield opened
    opened.close()


def happened(engines: Engines, *verbs: str) -> None:
    with SqlLedger(engines=engines, clock=FakeClock()).transaction() as work:
        for verb in verbs:
            act = AuditAct(at=examples.NOON, actor="officer:1", verb=verb, case=None)
            work.audit.append(act)


def test_heads_are_kept_grown_and_stamped(engines: Engines) -> None:
    heads = SqlLedgerHeads(engines)
    sign = SignHead(heads, SEAL, FakeClock())
    assert (heads.latest(), sign()) == (None, None)

    happened(engines, "file-report", "confirm", "issue")
    first = sign()
    happened(engines, "read-document")
    second = sign()
    assert first is not None
    assert second is not None
    heads.add(second)  # twice is once
    heads.stamp(4, b"token")
    heads.stamp(4, b"another")

    assert heads.every(after=3) == (heads.latest(),)
    assert heads.unstamped() == (first,)
    latest = heads.latest()
    assert latest is not None
    assert (latest.head, latest.time_stamp) == (second.head, b"token")
    hashes = list(heads.entry_hashes())
    assert latest.head.tree_root == root_of(hashes)
    assert list(heads.entry_hashes(after=1, up_to=3)) == hashes[1:3]
    found = CheckLedger(SqlAuditSearch(engines), heads, SEAL)([first.signature])
    assert (found.entry_count, found.head_count, found.faults) == (4, 3, ())


@pytest.mark.proves("E2")
def test_e2_entries_deleted_behind_the_services_back_are_told(engines: Engines) -> None:
    heads = SqlLedgerHeads(engines)
    happened(engines, "file-report", "confirm", "issue")
    SignHead(heads, SEAL, FakeClock())()
    with engines.transaction() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER ALL"))
        else:
            connection.execute(text("DROP TRIGGER audit_entry_refuses_delete"))
        connection.execute(text("DELETE FROM audit_entry WHERE sequence = 3"))
        last = "SELECT entry_hash FROM audit_entry WHERE sequence = 2"
        connection.execute(
            text(f"UPDATE audit_head SET sequence = 2, entry_hash = ({last})")  # noqa: S608
        )
    assert SqlAuditSearch(engines).check().broken_at is None
    (fault,) = CheckLedger(SqlAuditSearch(engines), heads, SEAL)().faults
    assert "its end was cut off" in fault
