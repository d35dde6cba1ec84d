"""Read `road_map.geojson`: our own profile of GeoJSON, for roads drawn in any map editor.

A FeatureCollection. Coordinates are longitude and latitude (WGS 84, RFC 7946); a file that
says `"coordinates": "site-metres"` at its top gives metres of the site's plane instead.
Every feature has `properties.feature`:

    lane           LineString, driven in the order of its points; id, width_m, kind (drive, bus,
                   ramp: on-ramp and acceleration lane, bicycle, parking, connector); where
                   known left_line, right_line, approach, movement, has_priority, speed_limit_kmh
    stop_line      LineString; id, approach, controlled (signal, give_way, stop, none)
    conflict_area  Polygon; id
    place          Polygon; id, kind (crosswalk, railway_crossing, bridge, tunnel, bend, slope,
                   narrow), and for a slope downhill_deg: which way is down, in degrees
                   counter-clockwise from +x of the site's plane
    sign           Point; kind, and where known approach, value

Reference:
    RFC 7946, The GeoJSON Format.
"""

from collections.abc import Mapping
from pathlib import Path

from shapely import LineString

from accident_service.adapters.fields import Fields, read_json
from accident_service.adapters.road_map_fields import read_road_map
from accident_service.adapters.site_files.plane import SitePlane
from accident_service.liability.road_map import RoadMap

LISTS = {
    "lane": "lanes",
    "stop_line": "stop_lines",
    "conflict_area": "conflict_areas",
    "sign": "signs",
    "place": "places",
}
SHAPES = {
    "lane": "LineString",
    "stop_line": "LineString",
    "conflict_area": "Polygon",
    "sign": "Point",
    "place": "Polygon",
}


def read_geojson_map(path: Path, plane: SitePlane, *, speed_limit_kmh: float | None) -> RoadMap:
    """The road map of one GeoJSON file.

    Args:
        speed_limit_kmh: The site's own limit, for lanes without one.

    Raises:
        InvalidSite: A feature cannot be used; the message names it and what is accepted.
    """
    fields = read_json(path)
    if fields.table.get("type") != "FeatureCollection":
        raise fields.refuse("type", "'FeatureCollection'")
    in_metres = fields.table.get("coordinates") == "site-metres"
    lists: dict[str, list[object]] = {name: [] for name in LISTS.values()}
    for feature in fields.each("features"):
        kind, table = _as_scene_fields(feature, None if in_metres else plane)
        lists[LISTS[kind]].append(table)
    site: Mapping[str, object] = {**lists, "speed_limit_kmh": speed_limit_kmh}
    return read_road_map(Fields(path.name, "", site))


def _as_scene_fields(feature: Fields, plane: SitePlane | None) -> tuple[str, dict[str, object]]:
    """The feature as scene files write it, so that one reader checks both."""
    properties, geometry = feature.within("properties"), feature.within("geometry")
    kind = properties.text("feature")
    if kind not in LISTS:
        raise properties.refuse("feature", "one of " + ", ".join(LISTS))
    if geometry.table.get("type") != SHAPES[kind]:
        raise geometry.refuse("type", f"'{SHAPES[kind]}' for a {kind}")
    table = dict(properties.table)
    match kind:
        case "lane":
            line = _points(geometry, "coordinates", plane, least=2)
            width_m = properties.number("width_m", low=0.5, high=20)
            table |= {"centre_line": line, "polygon": _surface(line, width_m), "width": width_m}
        case "stop_line":
            table["line"] = _points(geometry, "coordinates", plane, least=2)
        case "conflict_area" | "place":
            ring = Fields(geometry.file, geometry.where, {"coordinates": _outer_ring(geometry)})
            table["polygon"] = _points(ring, "coordinates", plane, least=4)
        case _:
            table["x"], table["y"] = _placed(geometry.point_m("coordinates"), plane)
    return kind, table


def _outer_ring(geometry: Fields) -> object:
    rings = geometry.table.get("coordinates")
    if not isinstance(rings, list) or len(rings) != 1:
        raise geometry.refuse("coordinates", "one ring of points, without holes")
    return rings[0]


def _points(fields: Fields, name: str, plane: SitePlane | None, *, least: int) -> list[list[float]]:
    return [list(_placed(point, plane)) for point in fields.points_m(name, least=least)]


def _placed(point: tuple[float, ...], plane: SitePlane | None) -> tuple[float, float]:
    return (point[0], point[1]) if plane is None else plane.to_metres(point[1], point[0])


def _surface(line: list[list[float]], width_m: float) -> list[list[float]]:
    surface = LineString(line).buffer(width_m / 2, cap_style="flat", join_style="mitre")
    return [[float(x), float(y)] for x, y in surface.exterior.coords[:-1]]
