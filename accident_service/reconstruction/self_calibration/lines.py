"""What straight lines say of a camera: uprights are upright, and streets run in few directions.

Every family of parallel lines meets in one vanishing point. Here a line is compared with its
family in the scene: the plane through the camera and the line must hold the family's direction.

Reference:
    J. Coughlan and A. Yuille, "Manhattan World", 1999; here with more than one grid of streets.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.calibration import lens
from accident_service.reconstruction.calibration.camera_model import PARAMETER_COUNT, CameraModel
from accident_service.reconstruction.self_calibration.segments import Segments
from accident_service.reconstruction.self_calibration.terms import Terms, robust_square

Array = NDArray[np.float64]

UPRIGHT, ASTRAY = -1, -2
# A line further than this from every family belongs to none.
OWN_SIGMAS = 3.0
# Lines share their errors (one facade, one kerb): all together they count as so many.
INDEPENDENT_LINES = 20.0
# Near its vanishing point a line says nothing.
LEAST_LEVER = 0.05
_STEP = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Segments, each assigned to uprights, to a street direction, or to nothing."""

    segments: Segments
    family: NDArray[np.intp]  # (n,): UPRIGHT, ASTRAY, or the index of its direction
    direction_rad: Array  # (d,), of the streets on the ground; each also at a right angle

    def moved(self, change: Array) -> "Lines":
        """With the directions turned by `change` (d,)."""
        return replace(self, direction_rad=self.direction_rad + change)

    def cost(self, camera: CameraModel) -> float:
        """Robust sum of squares; a stray costs as much as a line at the edge of its family."""
        residual = family_residual(camera, self)
        residual[self.family == ASTRAY] = OWN_SIGMAS
        return float(np.sum(_weights(self) * robust_square(residual)))

    def terms(self, camera: CameraModel) -> Terms:
        """All lines, linearised about the camera and the directions."""
        residual = family_residual(camera, self)
        by_own = [
            (
                family_residual(camera, self.moved(_STEP * unit))
                - family_residual(camera, self.moved(-_STEP * unit))
            )
            / (2 * _STEP)
            for unit in np.eye(len(self.direction_rad))
        ]
        by_camera = [
            (
                family_residual(camera.moved(_STEP * unit), self)
                - family_residual(camera.moved(-_STEP * unit), self)
            )
            / (2 * _STEP)
            for unit in np.eye(PARAMETER_COUNT)
        ]
        return Terms(
            residual=residual,
            weight=_weights(self),
            by_own=np.array(by_own).reshape(len(self.direction_rad), len(residual)).T,
            by_camera=np.array(by_camera).T,
        )


def assigned(camera: CameraModel, segments: Segments, direction_rad: Array) -> Lines:
    """Each line given to the family it fits best under this camera, if to any."""
    planes = plane_normals(camera, segments)
    choices = [_residual(camera, planes, segments, up) for up in (np.array([0.0, 0.0, 1.0]),)]
    for direction in direction_rad:
        along, across = _ground_pair(float(direction))
        choices.append(_residual(camera, planes, segments, along))
        choices.append(_residual(camera, planes, segments, across))
    misses = np.abs(np.array(choices))
    misses[0, segments.level] = np.inf
    best = np.argmin(misses, axis=0)
    family = np.where(best == 0, UPRIGHT, (best - 1) // 2)
    family = np.where(misses.min(axis=0) > OWN_SIGMAS, ASTRAY, family)
    return Lines(segments, family.astype(np.intp), np.asarray(direction_rad, dtype=np.float64))


def family_residual(camera: CameraModel, lines: Lines) -> Array:
    """How far each line's direction is from its family's, in sigmas, (n,); 0 for strays."""
    planes = plane_normals(camera, lines.segments)
    result = np.zeros(len(lines.segments))
    upright = lines.family == UPRIGHT
    result[upright] = _residual(camera, planes, lines.segments, np.array([0.0, 0.0, 1.0]))[upright]
    for index, direction in enumerate(lines.direction_rad):
        mine = lines.family == index
        pair = [
            _residual(camera, planes, lines.segments, way)[mine]
            for way in _ground_pair(float(direction))
        ]
        result[mine] = np.where(np.abs(pair[0]) < np.abs(pair[1]), pair[0], pair[1])
    return result


def plane_normals(camera: CameraModel, segments: Segments) -> tuple[Array, Array]:
    """Unit normal of the plane through camera and line, and its middle ray, (n, 3) each."""
    focal_px = camera.intrinsics[[0, 1], [0, 1]]
    bent = (segments.ends_px.reshape(-1, 2) - camera.intrinsics[:2, 2]) / focal_px
    direct = lens.undistorted(bent, camera.distortion)
    rays = np.column_stack([direct, np.ones(len(direct))]).reshape(-1, 2, 3)
    normal = np.cross(rays[:, 0], rays[:, 1])
    middle = rays.sum(axis=1)
    return (
        normal / np.sqrt((normal**2).sum(axis=1, keepdims=True)),
        middle / np.sqrt((middle**2).sum(axis=1, keepdims=True)),
    )


def _residual(
    camera: CameraModel, planes: tuple[Array, Array], segments: Segments, direction: Array
) -> Array:
    """Angle in the picture between each line and the way to the vanishing point, in sigmas."""
    normal, middle = planes
    seen = camera.rotation @ direction
    lever = np.sqrt(np.maximum(1.0 - (middle @ seen) ** 2, 0.0))
    angle = (normal @ seen) / np.maximum(lever, LEAST_LEVER)
    return np.asarray(np.nan_to_num(angle / segments.sigma_rad, nan=1e3))


def _ground_pair(direction_rad: float) -> tuple[Array, Array]:
    cos, sin = np.cos(direction_rad), np.sin(direction_rad)
    return np.array([cos, sin, 0.0]), np.array([-sin, cos, 0.0])


def _weights(lines: Lines) -> Array:
    count = len(lines.family)
    return np.full(count, min(1.0, INDEPENDENT_LINES / max(count, 1)))
