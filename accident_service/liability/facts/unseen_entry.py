"""The entry of a vehicle that was already past its stop line when the camera first saw it.

Cameras often show the inside of a junction and not its stop lines. A vehicle first seen just
beyond a line, still pointing along its approach, passed it a moment ago; how long ago is
bounded by what a vehicle can do: it may have braked hard since, or gathered speed. One that
could have started from rest in between is given no entry.
"""

import math

from accident_service.liability.facts.observe import Observation, along_sigma_m, told_once
from accident_service.liability.facts.stop_line_crossing import (
    Crossing,
    approach_at,
    front_of,
    seen_crossing,
)
from accident_service.liability.road_map import StopLine
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose


@told_once
def entry_of(seen: Observation, party: TrackId) -> Crossing | None:
    """The stop line a vehicle came in over: seen, or bounded from its first pose; else None."""
    crossing = seen_crossing(seen, party)
    if crossing:
        return crossing
    first = seen.pose_at(party, seen.trajectory(party).first_pts_s)
    found = [
        crossing
        for line in seen.road_map.stop_lines
        if (crossing := _just_before(seen, party, line, first))
    ]
    return max(found, key=lambda crossing: crossing.pts_s.high, default=None)


def _just_before(
    seen: Observation, party: TrackId, line: StopLine, first: VehiclePose
) -> Crossing | None:
    limits = seen.thresholds
    direction_rad, allowed = approach_at(seen, line, first)
    if abs(wrapped_rad(first.heading_rad - direction_rad)) > limits.same_heading_rad:
        return None
    past = _past_line_m(seen, party, line, (first, direction_rad))
    if past is None or past.high <= 0 or past.high > limits.entry_reach_m:
        return None
    ago_s = longest_way_s(past, first.speed_mps, limits.strongest_start_mps2)
    if ago_s is None:
        return None
    fastest_s = shortest_way_s(max(past.low, 0.0), first.speed_mps, limits.strongest_braking_mps2)
    return Crossing(
        line=line,
        pts_s=Interval(first.pts_s - ago_s, first.pts_s - fastest_s),
        direction_rad=direction_rad,
        allowed=allowed,
        seen=False,
    )


def _past_line_m(
    seen: Observation, party: TrackId, line: StopLine, at: tuple[VehiclePose, float]
) -> Interval | None:
    """How far the front is beyond the line; None where it is not in front of it at all."""
    pose, direction_rad = at
    x_m, y_m = front_of(pose, seen.dimensions(party).length_m / 2)
    (x0, y0), (x1, y1) = line.line.coords[0][:2], line.line.coords[-1][:2]
    east_m, north_m = x_m - (x0 + x1) / 2, y_m - (y0 + y1) / 2
    cos, sin = math.cos(direction_rad), math.sin(direction_rad)
    beside_m = abs(north_m * cos - east_m * sin)
    if beside_m > line.line.length / 2 + seen.thresholds.stop_line_reach_m:
        return None
    ahead_m = east_m * cos + north_m * sin
    doubt_m = COVERAGE_FACTOR * along_sigma_m(pose, direction_rad)
    return Interval(ahead_m - doubt_m, ahead_m + doubt_m)


def longest_way_s(past: Interval, speed_mps: float, start_mps2: float) -> float | None:
    """The longest time the way may have taken; None if it may have begun from rest.

    Going back in time the vehicle is slower by at most `start_mps2`: d = v t - a t^2 / 2.
    """
    left_mps2 = speed_mps**2 - 2 * start_mps2 * past.high
    if speed_mps <= 0 or left_mps2 <= 0:
        return None
    return (speed_mps - math.sqrt(left_mps2)) / start_mps2


def shortest_way_s(past_m: float, speed_mps: float, braking_mps2: float) -> float:
    """The shortest time: going back it is faster by at most `braking_mps2`."""
    return (math.sqrt(speed_mps**2 + 2 * braking_mps2 * past_m) - speed_mps) / braking_mps2
