"""Camera and vehicles at once: what the outlines of moving cuboids say of who looks at them.

Unknown are the camera (a change in the order of its covariance), and per vehicle a pose at
each sight and one size. Vehicles are coupled through the camera alone, so each is eliminated
from the normal equations by itself (Schur's complement).

Reference:
    B. Triggs et al., "Bundle Adjustment: A Modern Synthesis", 2000, section 6.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.reconstruction.calibration.camera_model import PARAMETER_COUNT, CameraModel
from accident_service.reconstruction.ground.projection import (
    placed,
    pose_jacobian,
    seen,
    seen_with_jacobian,
)
from accident_service.reconstruction.ground.vehicle_shape import VehicleShape
from accident_service.reconstruction.motion.silhouettes import (
    DIRECTION_COUNT,
    DIRECTIONS,
    Silhouettes,
)
from accident_service.reconstruction.self_calibration.terms import Terms, robust_square

Array = NDArray[np.float64]

# As in `ground.image_terms`: blur of one outline, body against shape.
OUTLINE_PX, SHAPE_M = 0.8, 0.08
# An outline reaches further than its body by this much: exposure and smoothing smear it.
SMEAR_PX = 1.2
PERHAPS_WEIGHT = 0.02
# The reach in neighbouring directions ends at the same corner; an outline has about so many
# independent ends, and a body differs from its shape alike in every sight.
INDEPENDENT_ENDS, INDEPENDENT_SIGHTS = 8.0, 3.0
# Between sights the point that rolls straight ahead goes along the mean heading, ...
ROLLING_M, ROLLING_SHARE, STRAIGHT_SHARE = 0.10, 0.02, 0.14
# ... and the heading turns no tighter than the steering allows.
TIGHTEST_M, HELD_RAD = 6.0, 0.03
# An end that cannot be seen at all is as bad as this many sigmas.
UNSEEN_SIGMAS = 15.0
_NUDGE = 1e-5
_POSE_STEP = (1e-5, 1e-5, 1e-5, 1e-3, 1e-3, 1e-3)
_STEP = np.array([1e-4, 1e-4, 0.05, 0.05, 1e-4, 1e-4, *_POSE_STEP, 1e-5, 1e-5, 1e-4])


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """One vehicle as the bundle has it at the moment."""

    shape: VehicleShape
    sights: Silhouettes
    poses: Array  # (k, 3): x, y (m), heading (rad)
    size_m: Array  # (4,)

    def moved(self, change: Array) -> "Placed":
        """With poses and size changed by (3 k + 4,), within what keeps the shape a vehicle."""
        poses = self.poses + change[:-4].reshape(-1, 3)
        size_m = self.size_m + np.clip(change[-4:], -0.4, 0.4)
        low, high = 0.6 * self.shape.size_m, 1.6 * self.shape.size_m
        return replace(self, poses=poses, size_m=np.clip(size_m, [*low[:3], 0.0], high))

    def cost(self, camera: CameraModel) -> float:
        """How badly this camera and these poses explain the outlines; robust squares."""
        return _cost(camera, self)

    def terms(self, camera: CameraModel) -> Terms:
        """Everything the vehicle says, linearised about its present poses and the camera."""
        return _terms(camera, self, about_camera=True)

    def own_terms(self, camera: CameraModel) -> Terms:
        """The same about the poses and size alone, at a fraction of the work."""
        return _terms(camera, self, about_camera=False)


def _cost(camera: CameraModel, vehicle: Placed) -> float:
    residual, weight = _outline_residuals(camera, vehicle)[:2]
    rolling, _ = _rolling(vehicle)
    size = (vehicle.size_m - vehicle.shape.size_m) / vehicle.shape.size_sigma_m
    outlines = float(np.sum(weight * robust_square(residual)))
    return outlines + float(np.sum(robust_square(rolling)) + np.sum(robust_square(size)))


def _terms(camera: CameraModel, vehicle: Placed, *, about_camera: bool) -> Terms:
    count = len(vehicle.poses)
    residual, weight, ends_m, best = _outline_residuals(camera, vehicle)
    _, jacobian = seen_with_jacobian(camera, ends_m)
    sigma = _sigma_px(camera, vehicle)[:, None]
    by_pose = np.einsum("di,kdij->kdj", DIRECTIONS, pose_jacobian(jacobian, ends_m, vehicle.poses))
    by_point = np.einsum("di,kdij->kdj", DIRECTIONS, jacobian)
    by_size = _by_size(by_point, vehicle.shape.size_jacobian()[best], vehicle.poses)
    own = np.zeros((count, DIRECTION_COUNT, 3 * count + 4))
    for row in range(count):
        own[row, :, 3 * row : 3 * row + 3] = by_pose[row]
    own[..., -4:] = by_size
    by_camera = (
        _by_camera(camera, ends_m) if about_camera else np.zeros((*own.shape[:2], PARAMETER_COUNT))
    )
    usable = np.asarray(np.isfinite(own).all(axis=2) & np.isfinite(by_camera).all(axis=2))
    own = np.where(usable[..., None], own / sigma[..., None], 0.0)
    by_camera = np.where(usable[..., None], by_camera / sigma[..., None], 0.0)
    rolling, by_rolling = _rolling(vehicle)
    prior = (vehicle.size_m - vehicle.shape.size_m) / vehicle.shape.size_sigma_m
    by_prior = np.zeros((4, 3 * count + 4))
    by_prior[:, -4:] = np.diag(1.0 / vehicle.shape.size_sigma_m)
    extra = len(rolling) + 4
    return Terms(
        residual=np.concatenate([residual.ravel(), rolling, prior]),
        weight=np.concatenate([weight.ravel(), np.ones(extra)]),
        by_own=np.concatenate([own.reshape(-1, 3 * count + 4), by_rolling, by_prior]),
        by_camera=np.concatenate(
            [by_camera.reshape(-1, PARAMETER_COUNT), np.zeros((extra, PARAMETER_COUNT))]
        ),
    )


def outline_misfit(camera: CameraModel, vehicle: Placed) -> float:
    """Mean squared outline residual in sigmas, large ones capped; near 1 for a vehicle."""
    residual, weight = _outline_residuals(camera, vehicle)[:2]
    full = weight > 0.5 * weight.max()
    return float(np.mean(np.minimum(residual[full] ** 2, 25.0)))


def _outline_residuals(camera: CameraModel, vehicle: Placed) -> tuple[Array, Array, Array, Array]:
    """Residuals and weights (k, directions), the body's ends there (k, directions, 3), which."""
    sights, poses = vehicle.sights, vehicle.poses
    points_m = placed(vehicle.shape.points_m(vehicle.size_m), poses)
    pixels = seen(camera, points_m)
    reach = np.einsum("kpi,di->kpd", np.nan_to_num(pixels, nan=-1e4), DIRECTIONS)
    best = np.argmax(reach, axis=1)
    value = np.take_along_axis(reach, best[:, None, :], axis=1)[:, 0]
    ends_m = np.take_along_axis(points_m, best[..., None], axis=1)
    low, high = sights.low_px - SMEAR_PX, sights.high_px - SMEAR_PX
    gap = np.where(value > high, value - high, value - low)
    within = (value >= low) & (value <= high) & (high > low)
    share = np.where(within, np.where(np.isinf(high), 0.0, PERHAPS_WEIGHT), 1.0)
    residual = gap / _sigma_px(camera, vehicle)[:, None]
    hidden = np.asarray(np.isnan(pixels).any(axis=(1, 2)))
    unseen = ~np.isfinite(residual) | hidden[:, None]
    residual = np.clip(np.where(unseen, UNSEEN_SIGMAS, residual), -1e3, 1e3)
    alike = INDEPENDENT_ENDS / DIRECTION_COUNT * min(1.0, INDEPENDENT_SIGHTS / len(poses))
    return residual, share * alike, ends_m, best


