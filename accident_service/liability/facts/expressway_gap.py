"""Did one follow the other on an expressway nearer than the regulation's metres?

REG-80 gives them: 100 m above 100 km/h, and never less than 50 m. Only moments count at which
both drove at about one speed in one line: who closes in on slow traffic is not holding a gap.
The whole k = 2 interval of the gap must be below the metres, for long enough to be a habit.
"""

import math
from itertools import pairwise

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import JOLT_S, Observation, speed_of
from accident_service.liability.phrasing import metres, vehicle, verdict
from accident_service.liability.road_map import RoadClass
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "expressway-gap/1"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """SHORT_EXPRESSWAY_GAP of each party; FALSE in a street."""
    return tuple(_short_gap(seen, party, other) for party, other in seen.pairs)


def _short_gap(seen: Observation, party: TrackId, other: TrackId) -> Fact:
    held: list[tuple[VehiclePose, Interval]] = []
    truth = Truth.FALSE
    if seen.road_map.road_class is not RoadClass.STREET:
        held = _held_gaps(seen, party, other)
        truth = _too_short(seen, held)
    nearest = min(held, key=lambda moment: moment[1].high, default=None)
    us, them = vehicle(party), vehicle(other)
    gap = metres(nearest[1]) if nearest else None
    return Fact(
        kind=FactKind.SHORT_EXPRESSWAY_GAP,
        party=party,
        other=other,
        truth=truth,
        value=nearest[1] if nearest else None,
        unit="m" if nearest else "",
        at_pts_s=Interval(held[0][0].pts_s, held[-1][0].pts_s) if held else None,
        evidence=(seen.pointer(party, nearest[0].pts_s if nearest else None),),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}在高速公路或快速路上跟随{them.zh}的车距不足：{verdict(truth).zh}"
        + (f"（{gap.zh}）" if gap else ""),
        sentence_en=f"On an expressway {us.en} followed {them.en} nearer than allowed:"
        f" {verdict(truth).en}" + (f" ({gap.en})" if gap else ""),
    )


def _held_gaps(
    seen: Observation, party: TrackId, other: TrackId
) -> list[tuple[VehiclePose, Interval]]:
    """The gap at each moment at which one followed the other at about its speed."""
    end_s = seen.before_pts_s - JOLT_S
    leader = seen.trajectory(other)
    lengths_m = (seen.dimensions(party).length_m + seen.dimensions(other).length_m) / 2
    return [
        (pose, Interval(ahead.interval.low - lengths_m, ahead.interval.high - lengths_m))
        for pose in seen.poses_before(party, window_s=end_s, end_s=end_s)
        if leader.covers(pose.pts_s)
        and (ahead := _ahead(seen, pose, leader.pose_at(pose.pts_s))) is not None
    ]


def _ahead(seen: Observation, pose: VehiclePose, leader: VehiclePose) -> Estimate | None:
    """How far ahead the leader's middle is; None where it is not followed."""
    limits = seen.thresholds
    cos, sin = math.cos(pose.heading_rad), math.sin(pose.heading_rad)
    east_m, north_m = leader.x_m - pose.x_m, leader.y_m - pose.y_m
    ahead_m, aside_m = east_m * cos + north_m * sin, abs(north_m * cos - east_m * sin)
    closing_mps = abs(pose.speed_mps - leader.speed_mps)
    driving = speed_of(leader).certainly_above(limits.gap_held_closing_mps)
    if ahead_m <= 0 or aside_m > limits.ahead_in_path_m or not driving:
        return None
    if closing_mps > limits.gap_held_closing_mps:
        return None
    sigma_m = math.hypot(pose.sigma_m(pose.heading_rad), leader.sigma_m(pose.heading_rad))
    return Estimate(ahead_m, sigma_m)


def _too_short(seen: Observation, held: list[tuple[VehiclePose, Interval]]) -> Truth:
    """Below the metres throughout some stretch long enough; UNKNOWN where none was seen."""
    limits = seen.thresholds
    told = [
        Truth.of_below(
            gap,
            limits.expressway_fast_gap_m
            if speed_of(pose).certainly_above(limits.expressway_fast_mps)
            else limits.expressway_gap_m,
        )
        for pose, gap in held
    ]
    if told and all(truth is Truth.FALSE for truth in told):
        return Truth.FALSE
    short_s = 0.0
    moments = [(pose.pts_s, truth) for (pose, _), truth in zip(held, told, strict=True)]
    for (before_s, before), (after_s, after) in pairwise(moments):
        short_s = short_s + after_s - before_s if before is after is Truth.TRUE else 0.0
        if short_s >= limits.gap_held_s:
            return Truth.TRUE
    return Truth.UNKNOWN
