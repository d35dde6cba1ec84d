from dataclasses import replace

import pytest

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.ledger_head import JWS_TYPE, LedgerHead
from accident_service.casework.sign_head import SignHead
from accident_service.errors import CustodyBroken, OutsideWorldFailed
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.heads import SEAL, FakeLedgerHeads, FakeTimeStamper, FakeWitness, root_of
from tests.fakes.ledger import FakeLedger


def happened(ledger: FakeLedger, *verbs: str) -> None:
    for verb in verbs:
        with ledger.transaction() as work:
            work.audit.append(AuditAct(at=examples.NOON, actor="officer:1", verb=verb, case=None))


@pytest.fixture
def ledger() -> FakeLedger:
    return FakeLedger()


@pytest.fixture
def heads(ledger: FakeLedger) -> FakeLedgerHeads:
    return FakeLedgerHeads(ledger)


def test_a_head_stands_for_every_entry_up_to_it_and_grows_with_the_ledger(
    ledger: FakeLedger, heads: FakeLedgerHeads
) -> None:
    sign = SignHead(heads, SEAL, FakeClock())
    assert sign() is None

    happened(ledger, "file-report", "view-exhibit", "confirm")
    first = sign()
    happened(ledger, "read-document", "read-document")
    second = sign()

    assert first is not None
    assert second is not None
    hashes = [one.entry_hash for one in ledger.tables.audit]
    assert (first.head.sequence, first.head.tree_root) == (3, root_of(hashes[:3]))
    assert (second.head.sequence, second.head.tree_root) == (5, root_of(hashes))
    signed = SEAL.opened(second.signature, JWS_TYPE)
    assert LedgerHead.from_statement(signed) == second.head


def test_nothing_is_signed_twice(ledger: FakeLedger, heads: FakeLedgerHeads) -> None:
    sign = SignHead(heads, SEAL, FakeClock())
    happened(ledger, "file-report")
    assert [sign.turn(), sign.turn()] == [1, 0]
    assert len(heads.kept) == 1


def test_a_ledger_that_lost_its_signed_end_is_not_signed_again(
    ledger: FakeLedger, heads: FakeLedgerHeads
) -> None:
    sign = SignHead(heads, SEAL, FakeClock())
    happened(ledger, "file-report", "confirm")
    sign()
    del ledger.tables.audit[1:]
    happened(ledger, "refer", "refer")
    with pytest.raises(CustodyBroken, match=r"entry 2 .* is gone or another"):
        sign()


def test_copies_and_stamps_follow_when_the_authority_is_back(
    ledger: FakeLedger, heads: FakeLedgerHeads
) -> None:
    witness = FakeWitness()
    stamper = FakeTimeStamper([OutsideWorldFailed("no answer")])
    sign = SignHead(heads, SEAL, FakeClock(), witness, stamper)
    happened(ledger, "file-report")
    with pytest.raises(OutsideWorldFailed):
        sign.turn()
    happened(ledger, "confirm")
    sign.turn()

    assert [one.head.sequence for one in witness.kept] == [1, 2]
    assert [one.time_stamp is not None for one in heads.every()] == [True, True]


def test_a_head_is_stamped_at_once_where_the_authority_answers(
    ledger: FakeLedger, heads: FakeLedgerHeads
) -> None:
    stamper = FakeTimeStamper([OutsideWorldFailed("no answer")])
    sign = SignHead(heads, SEAL, FakeClock(), time_stamper=stamper)
    happened(ledger, "file-report")
    head = sign()
    assert head is not None
    assert sign.stamped(head).time_stamp is None
    stamped = sign.stamped(head)
    assert stamped.time_stamp is not None
    assert heads.latest() == stamped
    assert sign.stamped(stamped) is stamped


def test_a_head_somebody_else_just_kept_is_the_one_given_back(
    ledger: FakeLedger, heads: FakeLedgerHeads
) -> None:
    happened(ledger, "file-report")
    first = SignHead(heads, SEAL, FakeClock())()
    assert first is not None
    heads.kept = {1: replace(first, time_stamp=b"stamped")}
    assert SignHead(heads, SEAL, FakeClock())() == heads.kept[1]
