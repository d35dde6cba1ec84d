"""A chain with an entry changed, dropped or cut off is not whole, and says where."""

from dataclasses import replace

import pytest

from accident_service.casefile.audit import GENESIS_HASH, AuditAct, AuditEntry
from accident_service.casework.audit_ports import ChainCheck, ChainState
from tests.fakes import examples


def chain() -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    before = GENESIS_HASH
    for number in range(1, 5):
        act = AuditAct(at=examples.NOON, actor=f"officer:{number}", verb="view-case", case=None)
        entries.append(AuditEntry.following(number, before, act))
        before = entries[-1].entry_hash
    return entries


def checked(entries: list[AuditEntry]) -> ChainState:
    check, head = ChainCheck(), chain()[-1]
    for one in entries:
        check.follow(one)
    return check.ended_at(head.sequence, head.entry_hash)


def test_a_whole_chain_is_whole() -> None:
    assert checked(chain()) == ChainState(4)


def test_a_changed_entry_is_named() -> None:
    entries = chain()
    act = replace(entries[1].act, actor="officer:another")
    assert checked([entries[0], replace(entries[1], act=act), *entries[2:]]).broken_at == 2


def test_an_entry_made_anew_breaks_the_next_one() -> None:
    entries = chain()
    act = replace(entries[1].act, actor="officer:another")
    forged = AuditEntry.following(2, entries[0].entry_hash, act)
    assert checked([entries[0], forged, *entries[2:]]).broken_at == 3


@pytest.mark.parametrize(("gone", "broken_at"), [(1, 2), (2, 3), (4, 4)])
def test_an_entry_that_is_gone_is_missed(gone: int, broken_at: int) -> None:
    assert checked([one for one in chain() if one.sequence != gone]).broken_at == broken_at
