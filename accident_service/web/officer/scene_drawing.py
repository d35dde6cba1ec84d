"""The road around a place as a small drawing to find one's way by, north up; nothing to scale off.

Colours are fixed: it is printed on white paper, and shown on a white card in any theme.
"""

import math

from shapely import MultiPolygon, Polygon, unary_union
from shapely.geometry import box

from accident_service.casework.ports import Site

REACH_M = 45.0
SIZE_PX = 480
SCALE_BAR_M = 20


def drawn_scene(site: Site, x_m: float, y_m: float) -> str:
    """An SVG of the road within `REACH_M` of the point, with a cross on it and a scale bar."""
    turn = site.bearing_rad(0.0) - math.pi / 2  # how far the plane's x lies clockwise of east
    cos, sin = math.cos(turn), math.sin(turn)
    scale = SIZE_PX / (2 * REACH_M)

    def placed(px_m: float, py_m: float) -> str:
        dx, dy = px_m - x_m, py_m - y_m
        east, north = dx * cos + dy * sin, -dx * sin + dy * cos
        return f"{SIZE_PX / 2 + east * scale:.1f},{SIZE_PX / 2 - north * scale:.1f}"

    near = box(x_m - 2 * REACH_M, y_m - 2 * REACH_M, x_m + 2 * REACH_M, y_m + 2 * REACH_M)
    surface = unary_union([lane.polygon for lane in site.road_map.lanes]).intersection(near)
    roads = [" ".join(placed(*xy[:2]) for xy in one.exterior.coords) for one in _parts(surface)]
    middle, bar = SIZE_PX / 2, SCALE_BAR_M * scale
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE_PX} {SIZE_PX}">',
            f'<rect width="{SIZE_PX}" height="{SIZE_PX}" fill="#ffffff"/>',
            *(f'<polygon points="{one}" fill="#d5d9de" stroke="#8b939c"/>' for one in roads),
            (
                f'<g stroke="#b3261e" stroke-width="4"><path d="M{middle - 14} {middle}h28'
                f'M{middle} {middle - 14}v28" fill="none"/></g>'
            ),
            (
                f'<circle cx="{middle}" cy="{middle}" r="20" fill="none" stroke="#b3261e"'
                ' stroke-width="2"/>'
            ),
            '<g fill="none" stroke="#1c1f23" stroke-width="2">',
            f'<path d="M20 {SIZE_PX - 20}h{bar:.0f}m0 -5v10m-{bar:.0f} -10v10"/>',
            '<path d="M450 60v-36m-7 9l7 -9l7 9"/></g>',
            '<g fill="#1c1f23" font-family="sans-serif" font-size="14">',
            f'<text x="20" y="{SIZE_PX - 30}">{SCALE_BAR_M} m</text>',
            '<text x="445" y="78">N</text></g></svg>',
        )
    )


def _parts(surface: object) -> tuple[Polygon, ...]:
    if isinstance(surface, MultiPolygon):
        return tuple(surface.geoms)
    return (surface,) if isinstance(surface, Polygon) and not surface.is_empty else ()
