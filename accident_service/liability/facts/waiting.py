"""Was a vehicle that stood still standing there for traffic's sake, or just standing?

A car struck while waiting at a red light or in a queue is beyond reproach; one that stands
in a lane for no reason to be seen may have been parked there, and then its driver's part is
an officer's to weigh (REG-63). Absence of a visible cause proves nothing: it is UNKNOWN.
"""

import math

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import JOLT_S, Observation, speed_of
from accident_service.liability.phrasing import Text, vehicle, verdict
from accident_service.liability.signal_log import Phase
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "waiting/1"
NO_CAUSE = Text("未见等候的原因", "no reason to wait is seen")


def detect(seen: Observation) -> tuple[Fact, ...]:
    """WAITING_IN_TRAFFIC of each party."""
    return tuple(_waiting(seen, party) for party, _ in seen.pairs)


def _waiting(seen: Observation, party: TrackId) -> Fact:
    at_s = seen.before_pts_s - JOLT_S
    pose = seen.pose_at(party, at_s)
    moving = speed_of(pose).certainly_above(seen.thresholds.stationary_mps)
    cause = _red_light(seen, pose) or _queue_ahead(seen, party, pose)
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


def _red_light(seen: Observation, pose: VehiclePose) -> Text | None:
    lanes = seen.road_map.lanes_along(pose.x_m, pose.y_m, pose.heading_rad)
    around = Interval(pose.pts_s, pose.pts_s)
    for lane in lanes:
        if lane.approach and seen.signals.phase_over(lane.approach, around) is Phase.RED:
            return Text(f"进口{lane.approach}为红灯", f"approach {lane.approach} showed red")
    return None


def _queue_ahead(seen: Observation, party: TrackId, pose: VehiclePose) -> Text | None:
    """Another vehicle, slow or standing, close ahead in the same line."""
    limits = seen.thresholds
    for other in seen.reconstruction.trajectories:
        if other.id in seen.collision.tracks or not other.covers(pose.pts_s):
            continue
        theirs = other.pose_at(pose.pts_s)
        ahead_m, aside_m = _seen_from(pose, theirs)
        gap_m = ahead_m - (other.dimensions.length_m + seen.dimensions(party).length_m) / 2
        near = ahead_m > 0 and gap_m <= limits.queue_gap_m and aside_m <= limits.ahead_in_path_m
        if near and abs(theirs.speed_mps) <= limits.queue_speed_mps:
            return Text(
                f"前方{gap_m:.1f}米处有车辆{other.id}停车或缓行",
                f"vehicle {other.id} stood or crawled {gap_m:.1f} m ahead",
            )
    return None


def _seen_from(pose: VehiclePose, other: VehiclePose) -> tuple[float, float]:
    east_m, north_m = other.x_m - pose.x_m, other.y_m - pose.y_m
    cos, sin = math.cos(pose.heading_rad), math.sin(pose.heading_rad)
    return (east_m * cos + north_m * sin, abs(north_m * cos - east_m * sin))
