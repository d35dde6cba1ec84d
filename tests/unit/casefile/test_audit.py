"""No entry of the chain can be changed, dropped or slipped in without a hash telling."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accident_service.casefile.audit import GENESIS_HASH, AuditAct, AuditEntry
from accident_service.quantities.identifiers import CaseId
from tests.fakes import examples

ACT = AuditAct(
    at=examples.NOON,
    actor="officer:officer-1",
    verb="confirm",
    case=CaseId("case-1"),
    detail=(("grade-A", "none"), ("grade-B", "full")),
)
ENTRY = AuditEntry.following(7, "ab" * 32, ACT)

words = st.text(min_size=1)


def test_an_entry_carries_its_place_and_the_hash_before_it() -> None:
    assert (ENTRY.sequence, ENTRY.previous_hash, ENTRY.act) == (7, "ab" * 32, ACT)
    assert ENTRY.intact
    assert len(GENESIS_HASH) == len(ENTRY.entry_hash)


@pytest.mark.parametrize(
    "changed",
    [
        replace(ENTRY, sequence=8),
        replace(ENTRY, previous_hash=GENESIS_HASH),
        replace(ENTRY, entry_hash=GENESIS_HASH),
        replace(ENTRY, act=replace(ACT, at=ACT.at + timedelta(microseconds=1))),
        replace(ENTRY, act=replace(ACT, actor="officer:officer-2")),
        replace(ENTRY, act=replace(ACT, verb="amend")),
        replace(ENTRY, act=replace(ACT, case=None)),
        replace(ENTRY, act=replace(ACT, detail=ACT.detail[:1])),
        replace(ENTRY, act=replace(ACT, detail=ACT.detail[::-1])),
        replace(ENTRY, act=replace(ACT, detail=(("grade-A", "none,grade-B,full"),))),
    ],
)
def test_any_change_is_told(changed: AuditEntry) -> None:
    assert not changed.intact


def test_the_same_act_elsewhere_in_the_chain_has_another_hash() -> None:
    later = AuditEntry.following(8, ENTRY.entry_hash, ACT)
    assert later.entry_hash != ENTRY.entry_hash


def test_the_zone_a_moment_was_noted_in_does_not_matter() -> None:
    in_china = replace(ACT, at=ACT.at.astimezone(timezone(timedelta(hours=8))))
    assert AuditEntry.following(7, "ab" * 32, in_china).entry_hash == ENTRY.entry_hash


@settings(deadline=None)  # a busy machine is no failure
@given(actor=words, verb=words, detail=st.lists(st.tuples(words, words)).map(tuple))
def test_every_act_can_be_written_and_stays_intact(
    actor: str, verb: str, detail: tuple[tuple[str, str], ...]
) -> None:
    act = replace(ACT, actor=actor, verb=verb, detail=detail)
    assert AuditEntry.following(1, GENESIS_HASH, act).intact
