"""The cameras against the roads: what nobody sees, and where one more camera would pay most."""

import csv
import io
import json

from flask import Response, render_template

from accident_service.casework.watch_cameras import SiteCoverage
from accident_service.footage.blind_spots import NewCamera
from accident_service.web.access import Caller, open_to
from accident_service.web.language import spoken
from accident_service.web.map_tiles import tile_source
from accident_service.web.officer.cameras.overview import feature
from accident_service.web.officer.hook import BLUEPRINT
from accident_service.web.service import casework
from accident_service.web.site_roads import SIMPLER_BY_M, polygon_rings, position, road_surface

# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
MOST_STRETCHES = 40
TABLE_HEADING = (
    *("kind", "site", "name", "lane", "length_m"),
    *("latitude_deg", "longitude_deg", "accidents", "without_camera"),
)


@BLUEPRINT.get("/cameras/coverage")
@open_to(Caller.STAFF)
def coverage() -> str:
    """Every site's roads, and the places for new cameras of all sites in order."""
    city = casework().watch_cameras.coverage()
    found = city.sites
    lane_m = sum(one.coverage.lane_m for one in found)
    return render_template(
        "officer/cameras/coverage.html",
        found=found,
        wishes=_wishes(found),
        lane_m=lane_m,
        share_seen=_share(sum(one.coverage.seen_m for one in found), lane_m),
        share_sharp=_share(sum(one.coverage.seen_sharp_m for one in found), lane_m),
        beyond=city.beyond_count,
        most=MOST_STRETCHES,
        tiles=tile_source(),
    )


@BLUEPRINT.get("/cameras/coverage.json")
@open_to(Caller.STAFF)
def coverage_map() -> Response:
    """Roads, what is seen, what is not, and the places for new cameras, as GeoJSON."""
    found = casework().watch_cameras.coverage().sites
    features: list[dict[str, object]] = []
    for one in found:
        site = one.site
        features.append(
            feature("road", road_surface(site), name=spoken(site.name_zh, site.name_en))
        )
        for camera in site.cameras:
            rings = polygon_rings(site, camera.field_of_view)
            features.append(feature("field", {"type": "Polygon", "coordinates": rings}))
        for stretch in one.coverage.stretches:
            seen_from_afar = stretch.line.simplify(SIMPLER_BY_M)
            line = [position(site, x_m, y_m) for x_m, y_m, *_ in seen_from_afar.coords]
            features.append(feature("blind", {"type": "LineString", "coordinates": line}))
    for number, (one, wish) in enumerate(_wishes(found), start=1):
        at = position(one.site, wish.x_m, wish.y_m)
        features.append(feature("wish", {"type": "Point", "coordinates": at}, number=str(number)))
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    return Response(text, mimetype="application/geo+json")


@BLUEPRINT.get("/cameras/coverage.csv")
@open_to(Caller.STAFF)
def coverage_table() -> Response:
    """Every blind stretch and every place for a new camera, for a spreadsheet."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(TABLE_HEADING)
    for one in casework().watch_cameras.coverage().sites:
        name = spoken(one.site.name_zh, one.site.name_en)
        for stretch in one.coverage.stretches:
            middle = stretch.line.interpolate(0.5, normalized=True)
            counts = (stretch.accidents, stretch.unseen_accidents)
            place = (*_degrees(one, middle.x, middle.y), *counts)
            row = ("blind", one.site.id, name, stretch.lane, round(stretch.length_m, 1), *place)
            rows.writerow(safe_cells(row))
        for wish in one.new_cameras:
            counts = (wish.accidents, wish.unseen_accidents)
            place = (*_degrees(one, wish.x_m, wish.y_m), *counts)
            row = ("new-camera", one.site.id, name, "", round(wish.newly_seen_m, 1), *place)
            rows.writerow(safe_cells(row))
    answer = Response("\ufeff" + text.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="camera-coverage.csv"'
    return answer


def safe_cells(row: tuple[object, ...]) -> list[object]:
    """The row with text that a spreadsheet would take for a formula made plain text."""
    return [
        f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
        for cell in row
    ]


def _wishes(found: tuple[SiteCoverage, ...]) -> list[tuple[SiteCoverage, NewCamera]]:
    """All places for new cameras, the one that pays most first."""
    wishes = [(one, wish) for one in found for wish in one.new_cameras]
    wishes.sort(key=lambda pair: (-pair[1].unseen_accidents, -pair[1].newly_seen_m))
    return wishes


def _degrees(one: SiteCoverage, x_m: float, y_m: float) -> tuple[float, float]:
    longitude_deg, latitude_deg = position(one.site, x_m, y_m)
    return latitude_deg, longitude_deg


def _share(part: float, whole: float) -> int:
    return round(100 * part / whole) if whole else 0
