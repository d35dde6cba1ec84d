"""The road with what each camera sees of it, north up; nothing to scale off.

Colours are fixed: it is shown on a white card in any theme, and printed.
"""

import math
from collections.abc import Callable, Collection, Iterator

from shapely import Polygon, unary_union
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from accident_service.casework.ports import Site
from accident_service.footage.coverage import disc_of
from accident_service.footage.occluder import visible_field
from accident_service.footage.surroundings import Search
from accident_service.quantities.identifiers import CameraId
from accident_service.web.officer.scene_drawing import SCALE_BAR_M

REACH_M = 60.0
SIZE_PX = 560
ASKED, NOT_ASKED = "#1d5fa8", "#6a737d"

Placed = Callable[[float, float], str]


def drawn_cameras(site: Site, search: Search, asked: Collection[CameraId]) -> str:
    """An SVG of the road about the place, every camera's visible field, and what hides it."""
    placed = _placing(site, search)
    x_m, y_m = search.place_m
    near = box(x_m - 2 * REACH_M, y_m - 2 * REACH_M, x_m + 2 * REACH_M, y_m + 2 * REACH_M)
    roads = unary_union([lane.polygon for lane in site.road_map.lanes]).intersection(near)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE_PX} {SIZE_PX}">',
        f'<rect width="{SIZE_PX}" height="{SIZE_PX}" fill="#ffffff"/>',
        _area(roads, placed, 'fill="#d5d9de" stroke="#8b939c"'),
        *(
            _area(one.outline, placed, 'fill="#a89f94" stroke="#6d655c"')
            for one in search.around.occluders
        ),
        *_cameras(site, search, asked, placed),
        _lines(search.around.approach.intersection(near), placed),
        _area(
            disc_of(search.place_m, search.place_sigma_m).intersection(near),
            placed,
            'fill="#b3261e" fill-opacity="0.12" stroke="#b3261e" stroke-width="2"',
        ),
        *_bar_and_north(),
        "</svg>",
    ]
    return "".join(parts)


def _placing(site: Site, search: Search) -> Placed:
    turn = site.bearing_rad(0.0) - math.pi / 2  # how far the plane's x lies clockwise of east
    cos, sin = math.cos(turn), math.sin(turn)
    scale = SIZE_PX / (2 * REACH_M)
    x_m, y_m = search.place_m

    def placed(px_m: float, py_m: float) -> str:
        dx, dy = px_m - x_m, py_m - y_m
        east, north = dx * cos + dy * sin, -dx * sin + dy * cos
        return f"{SIZE_PX / 2 + east * scale:.1f},{SIZE_PX / 2 - north * scale:.1f}"

    return placed


def _cameras(
    site: Site, search: Search, asked: Collection[CameraId], placed: Placed
) -> Iterator[str]:
    for one in site.cameras:
        colour = ASKED if one.id in asked else NOT_ASKED
        field = visible_field(one, search.around.occluders)
        dashes = "" if one.id in asked else ' stroke-dasharray="4 4"'
        style = f'fill="{colour}" fill-opacity="0.10" stroke="{colour}"{dashes}'
        yield _area(field, placed, style)
        x, y = placed(one.position.x_m, one.position.y_m).split(",")
        yield f'<circle cx="{x}" cy="{y}" r="5" fill="{colour}"/>'
        yield (
            f'<text x="{float(x) + 8:.1f}" y="{float(y) + 5:.1f}" fill="#1c1f23"'
            f' font-family="sans-serif" font-size="13">{_escaped(one.id)}</text>'
        )


def _area(shape: BaseGeometry, placed: Placed, style: str) -> str:
    drawn = []
    for one in getattr(shape, "geoms", (shape,)):
        if isinstance(one, Polygon) and not one.is_empty:
            rings = (one.exterior, *one.interiors)
            path = "".join(f"M{'L'.join(placed(*xy[:2]) for xy in r.coords)}Z" for r in rings)
            drawn.append(f'<path d="{path}" fill-rule="evenodd" {style}/>')
    return "".join(drawn)


def _lines(shape: BaseGeometry, placed: Placed) -> str:
    drawn = []
    for one in getattr(shape, "geoms", (shape,)):
        if one.geom_type == "LineString" and not one.is_empty:
            path = "L".join(placed(*xy[:2]) for xy in one.coords)
            drawn.append(f'<path d="M{path}" fill="none" stroke="#b3261e" stroke-width="3"/>')
    return "".join(drawn)


def _bar_and_north() -> Iterator[str]:
    bar = SCALE_BAR_M * SIZE_PX / (2 * REACH_M)
    yield '<g fill="none" stroke="#1c1f23" stroke-width="2">'
    yield f'<path d="M20 {SIZE_PX - 20}h{bar:.0f}m0 -5v10m-{bar:.0f} -10v10"/>'
    yield f'<path d="M{SIZE_PX - 30} 60v-36m-7 9l7 -9l7 9"/></g>'
    yield '<g fill="#1c1f23" font-family="sans-serif" font-size="14">'
    yield f'<text x="20" y="{SIZE_PX - 30}">{SCALE_BAR_M} m</text>'
    yield f'<text x="{SIZE_PX - 35}" y="78">N</text></g>'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
