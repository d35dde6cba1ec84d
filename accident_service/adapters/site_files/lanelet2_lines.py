"""The borders of lanelets: what is painted there, and which way they run."""

import math
from dataclasses import dataclass

from shapely import LineString

from accident_service.adapters.site_files.osm_tables import Way
from accident_service.liability.road_map import LineKind, Movement
from accident_service.quantities.ground_plane import wrapped_rad

Points = tuple[tuple[float, float], ...]

SAMPLES = 25
SHARPEST_STRAIGHT_RAD = math.radians(30)
LEAST_U_TURN_RAD = math.radians(150)
BY_TYPE = {
    "virtual": LineKind.NONE,
    "curbstone": LineKind.KERB,
    "guard_rail": LineKind.FENCE,
    "fence": LineKind.FENCE,
    "wall": LineKind.FENCE,
    "road_border": LineKind.KERB,
}
PAINTED = frozenset({"line_thin", "line_thick"})


@dataclass(frozen=True, slots=True)
class Border:
    """One border of a lanelet, in the order its points are given."""

    points_m: Points
    kind: LineKind

    def reversed(self) -> "Border":
        """The same border, run the other way."""
        return Border(tuple(reversed(self.points_m)), self.kind)

    def starts_opposite(self, other: "Border") -> bool:
        """Do the two borders run in opposite directions? Their near ends tell."""
        same_m = math.dist(self.points_m[0], other.points_m[0]) + math.dist(
            self.points_m[-1], other.points_m[-1]
        )
        crossed_m = math.dist(self.points_m[0], other.points_m[-1]) + math.dist(
            self.points_m[-1], other.points_m[0]
        )
        return crossed_m < same_m

    def is_left_of(self, other: "Border") -> bool:
        """Seen along the way, is this border to the left? The ring's turning sense tells."""
        ring = [*self.points_m, *reversed(other.points_m)]
        doubled_area = sum(
            a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)
        )
        return doubled_area < 0


def border_of(way: Way) -> Border:
    """What a Lanelet2 way is to a driver; UNKNOWN where its tags do not say."""
    return Border(way.points_m, _kind(way))


def _kind(way: Way) -> LineKind:
    kind, subtype = way.tags.get("type", ""), way.tags.get("subtype", "")
    if kind in BY_TYPE:
        return BY_TYPE[kind]
    if kind not in PAINTED:
        return LineKind.UNKNOWN
    yellow = way.tags.get("color") == "yellow"
    if subtype == "dashed":
        return LineKind.DASHED_YELLOW if yellow else LineKind.DASHED_WHITE
    if subtype == "solid":
        return LineKind.SOLID_YELLOW if yellow else LineKind.SOLID_WHITE
    if subtype == "solid_solid":
        return LineKind.DOUBLE_YELLOW if yellow else LineKind.SOLID_WHITE
    # solid_dashed and the like may be crossed from one side only; the side is not kept.
    return LineKind.UNKNOWN


def resampled(points_m: Points) -> Points:
    """The same line as `SAMPLES` points, evenly spaced."""
    line = LineString(points_m)
    places = [line.interpolate(k / (SAMPLES - 1), normalized=True) for k in range(SAMPLES)]
    return tuple((float(place.x), float(place.y)) for place in places)


def movement_of(centre_line: LineString) -> Movement:
    """Which way a path through a junction turns, from its first direction to its last."""
    points = list(centre_line.coords)
    start_rad = math.atan2(points[1][1] - points[0][1], points[1][0] - points[0][0])
    end_rad = math.atan2(points[-1][1] - points[-2][1], points[-1][0] - points[-2][0])
    return movement_between(start_rad, end_rad)


def movement_between(start_rad: float, end_rad: float) -> Movement:
    """Which way one turns who comes in one direction and leaves in another."""
    turned_rad = wrapped_rad(end_rad - start_rad)
    if abs(turned_rad) <= SHARPEST_STRAIGHT_RAD:
        return Movement.STRAIGHT
    if abs(turned_rad) >= LEAST_U_TURN_RAD:
        return Movement.U_TURN
    return Movement.LEFT if turned_rad > 0 else Movement.RIGHT
