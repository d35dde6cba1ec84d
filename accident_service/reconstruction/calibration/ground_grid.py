"""A grid of the road as a camera sees it: lines of pixels that a page can lay over its picture.

A person sees in one look whether the grid lies on the road, which no residual tells as well.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.calibration.error_map import ErrorMap

Array = NDArray[np.float64]

GRID_M = 5.0
# Where a place is worse known than this, lines would crowd below the horizon and say nothing.
FAINTEST_M = 1.0
_POINT_EVERY_M = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class GridLine:
    """One unbroken piece of a line of the grid."""

    points_px: Array  # (n, 2)
    usable: bool  # known well enough to carry a finding, all along


def ground_grid(camera: CameraModel, errors: ErrorMap) -> tuple[GridLine, ...]:
    """The lines every 5 m along x and y of the site, where the picture shows them well enough."""
    x_m, y_m = errors.x_m, errors.y_m
    lines: list[GridLine] = []
    for at_m in _fives(x_m):
        along_m = np.arange(y_m[0], y_m[-1], _POINT_EVERY_M)
        lines += _pieces(camera, errors, np.column_stack([np.full_like(along_m, at_m), along_m]))
    for at_m in _fives(y_m):
        along_m = np.arange(x_m[0], x_m[-1], _POINT_EVERY_M)
        lines += _pieces(camera, errors, np.column_stack([along_m, np.full_like(along_m, at_m)]))
    return tuple(lines)


def _fives(centres_m: Array) -> Array:
    first, last = np.ceil(centres_m[0] / GRID_M), np.floor(centres_m[-1] / GRID_M)
    return np.asarray(np.arange(first, last + 1) * GRID_M)


def _pieces(camera: CameraModel, errors: ErrorMap, path_m: Array) -> list[GridLine]:
    """The line cut where it leaves the picture, or passes from usable to not."""
    if len(path_m) < 2:
        return []
    rows, columns = _nearest(errors.y_m, path_m[:, 1]), _nearest(errors.x_m, path_m[:, 0])
    error_m = np.nan_to_num(errors.error_m[rows, columns], nan=np.inf)
    pixels = camera.project_ground(GroundPoints(path_m)).xy_px
    shown = (error_m <= FAINTEST_M) & np.isfinite(pixels).all(axis=1)
    usable = error_m <= errors.usable_error_m
    between = shown[:-1] & shown[1:]
    kinds = np.where(between, np.where(usable[:-1] & usable[1:], 2, 1), 0)
    cuts = np.flatnonzero(np.diff(kinds)) + 1
    starts, ends = np.append(0, cuts), np.append(cuts, len(kinds))
    return [
        GridLine(pixels[start : end + 1], bool(kinds[start] == 2))
        for start, end in zip(starts, ends, strict=True)
        if kinds[start]
    ]


def _nearest(centres_m: Array, places_m: Array) -> NDArray[np.int64]:
    step_m = centres_m[1] - centres_m[0] if len(centres_m) > 1 else 1.0
    index = np.round((places_m - centres_m[0]) / step_m).astype(np.int64)
    return np.asarray(np.clip(index, 0, len(centres_m) - 1))
