"""Did a party brake hard with no cause to be seen?

Braking hard for a red light or a queue is what one must do. That no cause is seen proves
nothing (a child, a dog, a pothole): the footage leaves it open, and only a person can say it
was for nothing.
"""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import JOLT_S, Observation
from accident_service.liability.facts.waiting_cause import cause_to_wait
from accident_service.liability.phrasing import Text, vehicle
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.ground.braking import BrakeOnset

DETECTOR = "sudden-braking/1"
NOT_HARD = Text("未见急刹车", "it was not seen to brake hard")
NO_CAUSE = Text(
    "曾急刹车，未见原因，请询问驾驶人", "it braked hard, no cause is seen; ask its driver"
)


def detect(seen: Observation) -> tuple[Fact, ...]:
    """BRAKED_HARD_WITHOUT_CAUSE of each party: FALSE or UNKNOWN, never TRUE."""
    return tuple(_without_cause(seen, party) for party, _ in seen.pairs)


def _without_cause(seen: Observation, party: TrackId) -> Fact:
    onset = _hardest(seen, party)
    cause = _cause(seen, party, onset) if onset else NOT_HARD
    us, said = vehicle(party), cause or NO_CAUSE
    return Fact(
        kind=FactKind.BRAKED_HARD_WITHOUT_CAUSE,
        party=party,
        truth=Truth.UNKNOWN if cause is None else Truth.FALSE,
        value=onset.deceleration_mps2.interval if onset else None,
        unit="m/s²" if onset else "",
        at_pts_s=onset.pts_interval_s if onset else None,
        evidence=(seen.pointer(party, onset.pts_s if onset else None),),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}是否无故急刹车：{said.zh}",
        sentence_en=f"Whether {us.en} braked hard for nothing: {said.en}",
    )


def _hardest(seen: Observation, party: TrackId) -> BrakeOnset | None:
    """The hardest braking within the window before the contact that was hard for certain."""
    end_s = seen.before_pts_s - JOLT_S
    window = Interval(end_s - seen.thresholds.braking_window_s, end_s)
    hard = [
        one
        for one in seen.brake_onsets(party)
        if one.until_s >= window.low
        and one.deceleration_mps2.interval.certainly_above(seen.thresholds.hard_braking_mps2)
    ]
    return max(hard, key=lambda one: one.deceleration_mps2.value, default=None)


def _cause(seen: Observation, party: TrackId, onset: BrakeOnset) -> Text | None:
    return cause_to_wait(seen, party, seen.pose_at(party, onset.pts_s))
