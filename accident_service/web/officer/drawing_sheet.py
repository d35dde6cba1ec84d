"""A small sheet with the road around a place, north up, as all the desk's drawings begin and end.

Colours are fixed: it is printed on white paper, and shown on a white card in any theme.
"""

import math
from dataclasses import dataclass
from html import escape

from shapely import Polygon, box, unary_union
from shapely.geometry.base import BaseGeometry

from accident_service.casework.ports import Site

SCALE_BAR_M = 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """A square of `size_px` a side, `reach_m` from its middle, the place, to every edge."""

    site: Site
    x_m: float
    y_m: float
    reach_m: float
    size_px: int

    @property
    def scale(self) -> float:
        """Pixels a metre."""
        return self.size_px / (2 * self.reach_m)

    @property
    def near(self) -> Polygon:
        """What need be drawn, in the plane of the site, m: the corners in any turn of it."""
        x_m, y_m, reach_m = self.x_m, self.y_m, 2 * self.reach_m
        return box(x_m - reach_m, y_m - reach_m, x_m + reach_m, y_m + reach_m)

    @property
    def road(self) -> BaseGeometry:
        """The surface of all lanes near the place, in the plane of the site, m."""
        lanes = [lane.polygon for lane in self.site.road_map.lanes]
        return unary_union(lanes).intersection(self.near)

    def placed(self, x_m: float, y_m: float) -> str:
        """A point of the site's plane as "x,y" on the sheet, px."""
        turn = self.site.bearing_rad(0.0) - math.pi / 2  # the plane's x, clockwise of east
        cos, sin = math.cos(turn), math.sin(turn)
        dx, dy = x_m - self.x_m, y_m - self.y_m
        east, north = dx * cos + dy * sin, -dx * sin + dy * cos
        middle = self.size_px / 2
        return f"{middle + east * self.scale:.1f},{middle - north * self.scale:.1f}"

    def drawn(self, *parts: str) -> str:
        """The SVG of these parts on white, with a scale bar and where north is."""
        size_px, bar = self.size_px, SCALE_BAR_M * self.scale
        return "".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size_px} {size_px}">',
                f'<rect width="{size_px}" height="{size_px}" fill="#ffffff"/>',
                *parts,
                '<g fill="none" stroke="#1c1f23" stroke-width="2">',
                f'<path d="M20 {size_px - 20}h{bar:.0f}m0 -5v10m-{bar:.0f} -10v10"/>',
                f'<path d="M{size_px - 30} 60v-36m-7 9l7 -9l7 9"/></g>',
                '<g fill="#1c1f23" font-family="sans-serif" font-size="14">',
                f'<text x="20" y="{size_px - 30}">{SCALE_BAR_M} m</text>',
                f'<text x="{size_px - 35}" y="78">N</text></g></svg>',
            )
        )


def written(x: float, y: float, words: str) -> str:
    """A line of text that begins there, px."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="#1c1f23"'
        f' font-family="sans-serif" font-size="13">{escape(words, quote=False)}</text>'
    )
