"""When, and over which stop line, a vehicle entered the junction.

The instant is an interval: the position's sigma along the way, divided by the speed. A
vehicle first seen beyond every stop line has no known entry, and says so.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from shapely import LineString, Point

from accident_service.liability.facts.observe import (
    Observation,
    along_sigma_m,
    left_of_centre,
    told_once,
)
from accident_service.liability.road_map import Lane, StopLine
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

# A vehicle crawling over the line crosses it "now" within this much, not within minutes.
SLOWEST_CROSSING_MPS = 0.5
ACROSS_RAD = math.radians(60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """The front of one vehicle over one stop line."""

    line: StopLine
    pts_s: Interval
    direction_rad: float  # of the approach at the line
    allowed: frozenset[str]  # movements of the lane it came from; empty where no arrow is known
    seen: bool = True  # False: it lay outside the picture and follows from the first pose

    @property
    def is_painted(self) -> bool:
        """Was there a line at all? Roads with priority come into a junction without one."""
        return bool(self.line.id)


@told_once
def seen_crossing(seen: Observation, party: TrackId) -> Crossing | None:
    """The last stop line the vehicle's front passed before the contact; None where none is seen."""
    front_m = seen.dimensions(party).length_m / 2
    pts_s, fronts_m = _way_of_front(seen, party, front_m)
    found = [
        crossing
        for line in seen.road_map.stop_lines
        for k in _steps_over(fronts_m, _lengthened(line.line, seen.thresholds.stop_line_reach_m))
        if (
            crossing := _crossing(
                seen,
                line,
                (seen.pose_at(party, pts_s[k]), seen.pose_at(party, pts_s[k + 1])),
                front_m,
            )
        )
    ]
    return max(found, key=lambda crossing: crossing.pts_s.low, default=None)


def _way_of_front(
    seen: Observation, party: TrackId, front_m: float
) -> tuple[list[float], NDArray[np.float64]]:
    """Every moment before the contact, and where the front was then: (n, 2)."""
    trajectory = seen.trajectory(party)
    count = int(np.searchsorted(trajectory.pts_s, seen.before_pts_s + 1e-9, side="right"))
    heading_rad = trajectory.heading_rad[:count]
    ahead_m = front_m * np.column_stack([np.cos(heading_rad), np.sin(heading_rad)])
    return (
        [float(moment) for moment in trajectory.pts_s[:count]],
        trajectory.xy_m[:count] + ahead_m,
    )


def _steps_over(fronts_m: NDArray[np.float64], painted: LineString) -> list[int]:
    """The steps, by the place they begin at, in which the front passed the line."""
    if len(fronts_m) < 2 or not LineString(fronts_m).intersects(painted):
        return []
    return [
        k for k in range(len(fronts_m) - 1) if LineString(fronts_m[k : k + 2]).intersects(painted)
    ]


def _crossing(
    seen: Observation, line: StopLine, step: tuple[VehiclePose, VehiclePose], front_m: float
) -> Crossing | None:
    earlier, later = step
    start, end = front_of(earlier, front_m), front_of(later, front_m)
    moved = LineString([start, end])
    painted = _lengthened(line.line, seen.thresholds.stop_line_reach_m)
    if moved.length == 0 or not moved.intersects(painted):
        return None
    direction_rad, allowed = approach_at(seen, line, later)
    heading_off_rad = abs(wrapped_rad(later.heading_rad - direction_rad))
    if later.speed_mps <= 0 or heading_off_rad > ACROSS_RAD:
        return None
    share = moved.project(moved.intersection(painted).centroid) / moved.length
    at_s = earlier.pts_s + share * (later.pts_s - earlier.pts_s)
    doubt_s = (
        COVERAGE_FACTOR
        * along_sigma_m(later, direction_rad)
        / max(later.speed_mps, SLOWEST_CROSSING_MPS)
    )
    return Crossing(
        line=line,
        pts_s=Interval(at_s - doubt_s, at_s + doubt_s),
        direction_rad=direction_rad,
        allowed=allowed,
    )


def approach_at(
    seen: Observation, line: StopLine, pose: VehiclePose
) -> tuple[float, frozenset[str]]:
    """Direction and arrow of the lane that ends at the line, the vehicle's own where none does.

    Where the doubt of its place reaches into a second lane, what either allows is allowed; a
    lane without a known arrow leaves it open.
    """
    lanes = [
        lane
        for lane in seen.road_map.lanes
        if lane.is_painted
        and lane.approach == line.approach
        and _ends_at(lane.centre_line, line.line)
    ]
    if not lanes:
        return (pose.heading_rad, frozenset())
    own = min(lanes, key=lambda lane: abs(lane.place_of(pose.x_m, pose.y_m).left_m))
    end = own.centre_line.coords[-1]
    arrows = [lane.movements for lane in lanes if lane is own or _may_be_in(pose, lane)]
    allowed = frozenset().union(*arrows) if all(arrows) else frozenset()
    return (own.place_of(end[0], end[1]).direction_rad, allowed)


def _may_be_in(pose: VehiclePose, lane: Lane) -> bool:
    """Does its middle, at two sigmas, reach into this lane?"""
    left = left_of_centre(pose, lane)
    return abs(left.value) - COVERAGE_FACTOR * left.sigma < lane.width_m / 2


def _ends_at(centre_line: LineString, stop_line: LineString) -> bool:
    """Does traffic flow towards the line? Its end is nearer than its start."""
    first, last = Point(centre_line.coords[0]), Point(centre_line.coords[-1])
    return float(stop_line.distance(last)) < float(stop_line.distance(first))


def front_of(pose: VehiclePose, front_m: float) -> tuple[float, float]:
    """The middle of the front bumper, `front_m` ahead of the footprint's centre."""
    return (
        pose.x_m + front_m * math.cos(pose.heading_rad),
        pose.y_m + front_m * math.sin(pose.heading_rad),
    )


def _lengthened(line: LineString, by_m: float) -> LineString:
    (x0, y0), (x1, y1) = line.coords[0][:2], line.coords[-1][:2]
    scale = by_m / line.length
    dx, dy = (x1 - x0) * scale, (y1 - y0) * scale
    return LineString([(x0 - dx, y0 - dy), (x1 + dx, y1 + dy)])
