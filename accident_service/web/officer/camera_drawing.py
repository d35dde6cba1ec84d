"""The road with what each camera sees of it, north up; nothing to scale off."""

from collections.abc import Collection, Iterator

from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from accident_service.casework.ports import Site
from accident_service.footage.coverage import disc_of
from accident_service.footage.occluder import visible_field
from accident_service.footage.surroundings import Search
from accident_service.quantities.identifiers import CameraId
from accident_service.web.officer.drawing_sheet import Sheet, written

REACH_M = 60.0
SIZE_PX = 560
ASKED, NOT_ASKED = "#1d5fa8", "#6a737d"


def drawn_cameras(site: Site, search: Search, asked: Collection[CameraId]) -> str:
    """An SVG of the road about the place, every camera's visible field, and what hides it."""
    sheet = Sheet(site, *search.place_m, REACH_M, SIZE_PX)
    hiding = 'fill="#a89f94" stroke="#6d655c"'
    return sheet.drawn(
        _area(sheet.road, sheet, 'fill="#d5d9de" stroke="#8b939c"'),
        *(_area(one.outline, sheet, hiding) for one in search.around.occluders),
        *_cameras(sheet, search, asked),
        _lines(search.around.approach.intersection(sheet.near), sheet),
        _area(
            disc_of(search.place_m, search.place_sigma_m).intersection(sheet.near),
            sheet,
            'fill="#b3261e" fill-opacity="0.12" stroke="#b3261e" stroke-width="2"',
        ),
    )


def _cameras(sheet: Sheet, search: Search, asked: Collection[CameraId]) -> Iterator[str]:
    for one in sheet.site.cameras:
        colour = ASKED if one.id in asked else NOT_ASKED
        field = visible_field(one, search.around.occluders)
        dashes = "" if one.id in asked else ' stroke-dasharray="4 4"'
        style = f'fill="{colour}" fill-opacity="0.10" stroke="{colour}"{dashes}'
        yield _area(field, sheet, style)
        x, y = sheet.placed(one.position.x_m, one.position.y_m).split(",")
        yield f'<circle cx="{x}" cy="{y}" r="5" fill="{colour}"/>'
        yield written(float(x) + 8, float(y) + 5, one.id)


def _area(shape: BaseGeometry, sheet: Sheet, style: str) -> str:
    drawn = []
    for one in getattr(shape, "geoms", (shape,)):
        if isinstance(one, Polygon) and not one.is_empty:
            rings = (one.exterior, *one.interiors)
            path = "".join(f"M{'L'.join(sheet.placed(*xy[:2]) for xy in r.coords)}Z" for r in rings)
            drawn.append(f'<path d="{path}" fill-rule="evenodd" {style}/>')
    return "".join(drawn)


def _lines(shape: BaseGeometry, sheet: Sheet) -> str:
    drawn = []
    for one in getattr(shape, "geoms", (shape,)):
        if one.geom_type == "LineString" and not one.is_empty:
            path = "L".join(sheet.placed(*xy[:2]) for xy in one.coords)
            drawn.append(f'<path d="M{path}" fill="none" stroke="#b3261e" stroke-width="3"/>')
    return "".join(drawn)
