"""A contributory fault (C01 to C10): offered to the officer, never deciding alone."""

from dataclasses import dataclass

from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.liability.phrasing import Text, vehicle
from accident_service.quantities.identifiers import TrackId


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One contributory fault of one party, and whether the footage shows it.

    Only TRUE ones are offered as established; an UNKNOWN one is named as open, and a FALSE
    one as excluded.
    """

    code: str
    party: TrackId
    truth: Truth
    provisions: tuple[str, ...]
    relied_on: tuple[Fact, ...]
    sentence_zh: str
    sentence_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a contributory fault is told by: any of `kinds`, and `provided` where one is given."""

    code: str
    provisions: tuple[str, ...]
    kinds: tuple[FactKind, ...]
    said: Text
    provided: FactKind | None = None


def contributed(fault: Fault, facts: Facts, party: TrackId) -> Contribution:
    """Whether the fault is established, open or excluded of this party, and by which facts."""
    told = tuple(facts.about(kind, party) for kind in fault.kinds)
    truth = Truth.FALSE
    for fact in told:
        truth = truth.either(fact.truth)
    shown = [fact for fact in told if fact.truth is truth]
    if fault.provided is not None:
        condition = facts.about(fault.provided, party)
        truth = truth.both(condition.truth)
        shown.append(condition)
    us = vehicle(party)
    return Contribution(
        code=fault.code,
        party=party,
        truth=truth,
        provisions=fault.provisions,
        relied_on=tuple(shown) if truth is not Truth.UNKNOWN else (),
        sentence_zh=f"{us.zh}{fault.said.zh}：" + "；".join(fact.sentence_zh for fact in shown),
        sentence_en=f"{us.opening_en} {fault.said.en}: "
        + "; ".join(fact.sentence_en for fact in shown),
    )
