"""Points of a moving body seen by the camera, with derivatives."""

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import SpacePoints
from accident_service.quantities.image_plane import PixelPoints
from accident_service.reconstruction.calibration.camera_model import CameraModel

Array = NDArray[np.float64]


def placed(body_m: Array, poses: Array) -> Array:
    """Body points on the site: (n, p, 3) from (p, 3) or (n, p, 3) and poses (n, >=3) x, y, θ."""
    cos, sin = np.cos(poses[:, 2, None]), np.sin(poses[:, 2, None])
    x, y = body_m[..., 0], body_m[..., 1]
    # Each axis is a plane of its own in memory: that is what numpy is fast at, here and below.
    site_m = np.empty((3, len(poses), body_m.shape[-2]))
    site_m[0] = poses[:, 0, None] + cos * x - sin * y
    site_m[1] = poses[:, 1, None] + sin * x + cos * y
    site_m[2] = body_m[..., 2]
    return site_m.transpose(1, 2, 0)


def seen(camera: CameraModel, points_m: Array) -> Array:
    """Pixels (..., 2) of points (..., 3); NaN behind the camera."""
    flat = camera.project(SpacePoints(points_m.reshape(-1, 3))).xy_px
    return flat.reshape(*points_m.shape[:-1], 2)


def seen_with_jacobian(camera: CameraModel, points_m: Array) -> tuple[Array, Array]:
    """Pixels (..., 2) and how they move per metre along x, y, z: (..., 2, 3)."""
    pixels, jacobian = camera.project_with_jacobian(SpacePoints(points_m.reshape(-1, 3)))
    before = points_m.shape[:-1]
    return pixels.xy_px.reshape(*before, 2), jacobian.reshape(*before, 2, 3)


def pose_jacobian(point_jacobian: Array, points_m: Array, poses: Array) -> Array:
    """How pixels move with the pose x, y, θ: (n, p, 2, 3) from (n, p, 2, 3) and (n, p, 3)."""
    by_pose = np.empty((2, 3, *points_m.shape[:2]))
    lever_x, lever_y = (points_m[..., axis] - poses[:, axis, None] for axis in range(2))
    for row in range(2):
        by_x, by_y = point_jacobian[..., row, 0], point_jacobian[..., row, 1]
        by_pose[row, 0], by_pose[row, 1] = by_x, by_y
        by_pose[row, 2] = by_y * lever_x - by_x * lever_y
    return by_pose.transpose(2, 3, 0, 1)


def size_jacobian(by_point: Array, moves: Array, poses: Array) -> Array:
    """How image measures change with the vehicle's size, (n, k, j).

    Args:
        by_point: (n, k, 3), how each measure changes as its body point moves along x, y, z.
        moves: (n, k, 3, j), how that point moves in the vehicle's axes per unit of size.
        poses: (n, >=3), x, y, heading.
    """
    cos, sin = np.cos(poses[:, 2, None]), np.sin(poses[:, 2, None])
    own_axes = np.empty((*by_point.shape[:2], 1, 3))
    own_axes[..., 0, 0] = by_point[..., 0] * cos + by_point[..., 1] * sin
    own_axes[..., 0, 1] = -by_point[..., 0] * sin + by_point[..., 1] * cos
    own_axes[..., 0, 2] = by_point[..., 2]
    return np.asarray((own_axes @ moves)[..., 0, :])


def rays(camera: CameraModel, pixels: Array) -> tuple[Array, Array]:
    """Lines of sight of pixels (..., 2): a point on the road and the direction up to 1 m."""
    flat = PixelPoints(pixels.reshape(-1, 2))
    low = camera.to_ground(flat).xy_m.reshape(pixels.shape)
    high = camera.to_ground(flat, height_m=1.0).xy_m.reshape(pixels.shape)
    start = np.concatenate([low, np.zeros((*low.shape[:-1], 1))], axis=-1)
    climb = np.concatenate([high - low, np.ones((*low.shape[:-1], 1))], axis=-1)
    return start, climb
