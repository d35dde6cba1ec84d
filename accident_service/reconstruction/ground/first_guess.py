"""A rough path to start the fit from: where the outline's middle meets half body height."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.image_plane import PixelPoints
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.motion.silhouettes import Silhouettes

Array = NDArray[np.float64]

BODY_MIDDLE_M = 0.65
SMOOTHING_S = 0.6
# A direction of travel is read from at least this much way.
BASE_M = 1.5


def numbered_from(first: int, silhouettes: Silhouettes) -> Silhouettes:
    """The same evidence, its frames counted from the clip's frame `first`."""
    return replace(silhouettes, frame_index=silhouettes.frame_index - first)


def rough_path(camera: CameraModel, silhouettes: Silhouettes, pts_s: Array) -> Array:
    """Positions (n, 2) at every moment of `pts_s`; NaN where the camera sees no road.

    Args:
        silhouettes: Counted from the first of `pts_s`.
    """
    places = camera.to_ground(PixelPoints(silhouettes.centre_px), BODY_MIDDLE_M).xy_m
    good = np.isfinite(places).all(axis=1)
    if np.count_nonzero(good) < 3:
        return np.full((len(pts_s), 2), np.nan)
    known_s = pts_s[silhouettes.frame_index[good]]
    path = np.column_stack([np.interp(pts_s, known_s, places[good, axis]) for axis in range(2)])
    return smoothed(path, pts_s)


def smoothed(path: Array, pts_s: Array) -> Array:
    """The path (n, 2) averaged over SMOOTHING_S, less towards its ends."""
    width = max(1, round(SMOOTHING_S / float(np.median(np.diff(pts_s)))) // 2)
    result = np.empty_like(path)
    for row in range(len(path)):
        reach = min(width, row, len(path) - 1 - row)
        result[row] = path[row - reach : row + reach + 1].mean(axis=0)
    return result


def states_along(path: Array, pts_s: Array, heading_rad: float | None = None) -> Array:
    """States with headings along the path, or all at one heading where that is given."""
    states = np.zeros((len(path), 4))
    states[:, :2] = path
    states[:, 2] = _headings(path) if heading_rad is None else heading_rad
    velocity = np.gradient(path, pts_s, axis=0)
    states[:, 3] = velocity[:, 0] * np.cos(states[:, 2]) + velocity[:, 1] * np.sin(states[:, 2])
    return states


def way_m(path: Array) -> float:
    """How far the farthest point of the path is from its first."""
    return float(np.sqrt(((path - path[0]) ** 2).sum(axis=1)).max())


def _headings(path: Array) -> Array:
    """Where the vehicle points: along its way over at least BASE_M, held while standing.

    No vehicle turns about between two frames: whose way turns back reverses. What it drives
    most of its way is taken for forwards.
    """
    heading = np.full(len(path), np.nan)
    for row in range(len(path)):
        dx, dy = path[row + _steps_away(path[row:])] - path[row - _steps_away(path[row::-1])]
        if np.hypot(dx, dy) >= BASE_M / 2:
            heading[row] = np.arctan2(dy, dx)
    known = np.flatnonzero(np.isfinite(heading))
    if len(known) == 0:
        return np.zeros(len(path))
    unwrapped = np.unwrap(heading[known], period=np.pi)
    pointing = np.interp(np.arange(len(path)), known, unwrapped)
    way = np.gradient(path, axis=0)
    forwards_m = float(np.sum(way[:, 0] * np.cos(pointing) + way[:, 1] * np.sin(pointing)))
    return np.asarray(pointing if forwards_m >= 0.0 else pointing + np.pi)


def _steps_away(path: Array) -> int:
    """The first point of a path half BASE_M from its start; its last where none is.

    It is looked for in ever longer pieces: most points are near.
    """
    begin, length = 1, 16
    while begin < len(path):
        offset = path[begin : begin + length] - path[0]
        far = offset[:, 0] ** 2 + offset[:, 1] ** 2 >= (BASE_M / 2) ** 2
        if far.any():
            return begin + int(np.argmax(far))
        begin, length = begin + length, 2 * length
    return len(path) - 1
