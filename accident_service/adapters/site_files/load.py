"""Put a site together from its folder."""

import math
from dataclasses import replace
from pathlib import Path

from accident_service.adapters.fields import Fields, read_toml
from accident_service.adapters.road_map_fields import polygon, road_class
from accident_service.adapters.site_files.camera_tables import read_cameras
from accident_service.adapters.site_files.geojson_map import read_geojson_map
from accident_service.adapters.site_files.lanelet2_map import read_lanelet2_map
from accident_service.adapters.site_files.plane import SitePlane
from accident_service.adapters.site_files.signal_logs import SIGNALS_FILE, read_signal_log
from accident_service.adapters.site_files.signal_states import STATES_FILE, read_signal_states
from accident_service.adapters.site_files.site import LoggedPhase, Site
from accident_service.errors import InvalidSite
from accident_service.footage.occluder import Occluder
from accident_service.liability.road_map import RoadMap, StopControl
from accident_service.quantities.identifiers import SiteId
from accident_service.quantities.uncertainty import Estimate

SITE_FILE = "site.toml"
GEOJSON_FILE = "road_map.geojson"
LANELET2_FILE = "road_map.osm"
# A controller nobody compared with true time is doubted by this much. [design]
UNCOMPARED_CLOCK_SIGMA_S = 1.0


def load_site(folder: Path) -> Site:
    """Read every file of one site's folder.

    Raises:
        InvalidSite: A file or field cannot be used; the message names it and what would be
            accepted. `check_site` lists all complaints, not only the first.
    """
    fields = read_site_table(folder)
    plane = read_plane(fields)
    cameras = read_cameras(folder, plane)
    return Site(
        id=SiteId(fields.text("id")),
        name_zh=fields.text("name_zh"),
        name_en=fields.text("name_en"),
        admin_code=fields.text("admin_code"),
        plane=plane,
        radius_m=fields.number("radius_m", low=5, high=2000),
        cameras=tuple(camera for camera, _ in cameras),
        surveys=tuple((camera.id, survey) for camera, survey in cameras if survey),
        road_map=read_site_road_map(folder, fields, plane),
        phases=read_site_phases(folder, fields),
        signal_clock_s=read_signal_clock(fields),
        rule_pack=fields.text("rule_pack") if fields.has("rule_pack") else "",
        occluders=read_occluders(fields),
        road_names=read_road_names(fields),
    )


def read_site_table(folder: Path) -> Fields:
    """The fields of `site.toml`."""
    return read_toml(folder / SITE_FILE)


def read_plane(fields: Fields) -> SitePlane:
    """Where the site's (0, 0) lies: `[datum]` latitude_deg, longitude_deg, rotation_deg."""
    datum = fields.within("datum")
    if datum.has("crs") and datum.text("crs") != "wgs84":
        raise datum.refuse("crs", "'wgs84' (convert GCJ-02 or BD-09 positions first)")
    rotation_deg = datum.number("rotation_deg") if datum.has("rotation_deg") else 0.0
    return SitePlane(
        latitude_deg=datum.number("latitude_deg", low=-85, high=85),
        longitude_deg=datum.number("longitude_deg", low=-180, high=180),
        rotation_rad=math.radians(rotation_deg),
    )


def read_site_road_map(folder: Path, fields: Fields, plane: SitePlane) -> RoadMap:
    """The road map, from whichever of the two files is there, with the site's road class."""
    road_map = _drawn_road_map(folder, fields, plane)
    return (
        replace(road_map, road_class=road_class(fields)) if fields.has("road_class") else road_map
    )


def _drawn_road_map(folder: Path, fields: Fields, plane: SitePlane) -> RoadMap:
    limit_kmh = (
        fields.number("speed_limit_kmh", low=5, high=120) if fields.has("speed_limit_kmh") else None
    )
    geojson, lanelet2 = folder / GEOJSON_FILE, folder / LANELET2_FILE
    if geojson.exists() == lanelet2.exists():
        raise InvalidSite(
            f"{folder.name}: {'both' if geojson.exists() else 'neither'} of {GEOJSON_FILE} and"
            f" {LANELET2_FILE} there; accepted: exactly one of them"
        )
    if geojson.exists():
        return read_geojson_map(geojson, plane, speed_limit_kmh=limit_kmh)
    control = (
        fields.one_of("stop_line_control", StopControl)
        if fields.has("stop_line_control")
        else StopControl.NONE
    )
    names = fields.within("approaches") if fields.has("approaches") else None
    return read_lanelet2_map(
        lanelet2,
        plane,
        speed_limit_kmh=limit_kmh,
        stop_control=control,
        approaches={ref: names.text(ref) for ref in names.table} if names else {},
    )


def read_site_phases(folder: Path, fields: Fields) -> tuple[LoggedPhase, ...]:
    """What the controller logged, from whichever of the two files is there; none from neither."""
    changes, states = folder / SIGNALS_FILE, folder / STATES_FILE
    if not states.exists():
        return read_signal_log(changes)
    if changes.exists():
        raise InvalidSite(
            f"{folder.name}: both {SIGNALS_FILE} and {STATES_FILE} are there; accepted: one of them"
        )
    return read_signal_states(states, fields.within("signal_states"))


def read_road_names(fields: Fields) -> tuple[tuple[str, str, str], ...]:
    """What the road of each approach is called: `[[road]]` approach, name_zh, name_en."""
    roads = fields.each("road") if fields.has("road") else []
    return tuple(
        (road.text("approach"), road.text("name_zh"), road.text("name_en")) for road in roads
    )


def read_occluders(fields: Fields) -> tuple[Occluder, ...]:
    """What hides the road from cameras: `[[occluder]]` outline_m, height_m, and a name if any."""
    told = fields.each("occluder") if fields.has("occluder") else []
    return tuple(
        Occluder(
            outline=polygon(one, "outline_m"),
            height_m=one.number("height_m", low=0.1, high=1000),
            name=one.text("name") if one.has("name") else "",
        )
        for one in told
    )


def read_signal_clock(fields: Fields) -> Estimate:
    """The controller's clock minus true time: `[signals]` clock_offset_s, clock_sigma_s."""
    if not fields.has("signals"):
        return Estimate(0.0, UNCOMPARED_CLOCK_SIGMA_S)
    signals = fields.within("signals")
    return Estimate(signals.number("clock_offset_s"), signals.number("clock_sigma_s", low=0))
