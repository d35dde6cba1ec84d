"""What is painted and posted on one site's road, and how to ask where on it a thing is.

Lines are named as seen from the lane's direction of travel: a lane's left line is the one
to its driver's left. All positions are metres in the site's own plane.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from shapely import LineString, Point, Polygon

from accident_service.liability.road_place import RoadPlace
from accident_service.quantities.ground_plane import wrapped_rad

SAME_DIRECTION_RAD = math.radians(45)
DIRECTION_STEP_M = 0.5


class LineKind(StrEnum):
    """What separates a lane from what lies beside it."""

    DASHED_WHITE = "dashed_white"
    SOLID_WHITE = "solid_white"
    DASHED_YELLOW = "dashed_yellow"
    SOLID_YELLOW = "solid_yellow"
    DOUBLE_YELLOW = "double_yellow"
    KERB = "kerb"
    FENCE = "fence"
    NONE = "none"
    UNKNOWN = "unknown"

    @property
    def may_not_be_crossed(self) -> bool:
        """Is this a painted line that no wheel may cross?"""
        return self in (self.SOLID_WHITE, self.SOLID_YELLOW, self.DOUBLE_YELLOW)


class LaneKind(StrEnum):
    """What a lane is for."""

    DRIVE = "drive"
    CONNECTOR = "connector"  # an unpainted path through a junction
    BUS = "bus"
    RAMP = "ramp"  # an on-ramp and the acceleration lane it ends in
    BICYCLE = "bicycle"
    PARKING = "parking"


# Lanes traffic moves along and may change between; pulling out of others is another matter.
THROUGH_LANES = frozenset({LaneKind.DRIVE, LaneKind.BUS, LaneKind.RAMP})


class RoadClass(StrEnum):
    """What kind of road the site is; expressway rules bind on the last two (REG-85)."""

    STREET = "street"
    EXPRESSWAY = "expressway"
    URBAN_EXPRESSWAY = "urban_expressway"


class Movement(StrEnum):
    """Where a lane's arrow lets one go."""

    LEFT = "left"
    STRAIGHT = "straight"
    RIGHT = "right"
    U_TURN = "u-turn"


class StopControl(StrEnum):
    """What makes one stop or wait at a stop line."""

    SIGNAL = "signal"
    GIVE_WAY = "give_way"
    STOP = "stop"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class LanePlace:
    """Where a point is, seen from one lane's centre line."""

    along_m: float
    left_m: float  # from the centre line, positive to the left
    direction_rad: float  # of the lane at that place
    beyond_m: float  # how far past the lane's end or before its start; 0 beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One lane, driven in the order of its centre line's points."""

    id: str
    kind: LaneKind
    centre_line: LineString
    polygon: Polygon
    width_m: float
    left_line: LineKind = LineKind.UNKNOWN
    right_line: LineKind = LineKind.UNKNOWN
    approach: str | None = None  # the arm of the junction it belongs to
    movements: frozenset[Movement] = frozenset()  # empty: no arrow is known
    has_priority: bool | None = None
    speed_limit_mps: float | None = None

    def place_of(self, x_m: float, y_m: float) -> LanePlace:
        """Where a point is, along and across this lane."""
        point = Point(x_m, y_m)
        along_m = float(self.centre_line.project(point))
        behind = self.centre_line.interpolate(max(0.0, along_m - DIRECTION_STEP_M))
        ahead = self.centre_line.interpolate(
            min(self.centre_line.length, along_m + DIRECTION_STEP_M)
        )
        direction_rad = math.atan2(ahead.y - behind.y, ahead.x - behind.x)
        foot = self.centre_line.interpolate(along_m)
        east_m, north_m = x_m - foot.x, y_m - foot.y
        cos, sin = math.cos(direction_rad), math.sin(direction_rad)
        at_an_end = not 0.0 < along_m < self.centre_line.length
        return LanePlace(
            along_m=along_m,
            left_m=north_m * cos - east_m * sin,
            direction_rad=direction_rad,
            beyond_m=abs(east_m * cos + north_m * sin) if at_an_end else 0.0,
        )

    def turned_from_rad(self, x_m: float, y_m: float, heading_rad: float) -> float:
        """How far a heading is turned from the lane's direction there, 0 to pi."""
        return abs(wrapped_rad(heading_rad - self.place_of(x_m, y_m).direction_rad))

    @property
    def is_painted(self) -> bool:
        """Is it bounded by lines a driver can see?"""
        return self.kind is not LaneKind.CONNECTOR


@dataclass(frozen=True, slots=True, kw_only=True)
class StopLine:
    """Where the vehicles of one approach wait."""

    id: str
    approach: str
    line: LineString
    control: StopControl


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictArea:
    """A part of the road that crossing streams share."""

    id: str
    polygon: Polygon


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A traffic sign, by what it says."""

    kind: str
    approach: str | None
    x_m: float
    y_m: float
    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadMap:
    """Lanes, lines and signs of one site."""

    lanes: tuple[Lane, ...]
    stop_lines: tuple[StopLine, ...] = ()
    conflict_areas: tuple[ConflictArea, ...] = ()
    signs: tuple[Sign, ...] = ()
    places: tuple[RoadPlace, ...] = ()
    speed_limit_mps: float | None = None
    road_class: RoadClass = RoadClass.STREET

    def lanes_at(self, x_m: float, y_m: float) -> tuple[Lane, ...]:
        """Every lane whose surface holds this point; several where paths cross."""
        point = Point(x_m, y_m)
        return tuple(lane for lane in self.lanes if lane.polygon.intersects(point))

    def lanes_along(self, x_m: float, y_m: float, heading_rad: float) -> tuple[Lane, ...]:
        """The lanes there that run the way `heading_rad` points, best centred first."""
        fitting = [
            (abs(lane.place_of(x_m, y_m).left_m), not lane.is_painted, lane.id, lane)
            for lane in self.lanes_at(x_m, y_m)
            if lane.turned_from_rad(x_m, y_m, heading_rad) <= SAME_DIRECTION_RAD
        ]
        return tuple(lane for *_, lane in sorted(fitting, key=lambda entry: entry[:3]))

    def lane_headings_rad(self, x_m: float, y_m: float) -> tuple[float, ...]:
        """The directions of travel of the painted lanes at a place; none off the road."""
        return tuple(
            lane.place_of(x_m, y_m).direction_rad
            for lane in self.lanes_at(x_m, y_m)
            if lane.is_painted
        )

    def beside(self, lane: Lane, x_m: float, y_m: float, *, to_left: bool) -> Lane | None:
        """The traffic lane of the same direction on one side of `lane`; None at its edge."""
        place = lane.place_of(x_m, y_m)
        across_m = (lane.width_m / 2 + 1.0) * (1 if to_left else -1) - place.left_m
        beside_x_m = x_m - across_m * math.sin(place.direction_rad)
        beside_y_m = y_m + across_m * math.cos(place.direction_rad)
        for other in self.lanes_along(beside_x_m, beside_y_m, place.direction_rad):
            if other.kind in THROUGH_LANES and other.id != lane.id:
                return other
        return None

    def places_at(self, x_m: float, y_m: float) -> tuple[RoadPlace, ...]:
        """Every crosswalk, bridge, bend and the like that holds this point."""
        point = Point(x_m, y_m)
        return tuple(place for place in self.places if place.polygon.intersects(point))

    def conflict_area_at(self, x_m: float, y_m: float) -> ConflictArea | None:
        """The conflict area that holds this point; None outside all of them."""
        point = Point(x_m, y_m)
        for area in self.conflict_areas:
            if area.polygon.intersects(point):
                return area
        return None
