"""When, and over which stop line, a vehicle entered the junction.

The instant is an interval: the position's sigma along the way, divided by the speed. A
vehicle first seen beyond every stop line has no known entry, and says so.
"""

import itertools
import math
from dataclasses import dataclass

from shapely import LineString, Point

from accident_service.liability.facts.observe import Observation, along_sigma_m
from accident_service.liability.road_map import StopLine
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


def seen_crossing(seen: Observation, party: TrackId) -> Crossing | None:
    """The last stop line the vehicle's front passed before the contact; None where none is seen."""
    poses = seen.poses_before(party, window_s=math.inf)
    front_m = seen.dimensions(party).length_m / 2
    found = [
        crossing
        for earlier, later in itertools.pairwise(poses)
        for line in seen.road_map.stop_lines
        if (crossing := _crossing(seen, line, (earlier, later), front_m))
    ]
    return max(found, key=lambda crossing: crossing.pts_s.low, default=None)


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
    """Direction and arrow of the lane that ends at the line, the vehicle's own where none does."""
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
    return (own.place_of(end[0], end[1]).direction_rad, frozenset(own.movements))


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
