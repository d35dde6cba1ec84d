"""Was a vehicle certainly faster than the limit?

Speeding never decides alone: it makes an officer look. It is said only when the whole
k = 2 interval lies above the limit.
"""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import JOLT_S, Observation, speed_of
from accident_service.liability.phrasing import KMH_PER_MPS, speed, vehicle, verdict
from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "speed-limit/1"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """ABOVE_SPEED_LIMIT of each party."""
    return tuple(_above_limit(seen, party) for party, _ in seen.pairs)


def _above_limit(seen: Observation, party: TrackId) -> Fact:
    poses = seen.poses_before(
        party,
        window_s=seen.thresholds.lane_change_window_s,
        end_s=seen.before_pts_s - JOLT_S,
    )
    fastest = max(poses, key=lambda pose: speed_of(pose).low, default=None)
    limit_mps = limit_mps_at(seen, fastest) if fastest else None
    value = speed_of(fastest) if fastest else None
    truth = Truth.UNKNOWN
    if value and limit_mps:
        truth = Truth.of_above(value, limit_mps)
    us = vehicle(party)
    numbers = speed(value) if value else None
    limit = f"{limit_mps * KMH_PER_MPS:.0f}" if limit_mps else "?"
    return Fact(
        kind=FactKind.ABOVE_SPEED_LIMIT,
        party=party,
        truth=truth,
        value=value,
        unit="m/s",
        evidence=(seen.pointer(party, fastest.pts_s if fastest else None),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}最高车速{numbers.zh if numbers else '不明'}，"
        f"限速{limit}千米/小时，超速：{verdict(truth).zh}",
        sentence_en=f"Before contact {us.en} reached {numbers.en if numbers else 'unknown speed'},"
        f" limit {limit} km/h, above it: {verdict(truth).en}",
    )


def limit_mps_at(seen: Observation, pose: VehiclePose) -> float | None:
    """The limit where this vehicle is: its lane's, else the site's; None where none is known."""
    lanes = seen.road_map.lanes_along(pose.x_m, pose.y_m, pose.heading_rad)
    posted = [lane.speed_limit_mps for lane in lanes if lane.speed_limit_mps]
    return posted[0] if posted else seen.road_map.speed_limit_mps
