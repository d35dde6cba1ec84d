"""The lanes that lead to a place: where its vehicles came from, and who sees them coming.

A contact alone shows who touched whom; the seconds before show who had to give way.
"""

import math
from collections.abc import Sequence

from shapely import LineString, MultiLineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from accident_service.footage.blind_spots import BESIDE_LANE_M, LaneLine

# At 50 km/h these are the last two seconds before the place. [design]
APPROACH_M = 30.0
# The end of one lane and the beginning of the next lie no farther apart than this. [design]
JOINT_M = 2.0


def leading_to(
    lanes: Sequence[LaneLine],
    place_m: tuple[float, float],
    *,
    doubt_m: float,
    length_m: float = APPROACH_M,
) -> BaseGeometry:
    """The last stretch, driven towards the place, of every lane that leads there.

    Args:
        lanes: Centre lines in the direction they are driven.
        place_m: In metres of the site's plane.
        doubt_m: Radius in which the place may be; lanes that pass within it lead there.
        length_m: How far back each is followed, over the joints of lanes.
    """
    place = Point(place_m)
    pieces: list[LineString] = []
    for lane in lanes:
        if lane.centre_line.distance(place) <= doubt_m + BESIDE_LANE_M:
            along_m = float(lane.centre_line.project(place))
            pieces += _upstream(lanes, lane, along_m, length_m)
    return MultiLineString([one for one in pieces if one.length > 0]) if pieces else LineString()


def share_seen_of(lines: BaseGeometry, field: BaseGeometry) -> float | None:
    """How much of these lines lies in the field, 0..1; None where there are none."""
    if lines.length == 0:
        return None
    return float(lines.intersection(field).length / lines.length)


def _upstream(
    lanes: Sequence[LaneLine], lane: LaneLine, along_m: float, length_m: float
) -> list[LineString]:
    """The stretch before a point of a lane, then the lanes that end where this one begins."""
    found: list[LineString] = []
    ahead = [(lane, along_m, length_m)]
    known = {lane.id}
    while ahead:
        current, end_m, left_m = ahead.pop()
        begin_m = max(0.0, end_m - left_m)
        piece = substring(current.centre_line, begin_m, end_m)
        if isinstance(piece, LineString):
            found.append(piece)
        left_m -= end_m - begin_m
        if left_m <= 0:
            continue
        for before in lanes:
            if before.id not in known and _joins(before, current):
                known.add(before.id)
                ahead.append((before, float(before.centre_line.length), left_m))
    return found


def _joins(before: LaneLine, after: LaneLine) -> bool:
    end, begin = before.centre_line.coords[-1], after.centre_line.coords[0]
    return math.dist(end[:2], begin[:2]) <= JOINT_M
