"""E2: a tail cut off, a chain made anew, are told by the heads that were signed before."""

import pytest

from accident_service.casefile.audit import GENESIS_HASH, AuditEntry
from accident_service.casework.check_ledger import CheckLedger
from accident_service.casework.sign_head import SignHead
from tests.casework.test_sign_head import happened
from tests.fakes.audit_search import FakeAuditSearch
from tests.fakes.clock import FakeClock
from tests.fakes.heads import SEAL, FakeLedgerHeads
from tests.fakes.ledger import FakeLedger

pytestmark = pytest.mark.proves("E2")


def kept_ledger() -> tuple[FakeLedger, FakeLedgerHeads]:
    ledger = FakeLedger()
    heads = FakeLedgerHeads(ledger)
    sign = SignHead(heads, SEAL, FakeClock())
    happened(ledger, "file-report", "view-exhibit", "confirm")
    sign()
    happened(ledger, "issue", "read-document")
    sign()
    return ledger, heads


def check(ledger: FakeLedger, heads: FakeLedgerHeads, *outside: bytes) -> tuple[str, ...]:
    return CheckLedger(FakeAuditSearch(ledger), heads, SEAL)(outside).faults


def made_anew(ledger: FakeLedger, verb: str) -> None:
    """The chain from its beginning, as somebody with the database in hand would forge it."""
    previous, forged = GENESIS_HASH, []
    for kept in ledger.tables.audit:
        act = kept.act
        if kept.sequence == 2:
            act = type(act)(at=act.at, actor=act.actor, verb=verb, case=act.case)
        entry = AuditEntry.following(kept.sequence, previous, act)
        forged.append(entry)
        previous = entry.entry_hash
    ledger.tables.audit[:] = forged


def test_a_ledger_as_it_grew_is_whole() -> None:
    ledger, heads = kept_ledger()
    copies = [one.signature for one in heads.every()]
    found = CheckLedger(FakeAuditSearch(ledger), heads, SEAL)(copies)
    assert (found.entry_count, found.head_count, found.faults) == (5, 4, ())


def test_a_tail_cut_off_is_told() -> None:
    ledger, heads = kept_ledger()
    del ledger.tables.audit[3:]
    (fault,) = check(ledger, heads)
    assert "knows 5 entries; the ledger holds 3: its end was cut off" in fault


def test_a_chain_made_anew_fits_no_head_though_it_is_whole_in_itself() -> None:
    ledger, heads = kept_ledger()
    made_anew(ledger, "nothing-happened")
    assert FakeAuditSearch(ledger).check().broken_at is None
    faults = check(ledger, heads)
    assert len(faults) == 2
    assert all("stands for other entries" in fault for fault in faults)


def test_where_the_heads_were_made_anew_too_one_kept_elsewhere_tells() -> None:
    ledger, heads = kept_ledger()
    (_, copy) = [one.signature for one in heads.every()]
    made_anew(ledger, "nothing-happened")
    heads.kept.clear()
    SignHead(heads, SEAL, FakeClock())()
    assert check(ledger, heads) == ()
    (fault,) = check(ledger, heads, copy)
    assert fault.startswith("head no. 1 from outside")


def test_a_head_nobody_signed_is_told() -> None:
    ledger, heads = kept_ledger()
    (fault,) = check(ledger, heads, b"{}")
    assert fault.startswith("head no. 1 from outside: the signature does not hold")
