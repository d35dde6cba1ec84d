"""Whether a vehicle stood still before the contact, and since when."""

from accident_service.liability.fact import Truth
from accident_service.liability.facts.observe import JOLT_S, Observation, magnitude, speed_of
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval


def speeds_before(seen: Observation, party: TrackId) -> list[Interval]:
    """How fast it was, either way, frame by frame over the time one must stand to be standing."""
    window_s = seen.thresholds.stationary_s - JOLT_S
    poses = seen.poses_before(party, window_s=window_s, end_s=seen.before_pts_s - JOLT_S)
    return [magnitude(speed_of(pose)) for pose in poses]


def stood(seen: Observation, party: TrackId) -> Truth:
    """Had it stood for `stationary_s` when it was struck?

    UNKNOWN where it was seen too short a time, or may have crept.
    """
    limits = seen.thresholds
    speeds = speeds_before(seen, party)
    if any(interval.certainly_above(limits.stationary_mps) for interval in speeds):
        return Truth.FALSE
    window_s = limits.stationary_s - JOLT_S
    poses = seen.poses_before(party, window_s=window_s, end_s=seen.before_pts_s - JOLT_S)
    slow = all(abs(pose.speed_mps) < limits.stationary_mps for pose in poses)
    long_enough = seen.seen_before_s(party) >= window_s
    return Truth.TRUE if poses and slow and long_enough else Truth.UNKNOWN


def standing_since(seen: Observation, party: TrackId) -> Interval:
    """Between which moments it came to rest: surely moving at the first, at rest from the second.

    Both are the first moment at which it is known where it was not seen to move. A vehicle
    that never stood has the contact's moment for both.
    """
    limit_mps = seen.thresholds.stationary_mps
    end_s = seen.before_pts_s - JOLT_S
    poses = seen.poses_before(party, window_s=end_s, end_s=end_s)
    rest_s = end_s
    for pose in reversed(poses):
        speed = magnitude(speed_of(pose))
        if speed.certainly_above(limit_mps):
            return Interval(min(pose.pts_s, rest_s), rest_s)
        if abs(pose.speed_mps) < limit_mps:
            rest_s = pose.pts_s
    return Interval(rest_s, rest_s)
