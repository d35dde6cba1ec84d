"""What outlines and flow in the image say about a vehicle's poses.

The outline's reach in each direction must be met by the projected body; points on the
body must move in the image as the flow saw them move.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.borders import Border
from accident_service.reconstruction.ground.normal_equations import PER_FRAME, NormalEquations
from accident_service.reconstruction.ground.projection import (
    placed,
    pose_jacobian,
    rays,
    seen,
    seen_with_jacobian,
    size_jacobian,
)
from accident_service.reconstruction.ground.vehicle_motion import heavy_tailed
from accident_service.reconstruction.ground.vehicle_shape import VehicleShape
from accident_service.reconstruction.motion.silhouettes import DIRECTIONS, Silhouettes

Array = NDArray[np.float64]

# One outline: threshold and codec blur it by this much, ...
OUTLINE_PX = 0.8
# ... and the body differs from the shape's corners by this much.
SHAPE_M = 0.08
# A pixel whose centre is inside reaches half a pixel further; smoothing adds as much.
EDGE_PX = 0.5
# Errors of neighbouring outlines are the same error for about this long.
SAME_ERROR_S = 0.4
# Between "surely body" and "perhaps body" the former is favoured, but weakly.
PERHAPS_WEIGHT = 0.02
# One flow cell, and its share of the displacement that a wrong depth may cost.
FLOW_PX = 0.2
FLOW_SHARE = 0.05
# Cells share their errors; this many count as one.
CELLS_ALIKE = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What one camera saw of one vehicle, with the lines of sight of its flow cells."""

    camera: CameraModel
    silhouettes: Silhouettes  # frame_index counts from the first state fitted
    start_m: Array  # (m, MOST_CELLS, 3), where each cell's line of sight meets the road
    climb: Array  # (m, MOST_CELLS, 3), the line's direction, up to 1 m
    rate_hz: float  # frames per second
    borders: tuple[Border, ...] = ()  # that its neighbours set it


def evidence_of(camera: CameraModel, silhouettes: Silhouettes, rate_hz: float) -> Evidence:
    """The evidence as the terms below use it, whatever the poses."""
    start_m, climb = rays(camera, silhouettes.cells_px)
    return Evidence(camera, silhouettes, start_m, climb, rate_hz)


def add_outlines(
    normal: NormalEquations, evidence: Evidence, shape: VehicleShape, model: tuple[Array, Array]
) -> Array:
    """Add the outlines' terms.

    Args:
        model: The states (n, 4) and size (4,) that the evidence is compared with.

    Returns:
        Residuals in sigmas of one outline, (m, directions); 0 where an interval is met.
    """
    camera, silhouettes, (states, size_m) = evidence.camera, evidence.silhouettes, model
    rows = silhouettes.frame_index
    poses = states[rows]
    body_m = shape.points_m(size_m)
    points_m = placed(body_m, poses)
    pixels = seen(camera, points_m)
    shown = np.nan_to_num(pixels.transpose(0, 2, 1), nan=-1e4)
    best = np.argmax(DIRECTIONS @ shown, axis=2)
    ends_m = np.take_along_axis(points_m, best[..., None], axis=1)
    ends_px, jacobian = seen_with_jacobian(camera, ends_m)
    value = ends_px[..., 0] * DIRECTIONS[:, 0] + ends_px[..., 1] * DIRECTIONS[:, 1]
    by_pose = _towards(pose_jacobian(jacobian, ends_m, poses))
    by_point = _towards(jacobian)
    by_size = size_jacobian(by_point, shape.size_jacobian()[best], poses)
    residual, share = _against_interval(value, silhouettes)
    sigma = _outline_sigma_px(camera, poses)
    alike = max(1.0, evidence.rate_hz * SAME_ERROR_S)
    weight = share * heavy_tailed(residual, sigma[:, None]) / alike
    unseen = ~np.isfinite(value)
    weight[unseen] = residual[unseen] = 0.0
    by_frame = np.zeros((*value.shape, PER_FRAME))
    by_frame[..., :3] = by_pose
    by_frame[unseen] = by_size[unseen] = 0.0
    normal.add(rows, by_frame, residual, weight)
    normal.add_shared(rows, by_frame, by_size, np.stack([weight, weight * residual], axis=-1))
    return np.asarray(np.where(share == 1.0, residual, 0.0) / sigma[:, None])


def _towards(jacobian: Array) -> Array:
    """The part of each pixel's movement that lengthens its reach: (n, k, j) from (n, k, 2, j)."""
    across, down = DIRECTIONS[:, 0, None], DIRECTIONS[:, 1, None]
    return np.asarray(across * jacobian[..., 0, :] + down * jacobian[..., 1, :])


