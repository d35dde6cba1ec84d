"""Was a vehicle that stood still standing there for traffic's sake, or just standing?

A car struck while waiting at a red light or in a queue is beyond reproach; one that stands
in a lane for no reason to be seen may have been parked there, and then its driver's part is
an officer's to weigh (REG-63). Absence of a visible cause proves nothing: it is UNKNOWN.
"""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import JOLT_S, Observation, speed_of
from accident_service.liability.facts.waiting_cause import cause_to_wait
from accident_service.liability.phrasing import Text, vehicle, verdict
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval

DETECTOR = "waiting/1"
NO_CAUSE = Text("未见等候的原因", "no reason to wait is seen")


def detect(seen: Observation) -> tuple[Fact, ...]:
    """WAITING_IN_TRAFFIC of each party."""
    return tuple(_waiting(seen, party) for party, _ in seen.pairs)


def _waiting(seen: Observation, party: TrackId) -> Fact:
    at_s = seen.before_pts_s - JOLT_S
    pose = seen.pose_at(party, at_s)
    moving = speed_of(pose).certainly_above(seen.thresholds.stationary_mps)
    cause = cause_to_wait(seen, party, pose)
    truth = _truth(moving=moving, caused=cause is not None)
    said = Text("在行驶中", "it was moving") if moving else cause or NO_CAUSE
    us = vehicle(party)
    return Fact(
        kind=FactKind.WAITING_IN_TRAFFIC,
        party=party,
        truth=truth,
        at_pts_s=Interval(at_s, at_s),
        evidence=(seen.pointer(party, at_s),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}因交通状况停车等候：{verdict(truth).zh}（{said.zh}）",
        sentence_en=f"Before contact {us.en} was waiting in traffic: {verdict(truth).en}"
        f" ({said.en})",
    )


def _truth(*, moving: bool, caused: bool) -> Truth:
    if moving:
        return Truth.FALSE
    return Truth.TRUE if caused else Truth.UNKNOWN
