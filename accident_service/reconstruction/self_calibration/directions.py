"""Search for the tilts and focal lengths under which lines are upright or run along streets."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.calibration.camera_model import PARAMETER_COUNT, CameraModel
from accident_service.reconstruction.self_calibration.beliefs import beliefs
from accident_service.reconstruction.self_calibration.lines import plane_normals
from accident_service.reconstruction.self_calibration.segments import Segments
from accident_service.reconstruction.self_calibration.starts import level_camera

Array = NDArray[np.float64]

FOCAL_WIDTHS = tuple(np.geomspace(0.45, 2.2, 10))
# Where the turn about the view stands among a camera's parameters.
_ROLL = 8
PITCHES_RAD = tuple(np.radians([3, 6, 9, 12, 15, 18, 21, 24, 28, 32, 37, 43, 50, 60, 72]))
ROLLS_RAD = tuple(np.radians([-4.0, -2.0, 0.0, 2.0, 4.0]))
DIRECTIONS_RAD = np.arange(45) * (np.pi / 90)
# Half a step of the grid: a line this far off still counts for its family.
GRID_RAD = 0.025
MOST_DIRECTIONS = 2
# A further street direction must explain this share of what all lines could.
WORTH_SHARE = 0.08
LEAST_LEVER = 0.05
# What a squared sigma of the prior weighs against the share of lines explained.
PRIOR_SHARE = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class LineView:
    """A camera of unit height under which the lines fall into families."""

    camera: CameraModel
    direction_rad: Array  # (d,)
    score: float  # share of the lines' weight that is explained, less what the prior minds


def line_views(size: ImageSize, segments: Segments, *, most: int) -> tuple[LineView, ...]:
    """The best views of the grid, no two of them neighbours; empty without lines."""
    if len(segments) == 0:
        return ()
    views = []
    for widths in FOCAL_WIDTHS:
        for pitch_rad in PITCHES_RAD:
            for roll_rad in ROLLS_RAD:
                turn = np.zeros(PARAMETER_COUNT)
                turn[_ROLL] = roll_rad
                level = level_camera(size, widths * size.width_px, pitch_rad, 1.0)
                views.append(_scored(level.moved(turn), segments))
    views.sort(key=lambda view: -view.score)
    kept: list[LineView] = []
    for view in views:
        if all(_differ(view.camera, other.camera) for other in kept):
            kept.append(view)
        if len(kept) == most:
            break
    return tuple(kept)


def _scored(camera: CameraModel, segments: Segments) -> LineView:
    normal, middle = plane_normals(camera, segments)
    normal, middle = normal @ camera.rotation, middle @ camera.rotation
    weight = np.sqrt(segments.length_px)
    weight = weight / weight.sum()
    sigma = np.hypot(segments.sigma_rad, GRID_RAD)[:, None]
    upright = _support(normal, middle, np.array([[0.0, 0.0, 1.0]]), sigma)[:, 0]
    explained = np.where(segments.level, 0.0, upright)
    cos, sin, zero = np.cos(DIRECTIONS_RAD), np.sin(DIRECTIONS_RAD), np.zeros(len(DIRECTIONS_RAD))
    along = _support(normal, middle, np.column_stack([cos, sin, zero]), sigma)
    across = _support(normal, middle, np.column_stack([-sin, cos, zero]), sigma)
    either = np.maximum(along, across)
    chosen: list[float] = []
    for _ in range(MOST_DIRECTIONS):
        joint = np.maximum(explained[:, None], either)
        gains = weight @ joint
        best = int(np.argmax(gains))
        if chosen and gains[best] - weight @ explained < WORTH_SHARE:
            break
        explained = joint[:, best]
        chosen.append(float(DIRECTIONS_RAD[best]))
    score = float(weight @ explained) - PRIOR_SHARE * float(np.sum(beliefs(camera) ** 2))
    return LineView(camera, np.array(chosen), score)


def _support(normal: Array, middle: Array, directions: Array, sigma: Array) -> Array:
    """How well each line (n) agrees with each direction (d): 1 for fully, (n, d)."""
    lever = np.sqrt(np.maximum(1.0 - (middle @ directions.T) ** 2, LEAST_LEVER**2))
    angle = normal @ directions.T / lever
    return np.asarray(np.exp(-0.5 * (angle / sigma) ** 2))


def _differ(camera: CameraModel, other: CameraModel) -> bool:
    focal = abs(float(np.log(camera.intrinsics[0, 0] / other.intrinsics[0, 0])))
    turn = camera.rotation @ other.rotation.T
    return focal > 0.25 or float(np.arccos(np.clip((np.trace(turn) - 1) / 2, -1, 1))) > 0.06