def _against_interval(value: Array, silhouettes: Silhouettes) -> tuple[Array, Array]:
    """How far the reach lies outside the interval, and what share of a full weight it has."""
    low, high = silhouettes.low_px + EDGE_PX, silhouettes.high_px + EDGE_PX
    over = value - high
    residual = np.where(value < low, value - low, np.where(over > 0, over, value - low))
    within = (value >= low) & (value <= high)
    share = np.where(within & (high > low), np.where(np.isinf(high), 0.0, PERHAPS_WEIGHT), 1.0)
    return residual, share


def _outline_sigma_px(camera: CameraModel, poses: Array) -> Array:
    scale = camera.pixels_per_metre(GroundPoints(poses[:, :2]))
    return np.asarray(np.hypot(OUTLINE_PX, SHAPE_M * np.nan_to_num(scale, nan=1.0)))


def add_flow(
    normal: NormalEquations, evidence: Evidence, shape: VehicleShape, model: tuple[Array, Array]
) -> None:
    """Add the flow's terms: body points move from frame to frame as their pixels did."""
    camera, silhouettes, (states, size_m) = evidence.camera, evidence.silhouettes, model
    has_before = silhouettes.frame_index > 0
    rows = silhouettes.frame_index[has_before]
    if len(rows) == 0:
        return
    moved = silhouettes.backward_px[has_before]
    lines = (evidence.start_m[has_before], evidence.climb[has_before])
    used = silhouettes.cell_used[has_before]
    now, before = states[rows], states[rows - 1]
    body_m = surface_points(shape, size_m, lines, now)
    now_m, before_m = placed(body_m, now), placed(body_m, before)
    now_px, now_jacobian = seen_with_jacobian(camera, now_m)
    before_px, before_jacobian = seen_with_jacobian(camera, before_m)
    residual = now_px - before_px + moved
    jacobian = np.zeros((*residual.shape, 2 * PER_FRAME))
    jacobian[..., :3] = -pose_jacobian(before_jacobian, before_m, before)
    jacobian[..., PER_FRAME : PER_FRAME + 3] = pose_jacobian(now_jacobian, now_m, now)
    sigma = np.hypot(FLOW_PX, FLOW_SHARE * np.hypot(moved[..., 0], moved[..., 1]))
    miss = np.hypot(residual[..., 0], residual[..., 1])
    weight = heavy_tailed(miss, sigma) / CELLS_ALIKE
    unusable = ~(used & np.isfinite(miss))
    weight[unusable] = residual[unusable] = jacobian[unusable] = 0.0
    jacobian, residual = (
        jacobian.reshape(len(rows), -1, 2 * PER_FRAME),
        residual.reshape(len(rows), -1),
    )
    normal.add(rows - 1, jacobian, residual, np.repeat(weight, 2, axis=1))


def surface_points(
    shape: VehicleShape, size_m: Array, lines: tuple[Array, Array], poses: Array
) -> Array:
    """Where on the body each pixel looks, (n, p, 3) in the vehicle's axes.

    The body is taken for two boxes, hull and cabin; a pixel that misses both is given the
    point of its line of sight at hull height.

    Args:
        lines: Lines of sight of p pixels a frame, as from `rays`, each (n, p, 3).
        poses: (n, >=3), where the vehicle is.

    Reference:
        Kay and Kajiya, "Ray tracing complex scenes", 1986 (slabs).
    """
    start, climb = lines
    cos, sin = np.cos(poses[:, 2, None]), np.sin(poses[:, 2, None])
    origin = start - np.concatenate([poses[:, :2], np.zeros((len(poses), 1))], axis=1)[:, None]

    def turned(v: Array) -> Array:
        x, y, by_axis = v[..., 0], v[..., 1], np.empty((3, *v.shape[:-1]))
        by_axis[0], by_axis[1], by_axis[2] = cos * x + sin * y, cos * y - sin * x, v[..., 2]
        return by_axis.transpose(1, 2, 0)

    origin, climb = turned(origin), turned(climb)
    rear, front, floor = shape.cabin
    hull = (np.array([-0.49, -0.48, 0.1]), np.array([0.49, 0.48, floor]))
    cabin = (np.array([rear, -0.42, floor]), np.array([front, 0.42, 0.98]))
    height = np.full(start.shape[:2], floor * size_m[2])
    tops = [
        _entry_height(origin, climb, low * size_m[:3], high * size_m[:3])
        for low, high in (hull, cabin)
    ]
    hit = np.fmax(tops[0], tops[1])
    height = np.where(np.isfinite(hit), hit, height)
    return np.asarray(origin + height[..., None] * climb)


def _entry_height(origin: Array, climb: Array, low: Array, high: Array) -> Array:
    """Height at which a line of sight, coming down, enters a box; NaN where it misses."""
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = (low - origin) / climb, (high - origin) / climb
    far, near = np.maximum(first, second), np.minimum(first, second)
    enters = np.fmin(np.fmin(far[..., 0], far[..., 1]), far[..., 2])
    leaves = np.fmax(np.fmax(near[..., 0], near[..., 1]), near[..., 2])
    return np.asarray(np.where(enters >= leaves, enters, np.nan))
