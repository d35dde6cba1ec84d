"""Stills are cut where a fact happened, and one picture carries everything seen in it."""

import pytest

from accident_service.adapters.key_moments import KeyMoment, merged, moments_of_facts
from accident_service.liability.fact import EvidencePointer, Fact, FactKind, Truth
from accident_service.quantities.identifiers import TrackId


def fact(kind: FactKind, truth: Truth, *times_s: float) -> Fact:
    return Fact(
        kind=kind,
        party=TrackId("t1"),
        truth=truth,
        evidence=tuple(EvidencePointer(TrackId("t1"), pts_s) for pts_s in times_s),
        detector="test/1",
        sentence_zh=f"事实{kind}",
        sentence_en=str(kind),
    )


def test_only_what_happened_at_a_moment_of_its_own_is_shown() -> None:
    facts = (
        fact(FactKind.CHANGED_LANE, Truth.TRUE, 4.2, 4.3),
        fact(FactKind.ENTRY_SEEN, Truth.TRUE, 1.0),
        fact(FactKind.CROSSED_SOLID_LINE, Truth.UNKNOWN, 3.0),
        fact(FactKind.SAME_LANE, Truth.TRUE, 5.0),
        fact(FactKind.CHANGING_LANE, Truth.TRUE),
    )

    assert [(one.pts_s, one.en) for one in moments_of_facts(facts)] == [
        (4.2, "changed-lane"),
        (1.0, "entry-seen"),
    ]


def test_moments_of_one_picture_become_one() -> None:
    moments = [
        KeyMoment(2.03, "乙", "second"),
        KeyMoment(2.0, "甲", "first"),
        KeyMoment(3.0, "丙", "third"),
    ]

    first, last = merged(moments)

    assert (first.pts_s, first.zh, first.en) == (2.0, "甲；乙", "first; second")
    assert last.pts_s == pytest.approx(3.0)
