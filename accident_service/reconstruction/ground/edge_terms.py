"""What outlines found in the picture say about a vehicle's poses and size."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.normal_equations import PER_FRAME, NormalEquations
from accident_service.reconstruction.ground.outline_edges import Stretches
from accident_service.reconstruction.ground.projection import (
    placed,
    pose_jacobian,
    seen_with_jacobian,
    size_jacobian,
)
from accident_service.reconstruction.ground.vehicle_motion import heavy_tailed
from accident_service.reconstruction.ground.vehicle_shape import VehicleShape

Array = NDArray[np.float64]

# Codec and interpolation move a step by this much; the body differs from its shape by that.
EDGE_SIGMA_PX, SHAPE_SIGMA_M = 0.7, 0.08
# No headlamp shines more steeply down than some 30 degrees, and few are off 0.65 m of height by
# much (GB 4785): their light begins so far before the body.
LIGHT_AHEAD_M, LIGHT_SIGMA_M = 1.1, 0.4
# Neighbouring stretches see the same panel, and pictures this close in time the same error.
STRETCHES_ALIKE, SAME_ERROR_S = 2.0, 0.4


@dataclass(frozen=True, slots=True, eq=False)
class SeenEdges:
    """Outlines found in m pictures of one vehicle."""

    camera: CameraModel
    frame_index: NDArray[np.intp]  # (m,), counted from the first state; none twice
    stretches: Stretches
    found_px: Array  # (m, STRETCHES), outwards from the stretch; NaN where nothing was found
    rate_hz: float  # of these pictures
    is_rim: NDArray[np.bool_]  # (m, STRETCHES), found was where the light of its lamps begins


def add_edges(
    normal: NormalEquations, edges: SeenEdges, shape: VehicleShape, model: tuple[Array, Array]
) -> Array:
    """Add the terms that draw each stretch of the model's outline to the one found.

    Args:
        model: States (n, 4) and size (4,), as they are after earlier steps.

    Returns:
        Residuals in sigmas, (m, STRETCHES); NaN where nothing was found.
    """
    (states, size_m), stretches = model, edges.stretches
    poses = states[edges.frame_index]
    body_m = _between(shape.points_m(size_m), stretches)
    body_m[..., 0] += LIGHT_AHEAD_M * edges.is_rim
    points_m = placed(body_m, poses)
    pixels, by_point = seen_with_jacobian(edges.camera, points_m)
    target = stretches.place_px + edges.found_px[..., None] * stretches.normal
    residual = ((pixels - target) * stretches.normal).sum(axis=2)
    by_pose = _across(pose_jacobian(by_point, points_m, poses), stretches.normal)
    moves = _between(shape.size_jacobian().reshape(-1, 12), stretches).reshape(
        *residual.shape, 3, 4
    )
    by_size = size_jacobian(_across(by_point, stretches.normal), moves, poses)
    facing = np.stack([np.cos(poses[:, 2]), np.sin(poses[:, 2])], axis=-1)
    by_metre = np.abs((by_pose[..., :2] * facing[:, None]).sum(axis=2))
    sigma = np.hypot(_sigma_px(edges.camera, poses), LIGHT_SIGMA_M * by_metre * edges.is_rim)
    usable = np.isfinite(residual) & np.isfinite(by_pose).all(axis=2)
    residual = np.where(usable, residual, 0.0)
    alike = STRETCHES_ALIKE * max(1.0, edges.rate_hz * SAME_ERROR_S)
    weight = np.where(usable, heavy_tailed(residual, sigma) / alike, 0.0)
    by_frame = np.zeros((*residual.shape, PER_FRAME))
    by_frame[..., :3] = np.where(usable[..., None], by_pose, 0.0)
    by_size = np.where(usable[..., None], by_size, 0.0)
    normal.add(edges.frame_index, by_frame, residual, weight)
    pull = np.stack([weight, weight * residual], axis=-1)
    normal.add_shared(edges.frame_index, by_frame, by_size, pull)
    return np.asarray(np.where(usable, residual / sigma, np.nan))


def _between(values: Array, stretches: Stretches) -> Array:
    """Values (p, j) of the body's points, interpolated to the stretches between them."""
    share = stretches.share[..., None]
    first, second = stretches.ends[..., 0], stretches.ends[..., 1]
    return np.asarray(values[first] * (1.0 - share) + values[second] * share)


def _across(jacobian: Array, normal: Array) -> Array:
    across = normal[..., :1] * jacobian[..., 0, :] + normal[..., 1:] * jacobian[..., 1, :]
    return np.asarray(across)


def _sigma_px(camera: CameraModel, poses: Array) -> Array:
    scale = np.nan_to_num(camera.pixels_per_metre(GroundPoints(poses[:, :2])), nan=1.0)
    return np.asarray(np.hypot(EDGE_SIGMA_PX, SHAPE_SIGMA_M * scale)[:, None])
