"""The road around a place as a small drawing to find one's way by, north up, not to scale."""

from shapely import MultiPolygon, Polygon

from accident_service.casework.ports import Site
from accident_service.web.officer.drawing_sheet import Sheet

REACH_M = 45.0
SIZE_PX = 480


def drawn_scene(site: Site, x_m: float, y_m: float) -> str:
    """An SVG of the road within `REACH_M` of the point, with a cross on it and a scale bar."""
    sheet = Sheet(site, x_m, y_m, REACH_M, SIZE_PX)
    roads = (
        " ".join(sheet.placed(*xy[:2]) for xy in one.exterior.coords) for one in _parts(sheet.road)
    )
    middle = SIZE_PX / 2
    return sheet.drawn(
        *(f'<polygon points="{one}" fill="#d5d9de" stroke="#8b939c"/>' for one in roads),
        (
            f'<g stroke="#b3261e" stroke-width="4"><path d="M{middle - 14} {middle}h28'
            f'M{middle} {middle - 14}v28" fill="none"/></g>'
        ),
        (
            f'<circle cx="{middle}" cy="{middle}" r="20" fill="none" stroke="#b3261e"'
            ' stroke-width="2"/>'
        ),
    )


def _parts(surface: object) -> tuple[Polygon, ...]:
    if isinstance(surface, MultiPolygon):
        return tuple(surface.geoms)
    return (surface,) if isinstance(surface, Polygon) and not surface.is_empty else ()
