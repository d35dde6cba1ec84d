"""What was done about a lane change: did the other speed up, did the changer brake hard after?

Both only say what the vehicles did; whether it was meant is for an officer (SPR-13).
"""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.lane_shift import Shift, lane_shift
from accident_service.liability.facts.observe import JOLT_S, Observation
from accident_service.liability.phrasing import vehicle, verdict
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.ground.braking import BrakeOnset, surely_unbraked

DETECTOR = "cut-in/1"
# A change of speed over less than this is no more than its own doubt. [design]
LEAST_SPAN_S = 0.5


def detect(seen: Observation) -> tuple[Fact, ...]:
    """SPED_UP_DURING_CHANGE and BRAKED_HARD_AFTER_CUT_IN of each party."""
    shifts = {party: lane_shift(seen, party) for party, _ in seen.pairs}
    return tuple(
        fact
        for party, other in seen.pairs
        for fact in (
            _sped_up(seen, party, shifts[other]),
            _braked_hard(seen, party, shifts[party]),
        )
    )


def _began_s(shift: Shift | None) -> Interval | None:
    """When a change that was made began, or None."""
    return shift.crossing_pts_s if shift and shift.moved_over is not Truth.FALSE else None


def _sped_up(seen: Observation, party: TrackId, theirs: Shift | None) -> Fact:
    began, end_s = _began_s(theirs), seen.before_pts_s - JOLT_S
    value = (
        _gain_mps2(seen, party, Interval(began.low, end_s)) if began and began.low < end_s else None
    )
    truth = Truth.FALSE
    if began:
        faster = seen.thresholds.sped_up_mps2
        truth = Truth.of_above(value, faster) if value else Truth.UNKNOWN
    us = vehicle(party)
    numbers = f"[{value.low:.1f}, {value.high:.1f}]" if value else ""
    return Fact(
        kind=FactKind.SPED_UP_DURING_CHANGE,
        party=party,
        truth=truth,
        value=value,
        unit="m/s²" if value else "",
        at_pts_s=Interval(began.low, max(began.low, end_s)) if began else None,
        evidence=(seen.pointer(party, began.low if began else None),),
        detector=DETECTOR,
        sentence_zh=f"对方变更车道期间{us.zh}加速：{verdict(truth).zh}"
        + (f"，平均加速度{numbers}米/秒²" if value else ""),
        sentence_en=f"While the other changed lanes {us.en} sped up: {verdict(truth).en}"
        + (f", by {numbers} m/s² on average" if value else ""),
    )


def _gain_mps2(seen: Observation, party: TrackId, span_s: Interval) -> Interval | None:
    """Mean acceleration over a span; None where it is too short or the vehicle not seen."""
    if span_s.high - span_s.low < LEAST_SPAN_S or not seen.trajectory(party).covers(span_s.low):
        return None
    start, end = (seen.pose_at(party, at_s) for at_s in (span_s.low, span_s.high))
    taken_s = span_s.high - span_s.low
    sigma_mps = float((start.speed_sigma_mps**2 + end.speed_sigma_mps**2) ** 0.5)
    return Estimate((end.speed_mps - start.speed_mps) / taken_s, sigma_mps / taken_s).interval


def _braked_hard(seen: Observation, party: TrackId, mine: Shift | None) -> Fact:
    began = _began_s(mine)
    onset = _onset_after(seen, party, began) if began else None
    truth = _hard(seen, party, (began, onset))
    us = vehicle(party)
    slowing = onset.deceleration_mps2.interval if onset else None
    numbers = f"[{slowing.low:.1f}, {slowing.high:.1f}]" if slowing else ""
    return Fact(
        kind=FactKind.BRAKED_HARD_AFTER_CUT_IN,
        party=party,
        truth=truth,
        value=slowing,
        unit="m/s²" if slowing else "",
        at_pts_s=onset.pts_interval_s if onset else began,
        evidence=(seen.pointer(party, onset.pts_s if onset else None),),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}变更车道后随即急刹车：{verdict(truth).zh}"
        + (f"，减速度{numbers}米/秒²" if slowing else ""),
        sentence_en=f"Right after moving over {us.en} braked hard: {verdict(truth).en}"
        + (f", by {numbers} m/s²" if slowing else ""),
    )


def _onset_after(seen: Observation, party: TrackId, began: Interval) -> BrakeOnset | None:
    """The hardest braking that may have begun once it had begun to move over."""
    after = [one for one in seen.brake_onsets(party) if one.pts_interval_s.high >= began.low]
    return max(after, key=lambda one: one.deceleration_mps2.value, default=None)


def _hard(
    seen: Observation, party: TrackId, known: tuple[Interval | None, BrakeOnset | None]
) -> Truth:
    began, onset = known
    if began is None:
        return Truth.FALSE
    if onset is None:
        end_s = seen.before_pts_s - JOLT_S
        unbraked = end_s > began.low and surely_unbraked(
            seen.trajectory(party), Interval(began.low, end_s)
        )
        return Truth.FALSE if unbraked else Truth.UNKNOWN
    hard = Truth.of_above(onset.deceleration_mps2.interval, seen.thresholds.hard_braking_mps2)
    after = Truth.that(onset.pts_interval_s.low >= began.high)
    return hard.both(after if after is Truth.TRUE else Truth.UNKNOWN)
