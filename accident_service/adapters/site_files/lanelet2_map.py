"""Read `road_map.osm`: a Lanelet2 map, as far as facts and rules need it.

A lanelet becomes a lane driven so that its `left` way is to the left. An unpainted one that
leads from lane to lane is a connector. Approaches are named by stop lines: a lane that ends at one
belongs to it. Of lanelets for people on foot only the crosswalks are kept, as places.
Subtypes bus_lane, bicycle_lane, parking and (our own word) on_ramp make lanes of those kinds.

Reference:
    F. Poggenhans et al., "Lanelet2: A high-definition map framework for the future of
    automated driving", 2018, and its tagging documentation.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from shapely import LineString, MultiPolygon, Point, Polygon, unary_union

from accident_service.adapters.road_map_fields import KMH_PER_MPS
from accident_service.adapters.site_files.lanelet2_arrows import FOLLOWS_M, arrow_of
from accident_service.adapters.site_files.lanelet2_lines import (
    Border,
    border_of,
    movement_of,
    resampled,
)
from accident_service.adapters.site_files.lanelet2_places import crosswalks
from accident_service.adapters.site_files.osm_tables import OsmTables, Relation, read_osm
from accident_service.adapters.site_files.plane import SitePlane
from accident_service.errors import InvalidSite
from accident_service.liability.road_map import (
    ConflictArea,
    Lane,
    LaneKind,
    LineKind,
    Movement,
    RoadMap,
    StopControl,
    StopLine,
)

NOT_FOR_VEHICLES = frozenset({"crosswalk", "walkway", "stairs", "shared_walkway"})
KINDS = {
    "bicycle_lane": LaneKind.BICYCLE,
    "bus_lane": LaneKind.BUS,
    "parking": LaneKind.PARKING,
    "on_ramp": LaneKind.RAMP,  # not of Lanelet2, which has no word for it
}
CONTROLS = {"traffic_light": StopControl.SIGNAL, "right_of_way": StopControl.GIVE_WAY}
NO_NAMES: Mapping[str, str] = MappingProxyType({})
MPH_TO_KMH = 1.609344
# A lane belongs to a stop line when it ends within this of it. [design]
ENDS_AT_M = 4.0


def read_lanelet2_map(
    path: Path,
    plane: SitePlane,
    *,
    speed_limit_kmh: float | None,
    stop_control: StopControl,
    approaches: Mapping[str, str] = NO_NAMES,
) -> RoadMap:
    """The road map of one Lanelet2 file.

    Args:
        speed_limit_kmh: The site's own limit, for lanes without one.
        stop_control: What controls the stop lines no regulatory element speaks of.
        approaches: What approaches are called, by the id of their stop line's way; else the
            way's own name, or its id.

    Raises:
        InvalidSite: The file cannot be read, or holds no lanelet for vehicles.
    """
    tables = read_osm(path, plane)
    stop_lines = _stop_lines(tables, stop_control, approaches)
    drafts = [
        _lane(tables, relation)
        for relation in tables.relations
        if relation.tags.get("type") == "lanelet"
        and relation.tags.get("subtype") not in NOT_FOR_VEHICLES
    ]
    if not drafts:
        raise InvalidSite(f"{path.name}: no relation of type=lanelet that vehicles may use")
    lanes = [_with_place(lane, drafts, stop_lines) for lane in drafts]
    return RoadMap(
        lanes=tuple(replace(lane, movements=arrow_of(lane, lanes)) for lane in lanes),
        stop_lines=stop_lines,
        conflict_areas=_conflict_areas(lanes),
        places=crosswalks(tables),
        speed_limit_mps=speed_limit_kmh / KMH_PER_MPS if speed_limit_kmh else None,
    )


def _lane(tables: OsmTables, relation: Relation) -> Lane:
    left, right = _borders(tables, relation)
    centre = [
        ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        for a, b in zip(resampled(left.points_m), resampled(right.points_m), strict=True)
    ]
    centre_line = LineString(centre)
    ring = Polygon([*left.points_m, *reversed(right.points_m)])
    surface = ring if ring.is_valid else ring.convex_hull
    if not isinstance(surface, Polygon) or surface.area <= 0 or centre_line.length <= 0:
        raise InvalidSite(f"{tables.file}: lanelet {relation.name} has no surface")
    return Lane(
        id=_unique_name(tables, relation),
        kind=KINDS.get(relation.tags.get("subtype", ""), LaneKind.DRIVE),
        centre_line=centre_line,
        polygon=surface,
        width_m=surface.area / centre_line.length,
        left_line=left.kind,
        right_line=right.kind,
        movements=_turn(relation),
        speed_limit_mps=_speed_limit_mps(tables, relation),
    )


def _unique_name(tables: OsmTables, relation: Relation) -> str:
    """The name people gave it; with its id where two lanelets share one."""
    twins = [other for other in tables.relations if other.name == relation.name]
    return relation.name if len(twins) == 1 else f"{relation.name}#{relation.id}"


def _with_place(lane: Lane, lanes: list[Lane], stop_lines: tuple[StopLine, ...]) -> Lane:
    """The lane, known as a connector or by the stop line it runs up to."""
    if _is_connector(lane, lanes):
        return replace(lane, kind=LaneKind.CONNECTOR)
    return replace(lane, approach=_approach(lane.centre_line, stop_lines))


def _is_connector(lane: Lane, lanes: list[Lane]) -> bool:
    """A path from lane to lane without paint on both sides, or on one side of a turn."""
    bare = [lane.left_line, lane.right_line].count(LineKind.NONE)
    turns = movement_of(lane.centre_line) is not Movement.STRAIGHT
    if lane.kind is not LaneKind.DRIVE or not (bare == 2 or (bare == 1 and turns)):
        return False
    start, end = _ends(lane)
    before = any(_ends(other)[1].distance(start) <= FOLLOWS_M for other in lanes)
    after = any(_ends(other)[0].distance(end) <= FOLLOWS_M for other in lanes)
    return before and after


def _ends(lane: Lane) -> tuple[Point, Point]:
    line = lane.centre_line
    return (line.interpolate(0), line.interpolate(line.length))


def _borders(tables: OsmTables, relation: Relation) -> tuple[Border, Border]:
    """Left and right border, both in the order of travel."""
    sides = []
    for role in ("left", "right"):
        refs = relation.ways(role)
        if len(refs) != 1:
            raise InvalidSite(
                f"{tables.file}: lanelet {relation.name} has {len(refs)} ways with role {role};"
                " accepted: exactly one"
            )
        sides.append(border_of(tables.way(refs[0], relation)))
    left, right = sides
    if left.starts_opposite(right):
        right = right.reversed()
    return (left, right) if left.is_left_of(right) else (left.reversed(), right.reversed())


def _turn(relation: Relation) -> frozenset[Movement]:
    said = relation.tags.get("turn_direction", "")
    return frozenset({Movement(said)}) if said in list(Movement) else frozenset()


def _speed_limit_mps(tables: OsmTables, relation: Relation) -> float | None:
    said = relation.tags.get("speed_limit", "")
    if not said:
        return None
    number, _, unit = said.strip().partition(" ")
    try:
        limit_kmh = float(number) * (MPH_TO_KMH if unit == "mph" else 1.0)
    except ValueError as failure:
        raise InvalidSite(
            f"{tables.file}: speed_limit of lanelet {relation.name} is {said!r};"
            " accepted: such as '50', '50 km/h' or '30 mph'"
        ) from failure
    return limit_kmh / KMH_PER_MPS


def _stop_lines(
    tables: OsmTables, default: StopControl, approaches: Mapping[str, str]
) -> tuple[StopLine, ...]:
    drawn = {ref for ref, way in tables.ways.items() if way.tags.get("type") == "stop_line"}
    if not set(approaches) <= drawn:
        odd = ", ".join(sorted(set(approaches) - drawn))
        raise InvalidSite(
            f"{tables.file}: approaches names {odd}; accepted: stop lines of this map,"
            f" {', '.join(sorted(drawn))}"
        )
    controls = {
        ref: CONTROLS[relation.tags.get("subtype", "")]
        for relation in tables.relations
        if relation.tags.get("type") == "regulatory_element"
        and relation.tags.get("subtype") in CONTROLS
        for ref in relation.ways("ref_line")
    }
    return tuple(
        StopLine(
            id=way.id,
            approach=approaches.get(way.id) or way.tags.get("name") or way.id,
            line=LineString(way.points_m),
            control=controls.get(way.id, default),
        )
        for way in tables.ways.values()
        if way.tags.get("type") == "stop_line"
    )


def _approach(centre_line: LineString, stop_lines: tuple[StopLine, ...]) -> str | None:
    """The stop line the lane runs up to: it ends there and does not start there."""
    first, last = centre_line.interpolate(0), centre_line.interpolate(centre_line.length)
    reached = [
        (stop.line.distance(last), stop.approach)
        for stop in stop_lines
        if stop.line.distance(last) <= ENDS_AT_M
        and stop.line.distance(last) < stop.line.distance(first)
    ]
    return min(reached)[1] if reached else None


def _conflict_areas(lanes: list[Lane]) -> tuple[ConflictArea, ...]:
    """The inside of each junction: what the connectors cover, without gaps."""
    connectors = [lane.polygon for lane in lanes if lane.kind is LaneKind.CONNECTOR]
    covered = unary_union(connectors)
    pieces = list(covered.geoms) if isinstance(covered, MultiPolygon) else [covered]
    hulls = [piece.convex_hull for piece in pieces]
    return tuple(
        ConflictArea(id=f"junction-{k}", polygon=hull)
        for k, hull in enumerate(hulls, start=1)
        if isinstance(hull, Polygon) and not hull.is_empty
    )
