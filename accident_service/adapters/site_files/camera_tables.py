"""Read `cameras.toml`: every camera of one site, each with its survey where there is one."""

import csv
import io
import math
from datetime import date
from pathlib import Path

from shapely import Polygon

from accident_service.adapters.fields import Fields, read_toml
from accident_service.adapters.road_map_fields import polygon
from accident_service.adapters.scene_files import read_image_size, read_survey_points
from accident_service.adapters.site_files.plane import SitePlane
from accident_service.errors import InvalidSite
from accident_service.footage.camera import (
    Camera,
    CameraNetwork,
    CameraPosition,
    field_of_view_fan,
)
from accident_service.quantities.identifiers import CameraId
from accident_service.quantities.uncertainty import Estimate
from accident_service.reconstruction.calibration.survey import Survey, SurveyPoint

CAMERAS_FILE = "cameras.toml"
SURVEY_COLUMNS = ("pixel_x_px", "pixel_y_px", "x_m", "y_m", "z_m")


def read_cameras(folder: Path, plane: SitePlane) -> tuple[tuple[Camera, Survey | None], ...]:
    """Every `[[camera]]` of the folder's `cameras.toml`, in the order of the file.

    Raises:
        InvalidSite: A field cannot be used, an id stands twice, or there is no camera.
    """
    fields = read_toml(folder / CAMERAS_FILE)
    cameras = tuple(
        (_camera(entry, plane), _survey(folder, entry)) for entry in fields.each("camera")
    )
    names = [camera.id for camera, _ in cameras]
    if not names or len(set(names)) != len(names):
        raise fields.refuse("camera", "one [[camera]] or more, each with an id of its own")
    return cameras


def _camera(fields: Fields, plane: SitePlane) -> Camera:
    position = _position(fields, plane)
    return Camera(
        id=CameraId(fields.text("id")),
        network=_network(fields),
        name_zh=fields.text("name_zh"),
        name_en=fields.text("name_en"),
        position=position,
        field_of_view=_field_of_view(fields, plane, position),
        clock_offset_s=Estimate(
            fields.number("clock_offset_s"), fields.number("clock_sigma_s", low=0)
        ),
        retention_days=int(fields.number("retention_days", low=1, high=3650)),
        source_key=fields.text("source_key"),
        image_size=read_image_size(fields, "image_size_px"),
        surveyed_on=_day(fields, "surveyed_on"),
        clock_measured_on=_day(fields, "clock_measured_on"),
    )


def _network(fields: Fields) -> CameraNetwork:
    network = fields.one_of("network", CameraNetwork)
    if network is CameraNetwork.PARTY:  # it moves, and comes with its owner
        fixed = ", ".join(one.value for one in CameraNetwork if one is not network)
        raise fields.refuse("network", f"a network of fixed cameras: {fixed}")
    return network


def _day(fields: Fields, name: str) -> date | None:
    """A day such as 2026-03-02, as TOML writes it or as text; None where it is not said."""
    if not fields.has(name):
        return None
    given = fields.table[name]
    try:
        return given if type(given) is date else date.fromisoformat(str(given))
    except ValueError as fault:
        raise fields.refuse(name, "a day such as 2026-03-02") from fault


def _position(fields: Fields, plane: SitePlane) -> CameraPosition:
    height_m = fields.number("height_m", low=1, high=100)
    if fields.has("position_m"):
        x_m, y_m = fields.point_m("position_m")
    elif fields.has("latitude_deg"):
        x_m, y_m = plane.to_metres(
            fields.number("latitude_deg", low=-90, high=90),
            fields.number("longitude_deg", low=-180, high=180),
        )
    else:
        accepted = "[x, y] in metres of the site, or latitude_deg and longitude_deg (WGS 84)"
        raise fields.refuse("position_m", accepted)
    return CameraPosition(x_m=x_m, y_m=y_m, height_m=height_m)


def _field_of_view(fields: Fields, plane: SitePlane, position: CameraPosition) -> Polygon:
    if fields.has("field_of_view_m"):
        return polygon(fields, "field_of_view_m")
    if not fields.has("bearing_deg"):
        accepted = "the corners of the road it sees, or bearing_deg, opening_deg and reach_m"
        raise fields.refuse("field_of_view_m", accepted)
    return field_of_view_fan(
        position,
        heading_rad=plane.heading_rad(fields.number("bearing_deg", low=-360, high=360)),
        opening_rad=math.radians(fields.number("opening_deg", low=1, high=179)),
        reach_m=fields.number("reach_m", low=1, high=1000),
    )


def _survey(folder: Path, fields: Fields) -> Survey | None:
    """The camera's marks, from its table or from the file it names; None where there are none."""
    if fields.has("survey_file"):
        points = read_survey_file(folder / fields.text("survey_file"))
    else:
        points = read_survey_points(fields, "survey")
    return Survey(read_image_size(fields, "image_size_px"), points) if points else None


def read_survey_file(path: Path) -> tuple[SurveyPoint, ...]:
    """Survey points from a CSV with a heading line; see `SURVEY_COLUMNS`.

    Raises:
        InvalidSite: The file cannot be read or a line cannot be used; the message says which.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as failure:
        raise InvalidSite(f"{path.name}: cannot be read ({failure})") from failure
    rows = csv.DictReader(io.StringIO(text))
    if tuple(rows.fieldnames or ()) != SURVEY_COLUMNS:
        raise InvalidSite(
            f"{path.name}: the heading is {rows.fieldnames}; accepted: {','.join(SURVEY_COLUMNS)}"
        )
    return tuple(_survey_point(path, rows.line_num, row) for row in rows)


def _survey_point(path: Path, line: int, row: dict[str, str]) -> SurveyPoint:
    try:
        numbers = [float(row[name]) for name in SURVEY_COLUMNS]
    except (TypeError, ValueError) as failure:
        accepted = f"five numbers: {', '.join(SURVEY_COLUMNS)}"
        raise InvalidSite(
            f"{path.name}: line {line} cannot be used; accepted: {accepted}"
        ) from failure
    return SurveyPoint(*numbers)
