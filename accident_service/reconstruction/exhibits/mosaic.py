"""Pictures in which nobody can be recognised: cells of one colour, as large as a face or more.

What a party gets to see shows its own vehicle, and everybody else only as what they did. A
number plate is 0.44 x 0.14 m (GA 36), a face about 0.2 m; a cell is 0.25 m wide at the nearest
place where something can appear in it, so that either is less than a cell high.
"""

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import SpacePoints
from accident_service.reconstruction.frames import ColourFrame
from accident_service.reconstruction.stabilisation.views import View

Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Array = NDArray[np.float64]

CELL_M = 0.25
# Behind the windows of a bus people sit this high; whatever is lower is farther away. [design]
HIGHEST_FACE_M = 3.0
# Where little is known, or all is far: a share of the picture's width, and a floor. [design]
UNKNOWN_CELL_SHARE = 1 / 32
LEAST_CELL_SHARE = 1 / 160
# Steps of brightness a cell is told in: what moves through the cells of a film would otherwise
# add up, picture by picture, to a sharper one. [design]
SHADE = 16
_AWAY_M = np.geomspace(1.5, 150.0, 48)
_BEARINGS_RAD = np.linspace(-np.pi, np.pi, 72, endpoint=False)


def cells_px(view: View, position_m: Array, shape: tuple[int, int]) -> NDArray[np.int64]:
    """How wide a cell must be in each row of a picture, (rows,).

    The picture of a face at `HIGHEST_FACE_M` is larger than of anything lower in that row, and
    grows downwards; a row takes the largest at or above it.

    Args:
        view: How the camera saw the site at the picture's moment, for pictures of this size.
        position_m: Where the camera stands, (3,).
        shape: Rows and columns of the picture.
    """
    rows, columns = shape
    least = max(4, round(columns * LEAST_CELL_SHARE))
    needed = np.zeros(rows)
    places_px, scale = _seen_scales(view, position_m)
    across, down = places_px.T
    inside = (across >= 0) & (across < columns) & (down >= 0) & (down < rows) & np.isfinite(scale)
    np.maximum.at(needed, down[inside].astype(np.int64), CELL_M * scale[inside])
    grown = np.maximum.accumulate(needed)
    return np.asarray(np.clip(np.ceil(grown), least, columns), dtype=np.int64)


def uniform_cells_px(shape: tuple[int, int]) -> NDArray[np.int64]:
    """Cells for a picture of which nobody knows what is how far away, (rows,)."""
    return np.full(shape[0], max(8, round(shape[1] * UNKNOWN_CELL_SHARE)), dtype=np.int64)


def mosaicked(frame: ColourFrame, cells: NDArray[np.int64], kept: Mask | None = None) -> Picture:
    """The frame in cells of their mean colour, RGB; pixels in `kept` (rows, columns) as they were.

    A cell's mean is taken without its kept pixels and a kept pixel tells nothing of its cell.
    """
    source = frame.rgb
    hidden = np.ones(source.shape[:2], dtype=bool) if kept is None else ~kept
    picture = source.copy()
    top = 0
    while top < source.shape[0]:
        height = _band_height(cells, top)
        band = slice(top, top + height)
        picture[band] = np.where(
            hidden[band][..., None], _band(source[band], hidden[band], height), source[band]
        )
        top += height
    return picture


def _seen_scales(view: View, position_m: Array) -> tuple[Array, Array]:
    """Of places all around at face height: where each appears (n, 2), and pixels a metre there."""
    away, bearing = np.meshgrid(_AWAY_M, _BEARINGS_RAD)
    direction = np.stack([np.cos(bearing).ravel(), np.sin(bearing).ravel()], axis=1)
    across = np.stack([-direction[:, 1], direction[:, 0]], axis=1)
    place = position_m[:2] + away.ravel()[:, None] * direction
    height = np.full((len(place), 1), min(HIGHEST_FACE_M, float(position_m[2]) - 0.1))
    # Far outside the picture a lens bends to no end; such places are left out by the caller.
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        ends_px = [
            view.project(SpacePoints(np.hstack([place + side * across, height]))).xy_px
            for side in (-0.5, 0.5)
        ]
    return (ends_px[0] + ends_px[1]) / 2, np.hypot(*(ends_px[1] - ends_px[0]).T)


def _band_height(cells: NDArray[np.int64], top: int) -> int:
    """As high as the widest cell needed anywhere within it."""
    height = int(cells[top])
    while (needed := int(cells[min(top + height, len(cells)) - 1])) > height:
        height = needed
    return min(height, len(cells) - top)


def _band(source: Picture, hidden: Mask, width: int) -> Picture:
    """One row of cells, as wide as they are high, at the size of `source`."""
    columns = source.shape[1]
    starts = np.arange(0, columns, width)
    sums = np.add.reduceat((source * hidden[..., None]).sum(axis=0, dtype=np.int64), starts)
    counts = np.add.reduceat(hidden.sum(axis=0, dtype=np.int64), starts)
    means = sums // np.maximum(counts, 1)[:, None] // SHADE * SHADE + SHADE // 2
    return np.asarray(np.repeat(means, np.diff([*starts, columns]), axis=0)[None], dtype=np.uint8)
