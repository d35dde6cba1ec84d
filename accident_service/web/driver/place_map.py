"""The roads a driver may put the pin on, as GeoJSON (RFC 7946): WGS 84, longitude first."""

import json
from collections.abc import Iterator
from typing import cast

from flask import Response, current_app
from shapely import MultiPolygon, Polygon, unary_union

from accident_service.casework.ports import Site
from accident_service.quantities.identifiers import SiteId
from accident_service.web.access import Caller, open_to
from accident_service.web.driver.hook import BLUEPRINT
from accident_service.web.language import spoken
from accident_service.web.service import casework

DECIMALS = 6  # of a degree: a decimetre
SIMPLER_BY_M = 0.3
KEPT_FOR = "private, max-age=600"

DRAWN = "accident-service-road-outlines"

Position = tuple[float, float]
Rings = list[list[list[Position]]]


@BLUEPRINT.get("/report/map.json")
@open_to(Caller.DRIVER)
def place_map() -> Response:
    """Every site with its name, its middle and its road; nothing of its cameras."""
    return roads()


def roads() -> Response:
    """The same, for whoever may ask."""
    features = [one for site in casework().sites.sites() for one in _features(site)]
    collection = {"type": "FeatureCollection", "features": features}
    response = Response(
        json.dumps(collection, ensure_ascii=False, separators=(",", ":")),
        mimetype="application/geo+json",
    )
    response.headers["Cache-Control"] = KEPT_FOR
    return response


def _features(site: Site) -> Iterator[dict[str, object]]:
    told = {"site": site.id, "name": spoken(site.name_zh, site.name_en)}
    middle = {"type": "Point", "coordinates": _position(site, 0.0, 0.0)}
    yield {"type": "Feature", "properties": told, "geometry": middle}
    geometry = {"type": "MultiPolygon", "coordinates": _road(site)}
    yield {"type": "Feature", "properties": told, "geometry": geometry}


def _road(site: Site) -> Rings:
    """The outline of the site's road, drawn once for as long as its files stay as they are."""
    drawn = cast("dict[SiteId, tuple[Site, Rings]]", current_app.extensions.setdefault(DRAWN, {}))
    known = drawn.get(site.id)
    if known is None or known[0] is not site:
        surface = unary_union([lane.polygon for lane in site.road_map.lanes])
        outline = _polygons(surface.simplify(SIMPLER_BY_M))
        known = drawn[site.id] = (site, [_rings(site, one) for one in outline])
    return known[1]


def _polygons(surface: object) -> tuple[Polygon, ...]:
    if isinstance(surface, MultiPolygon):
        return tuple(surface.geoms)
    return (surface,) if isinstance(surface, Polygon) and not surface.is_empty else ()


def _rings(site: Site, surface: Polygon) -> list[list[Position]]:
    lines = (surface.exterior, *surface.interiors)
    return [[_position(site, x_m, y_m) for x_m, y_m, *_ in line.coords] for line in lines]


def _position(site: Site, x_m: float, y_m: float) -> Position:
    at = site.coordinates_of(x_m, y_m)
    return (round(at.longitude_deg, DECIMALS), round(at.latitude_deg, DECIMALS))