def _sigma_px(camera: CameraModel, vehicle: Placed) -> Array:
    scale = camera.pixels_per_metre(GroundPoints(vehicle.poses[:, :2]))
    return np.asarray(np.hypot(OUTLINE_PX, SHAPE_M * np.nan_to_num(scale, nan=1.0)))


def _by_size(by_point: Array, moves: Array, poses: Array) -> Array:
    cos, sin = np.cos(poses[:, 2, None]), np.sin(poses[:, 2, None])
    forward = by_point[..., 0] * cos + by_point[..., 1] * sin
    left = -by_point[..., 0] * sin + by_point[..., 1] * cos
    own_axes = np.stack([forward, left, by_point[..., 2]], axis=-1)
    return np.asarray(np.einsum("kdi,kdij->kdj", own_axes, moves))


def _by_camera(camera: CameraModel, ends_m: Array) -> Array:
    """How the reach moves with each parameter of the camera, (k, directions, parameters)."""
    columns = []
    for step in np.diag(_STEP):
        apart = seen(camera.moved(step), ends_m) - seen(camera.moved(-step), ends_m)
        columns.append(np.einsum("di,kdi->kd", DIRECTIONS, apart) / (2 * step.sum()))
    return np.stack(columns, axis=-1)


def _rolling(vehicle: Placed) -> tuple[Array, Array]:
    """Between neighbouring sights: no sliding, no turning on the spot; (2 (k - 1),) and by own."""
    poses, length_m = vehicle.poses, float(vehicle.size_m[0])
    residual = rolling_residuals(poses, length_m)
    nudges = _NUDGE * np.eye(poses.size).reshape(-1, *poses.shape)
    by_pose = (rolling_residuals(poses + nudges, length_m) - residual).T / _NUDGE
    return residual, np.column_stack([by_pose, np.zeros((len(residual), 4))])


def rolling_residuals(poses: Array, length_m: float) -> Array:
    """How far poses (..., k, 3) are from rolling from one to the next, (..., 2 (k - 1)) sigmas."""
    heading = poses[..., 2]
    ahead = STRAIGHT_SHARE * length_m
    x = np.diff(poses[..., 0] - ahead * np.cos(heading), axis=-1)
    y = np.diff(poses[..., 1] - ahead * np.sin(heading), axis=-1)
    mean = (heading[..., 1:] + heading[..., :-1]) / 2
    aside, way = -x * np.sin(mean) + y * np.cos(mean), np.hypot(x, y)
    turn = np.diff(heading, axis=-1)
    return np.concatenate(
        [aside / (ROLLING_M + ROLLING_SHARE * way), turn / (HELD_RAD + way / TIGHTEST_M)], axis=-1
    )
