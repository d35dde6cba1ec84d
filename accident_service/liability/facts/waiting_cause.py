"""What makes a standing vehicle wait, as far as it can be seen: a red light, a queue ahead."""

import math

from accident_service.liability.facts.observe import Observation
from accident_service.liability.phrasing import Text
from accident_service.liability.signal_log import Phase
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose


def cause_to_wait(seen: Observation, party: TrackId, pose: VehiclePose) -> Text | None:
    """Why a vehicle in this pose would wait; None where nothing is seen to make it."""
    return _red_light(seen, pose) or _queue_ahead(seen, party, pose)


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
