"""Facts as an officer tells them, in place of the measured ones."""

from collections.abc import Sequence
from dataclasses import replace

from accident_service.liability.changes import FactTold
from accident_service.liability.fact import (
    EvidencePointer,
    Fact,
    FactKind,
    Facts,
    Origin,
    Truth,
)
from accident_service.liability.fact_words import FACT_WORDS
from accident_service.liability.phrasing import Text, vehicle, verdict
from accident_service.quantities.uncertainty import Interval

DETECTOR = "officer/1"
# Of these one at most is so: who tells one to be true tells the others to be false.
EITHER_OR = (
    frozenset({FactKind.ENTERED_ON_GREEN, FactKind.ENTERED_ON_RED, FactKind.ENTERED_ON_YELLOW}),
    frozenset({FactKind.STRUCK_WITH_FRONT, FactKind.STRUCK_AT_REAR, FactKind.STRUCK_ON_SIDE}),
    frozenset({FactKind.MOVING_FORWARD, FactKind.STATIONARY, FactKind.REVERSING}),
    frozenset({FactKind.TURNING_LEFT, FactKind.TURNING_RIGHT, FactKind.GOING_STRAIGHT}),
)


def told_fact(told: FactTold, told_by: str, clip: str = "") -> Fact:
    """The fact as this officer tells it."""
    at = () if told.at_s is None else (EvidencePointer(told.party, told.at_s, clip),)
    words = fact_in_words(told)
    return Fact(
        kind=told.kind,
        party=told.party,
        truth=told.truth,
        at_pts_s=None if told.at_s is None else Interval(told.at_s, told.at_s),
        evidence=at,
        detector=DETECTOR,
        sentence_zh=words.zh,
        sentence_en=words.en,
        origin=Origin.OFFICER,
        told_by=told_by,
    )


def fact_in_words(told: FactTold) -> Text:
    """The statement with its truth, such as "车辆V1倒车：是"."""
    us, words, said = vehicle(told.party), FACT_WORDS[told.kind], verdict(told.truth)
    return Text(f"{us.zh}{words.zh}：{said.zh}", f"{us.opening_en} {words.en}: {said.en}")


def with_told(facts: Facts, told: Sequence[Fact], parties: frozenset[str]) -> Facts:
    """The facts of one contact with what was told of its parties in place of the measured.

    The last word on a fact counts; what the measurements said of it is kept beside it. What
    excludes a fact told to be true is told to be false with it, unless it was told by itself.
    """
    said = {(one.kind, one.party): one for one in told if one.party in parties}
    for one in tuple(said.values()):
        if one.truth is Truth.TRUE:
            for kind in _excluded_by(one.kind):
                said.setdefault((kind, one.party), _ruled_out(one, kind))
    measured = {(one.kind, one.party): one for one in facts}
    kept = [_in_its_place(one, said.get((one.kind, one.party))) for one in facts]
    new = [one for place, one in said.items() if place not in measured]
    return Facts((*kept, *new))


def _excluded_by(kind: FactKind) -> tuple[FactKind, ...]:
    return tuple(
        sorted(other for group in EITHER_OR if kind in group for other in group if other != kind)
    )


def _ruled_out(told: Fact, kind: FactKind) -> Fact:
    said = FactTold(kind=kind, party=told.party, truth=Truth.FALSE)
    return replace(told_fact(said, told.told_by), evidence=told.evidence)


def _in_its_place(measured: Fact, told: Fact | None) -> Fact:
    if told is None:
        return measured
    return replace(
        told,
        other=measured.other,
        at_pts_s=told.at_pts_s or measured.at_pts_s,
        evidence=told.evidence or measured.evidence,
        measured_truth=measured.truth,
    )
