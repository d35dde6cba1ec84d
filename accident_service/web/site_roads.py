"""A site's road as GeoJSON draws it (RFC 7946): WGS 84, longitude first."""

from typing import cast

from flask import current_app
from shapely import MultiPolygon, Polygon, unary_union

from accident_service.casework.ports import Site
from accident_service.quantities.identifiers import SiteId

DECIMALS = 6  # of a degree: a decimetre
SIMPLER_BY_M = 0.3

DRAWN = "accident-service-road-outlines"

Position = tuple[float, float]
Rings = list[list[list[Position]]]


def road_surface(site: Site) -> dict[str, object]:
    """The surface of all lanes together, drawn once for as long as the site's files stay."""
    drawn = cast("dict[SiteId, tuple[Site, Rings]]", current_app.extensions.setdefault(DRAWN, {}))
    known = drawn.get(site.id)
    if known is None or known[0] is not site:
        surface = unary_union([lane.polygon for lane in site.road_map.lanes])
        outline = _polygons(surface.simplify(SIMPLER_BY_M))
        known = drawn[site.id] = (site, [polygon_rings(site, one) for one in outline])
    return {"type": "MultiPolygon", "coordinates": known[1]}


def polygon_rings(site: Site, surface: Polygon) -> list[list[Position]]:
    """The rings of a polygon of the site's plane."""
    lines = (surface.exterior, *surface.interiors)
    return [[position(site, x_m, y_m) for x_m, y_m, *_ in line.coords] for line in lines]


def position(site: Site, x_m: float, y_m: float) -> Position:
    """One place of the site's plane."""
    at = site.coordinates_of(x_m, y_m)
    return (round(at.longitude_deg, DECIMALS), round(at.latitude_deg, DECIMALS))


def _polygons(surface: object) -> tuple[Polygon, ...]:
    if isinstance(surface, MultiPolygon):
        return tuple(surface.geoms)
    return (surface,) if isinstance(surface, Polygon) and not surface.is_empty else ()
