"""Which metres of road no camera sees, and where one more camera would pay most.

The roads are given as centre lines of lanes, so that this chapter need not know a road map.
What a camera sees is the polygon its city states, less what the city says stands in the way;
nothing is said of vehicles.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shapely import LineString, MultiLineString, Point, unary_union
from shapely.geometry.base import BaseGeometry

# Shorter gaps are the polygons' own roughness. [design]
LEAST_GAP_M = 2.0
# How far one more camera on a mast is taken to see: about where 0.3 m ends. [design]
NEW_CAMERA_REACH_M = 40.0
CANDIDATE_STEP_M = 10.0
# Farther from a lane than this an accident was not on it, doubt of its place aside. [design]
BESIDE_LANE_M = 6.0
MOST_SITES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneLine:
    """One lane as the coverage sees it."""

    id: str
    centre_line: LineString  # metres of the site's plane


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedAccident:
    """An accident by where its reporter put it."""

    x_m: float
    y_m: float
    sigma_m: float
    unseen: bool  # no camera could be asked for it


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindStretch:
    """A piece of lane that no camera sees, and the accidents reported on it."""

    lane: str
    line: LineString
    accidents: int
    unseen_accidents: int

    @property
    def length_m(self) -> float:
        """Along the lane."""
        return float(self.line.length)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCamera:
    """A place where one more camera pays, and what it would bring beyond those before it."""

    x_m: float
    y_m: float
    newly_seen_m: float  # lane metres within its reach that nothing sees yet
    unseen_accidents: int  # reports within its reach for which no camera could be asked
    accidents: int  # all reports within its reach


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadCoverage:
    """How much of one site's road is watched."""

    lane_m: float
    seen_m: float
    seen_sharp_m: float  # by cameras of at least 720 lines
    stretches: tuple[BlindStretch, ...]  # most unseen accidents first, then longest

    @property
    def share_seen(self) -> float:
        """0..1 of the lane metres."""
        return self.seen_m / self.lane_m if self.lane_m else 0.0

    @property
    def share_sharp(self) -> float:
        """0..1 of the lane metres, by cameras of high definition."""
        return self.seen_sharp_m / self.lane_m if self.lane_m else 0.0


def road_coverage(
    lanes: Sequence[LaneLine],
    fields: Sequence[BaseGeometry],
    sharp_fields: Sequence[BaseGeometry],
    accidents: Sequence[PlacedAccident],
) -> RoadCoverage:
    """Which lane metres lie in any field of view, and what was reported where none does."""
    seen, sharp = unary_union(list(fields)), unary_union(list(sharp_fields))
    stretches = [
        _stretch(lane.id, line, accidents)
        for lane in lanes
        for line in _lines(lane.centre_line.difference(seen))
        if line.length >= LEAST_GAP_M
    ]
    stretches.sort(key=lambda one: (-one.unseen_accidents, -one.accidents, -one.length_m, one.lane))
    return RoadCoverage(
        lane_m=sum(lane.centre_line.length for lane in lanes),
        seen_m=sum(lane.centre_line.intersection(seen).length for lane in lanes),
        seen_sharp_m=sum(lane.centre_line.intersection(sharp).length for lane in lanes),
        stretches=tuple(stretches),
    )


def best_new_cameras(
    stretches: Sequence[BlindStretch],
    accidents: Sequence[PlacedAccident],
    *,
    reach_m: float = NEW_CAMERA_REACH_M,
    most: int = MOST_SITES,
) -> tuple[NewCamera, ...]:
    """Where to put the next cameras, each judged with those before it already standing.

    The best place takes in most accidents that nobody could be asked for, then most unseen
    metres. A place is judged by a disc about it: a mast beside the road sees as far one way
    or the other, and which way is the surveyor's to say.

    Reference:
        Church and ReVelle, The maximal covering location problem, Papers of the Regional
        Science Association 32, 1974 (greedy adding).
    """
    unseen: BaseGeometry = MultiLineString([one.line for one in stretches])
    left = list(accidents)
    places = [place for one in stretches for place in _candidates(one.line)]
    chosen: list[NewCamera] = []
    while places and len(chosen) < most:
        best = max(
            (_judged(place, unseen, left, reach_m) for place in places),
            key=lambda one: (one.unseen_accidents, one.newly_seen_m, -one.x_m, -one.y_m),
        )
        if best.newly_seen_m < LEAST_GAP_M:
            break
        chosen.append(best)
        reached = Point(best.x_m, best.y_m).buffer(reach_m)
        unseen = unseen.difference(reached)
        left = [one for one in left if not reached.covers(Point(one.x_m, one.y_m))]
        places = [place for place in places if not reached.covers(Point(place))]
    return tuple(chosen)


def _stretch(lane: str, line: LineString, accidents: Iterable[PlacedAccident]) -> BlindStretch:
    near = [
        one
        for one in accidents
        if line.distance(Point(one.x_m, one.y_m)) <= BESIDE_LANE_M + 2 * one.sigma_m
    ]
    return BlindStretch(
        lane=lane,
        line=line,
        accidents=len(near),
        unseen_accidents=sum(one.unseen for one in near),
    )


def _judged(
    place: tuple[float, float],
    unseen: BaseGeometry,
    accidents: Iterable[PlacedAccident],
    reach_m: float,
) -> NewCamera:
    near = [
        one for one in accidents if math.hypot(one.x_m - place[0], one.y_m - place[1]) <= reach_m
    ]
    return NewCamera(
        x_m=place[0],
        y_m=place[1],
        newly_seen_m=float(unseen.intersection(Point(place).buffer(reach_m)).length),
        unseen_accidents=sum(one.unseen for one in near),
        accidents=len(near),
    )


def _candidates(line: LineString) -> list[tuple[float, float]]:
    count = max(1, math.ceil(line.length / CANDIDATE_STEP_M))
    return [
        (point.x, point.y)
        for point in (
            line.interpolate((step + 0.5) / count, normalized=True) for step in range(count)
        )
    ]


def _lines(shape: BaseGeometry) -> list[LineString]:
    parts = getattr(shape, "geoms", (shape,))
    return [part for part in parts if isinstance(part, LineString) and not part.is_empty]
