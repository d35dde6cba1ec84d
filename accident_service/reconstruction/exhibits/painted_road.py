"""The road's lines laid into a camera's picture, where the picture itself may not be shown."""

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import SpacePoints
from accident_service.reconstruction.exhibits.plan import PlanRoad
from accident_service.reconstruction.stabilisation.views import View

Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]

# Short enough that a line follows the lens; a dash of a lane line is twice as long. [design]
STEP_M = 1.0
_INKS = {"stop": (255, 255, 255), "kerb": (150, 156, 164)}
_YELLOW, _WHITE = (240, 190, 60), (225, 228, 232)
_SHIFT_BITS = 4


def paint_lines(picture: Picture, road: PlanRoad, view: View, where: Mask) -> None:
    """Draw the lines of a road into `picture`, RGB, in place; only where `where` is true."""
    layer = picture.copy()
    width = max(1, round(picture.shape[1] / 900))
    for line in road.lines:
        ink = _INKS.get(line.kind, _YELLOW if "yellow" in line.kind else _WHITE)
        for run_px in _runs_in_view(_finely(line.points.xy_m), view, picture.shape[:2]):
            points = np.round(run_px * (1 << _SHIFT_BITS)).astype(np.int32).reshape(-1, 1, 2)
            cv2.polylines(
                layer,
                [points],
                isClosed=False,
                color=ink,
                thickness=width + (line.kind == "stop"),
                lineType=cv2.LINE_AA,
                shift=_SHIFT_BITS,
            )
    picture[where] = layer[where]


def _finely(xy_m: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same line with a point every `STEP_M` or sooner, on the road (n, 3)."""
    steps_m = np.hypot(*np.diff(xy_m, axis=0).T)
    along_m = np.concatenate([[0.0], np.cumsum(steps_m)])
    at_m = np.union1d(np.arange(0.0, along_m[-1], STEP_M), along_m)
    x_m, y_m = (np.interp(at_m, along_m, xy_m[:, axis]) for axis in (0, 1))
    return np.column_stack([x_m, y_m, np.zeros_like(x_m)])


def _runs_in_view(
    places_m: NDArray[np.float64], view: View, shape: tuple[int, int]
) -> list[NDArray[np.float64]]:
    """The stretches of a line that a picture of this shape shows."""
    # What lies behind the camera bends to no end; it is left out below.
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        at_px = view.project(SpacePoints(places_m)).xy_px
    rows, columns = shape
    with np.errstate(invalid="ignore"):
        seen = (
            np.all(np.isfinite(at_px), axis=1)
            & (at_px[:, 0] > -columns)
            & (at_px[:, 0] < 2 * columns)
            & (at_px[:, 1] > 0)
            & (at_px[:, 1] < 2 * rows)
        )
    ends = np.flatnonzero(np.diff(np.concatenate([[False], seen, [False]]).astype(np.int8)))
    return [at_px[start:end] for start, end in ends.reshape(-1, 2) if end - start > 1]
