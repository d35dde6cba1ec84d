"""Whose front reached the place of the contact first, and by how much.

The time between is what encroachment measures of conflicts look at, taken at the point the two
then touched at. It tells an officer who was there before the other; no rule decides by it,
because being first is no right of way.

Reference:
    FHWA-HRT-08-051, Surrogate Safety Assessment Model, post-encroachment time.
"""

import itertools
import math

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import Observation, along_sigma_m
from accident_service.liability.facts.stop_line_crossing import SLOWEST_CROSSING_MPS, front_of
from accident_service.liability.phrasing import seconds, vehicle, verdict
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "conflict-order/1"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """FIRST_AT_CONFLICT, for both orders of the pair; FALSE away from junctions."""
    area = seen.road_map.conflict_area_at(seen.collision.x_m, seen.collision.y_m)
    if area is None:
        return tuple(_fact(seen, pair, None) for pair in seen.pairs)
    reached = {party: _front_there(seen, party) for party, _ in seen.pairs}
    return tuple(
        _fact(
            seen,
            (party, other),
            Interval(
                reached[other].low - reached[party].high, reached[other].high - reached[party].low
            ),
        )
        for party, other in seen.pairs
    )


def _front_there(seen: Observation, party: TrackId) -> Interval:
    """When the front of a party came level with the point of the contact."""
    half_m = seen.dimensions(party).length_m / 2
    poses = seen.poses_before(party, window_s=math.inf)
    if not poses or _past_m(seen, poses[-1], half_m) < 0:
        return seen.collision.pts_interval_s
    for later, earlier in itertools.pairwise(reversed(poses)):
        if _past_m(seen, earlier, half_m) < 0:
            doubt_m = COVERAGE_FACTOR * math.hypot(
                along_sigma_m(later, later.heading_rad), seen.collision.point_sigma_m
            )
            doubt_s = doubt_m / max(abs(later.speed_mps), SLOWEST_CROSSING_MPS)
            return Interval(earlier.pts_s - doubt_s, later.pts_s + doubt_s)
    return Interval(poses[0].pts_s, poses[0].pts_s)


def _past_m(seen: Observation, pose: VehiclePose, half_m: float) -> float:
    """How far the front is past the point of the contact, along the vehicle's heading."""
    x_m, y_m = front_of(pose, half_m)
    cos, sin = math.cos(pose.heading_rad), math.sin(pose.heading_rad)
    return (x_m - seen.collision.x_m) * cos + (y_m - seen.collision.y_m) * sin


def _fact(seen: Observation, pair: tuple[TrackId, TrackId], lead: Interval | None) -> Fact:
    us, them = vehicle(pair[0]), vehicle(pair[1])
    truth = Truth.of_above(lead, 0.0) if lead else Truth.FALSE
    said = f"（早{seconds(lead).zh}）" if lead else "（碰撞点不在路口内）"
    said_en = f" (by {seconds(lead).en})" if lead else " (not in a junction)"
    return Fact(
        kind=FactKind.FIRST_AT_CONFLICT,
        party=pair[0],
        other=pair[1],
        truth=truth,
        value=lead,
        unit="s",
        evidence=(seen.pointer(pair[0]), seen.pointer(pair[1])),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}车头先于{them.zh}到达碰撞点：{verdict(truth).zh}{said}",
        sentence_en=f"The front of {us.en} reached the place of the contact before that of"
        f" {them.en}: {verdict(truth).en}{said_en}",
    )
