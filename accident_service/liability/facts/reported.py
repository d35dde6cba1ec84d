"""What no camera tells and only a person can report of a vehicle.

A vehicle counts as an emergency vehicle on duty only when an officer says so (lights and siren
on, on a mission); until then it is taken not to be one.
"""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.phrasing import vehicle
from accident_service.quantities.identifiers import TrackId

DETECTOR = "reported/1"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """EMERGENCY_ON_DUTY of each party: not reported."""
    return tuple(_not_reported(seen, party) for party, _ in seen.pairs)


def _not_reported(seen: Observation, party: TrackId) -> Fact:
    us = vehicle(party)
    return Fact(
        kind=FactKind.EMERGENCY_ON_DUTY,
        party=party,
        truth=Truth.FALSE,
        evidence=(seen.pointer(party),),
        detector=DETECTOR,
        sentence_zh=f"未有人报告{us.zh}为执行紧急任务的特种车辆",
        sentence_en=f"Nobody reports {us.en} to be an emergency vehicle on duty",
    )
