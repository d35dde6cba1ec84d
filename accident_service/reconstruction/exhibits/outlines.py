"""The shapes exhibits draw: a vehicle's footprint on the road and its cuboid in space."""

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import GroundPoints, SpacePoints
from accident_service.reconstruction.ground.trajectory import VehicleDimensions, VehiclePose

Array = NDArray[np.float64]

# Front left, front right, rear right, rear left, in halves of length and width.
_CORNERS = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, -1.0], [-1.0, 1.0]])


def footprint_of(pose: VehiclePose, size: VehicleDimensions) -> GroundPoints:
    """The four corners on the road, front left first, clockwise seen from above."""
    half_m = np.array([size.length_m / 2, size.width_m / 2])
    cosine, sine = np.cos(pose.heading_rad), np.sin(pose.heading_rad)
    turn = np.array([[cosine, -sine], [sine, cosine]])
    return GroundPoints((_CORNERS * half_m) @ turn.T + np.array([pose.x_m, pose.y_m]))


def nose_of(corners: Array) -> Array:
    """An arrow head within a footprint (4, 2) that points to its front: left, tip, right."""
    left, right = 0.7 * corners[0] + 0.3 * corners[3], 0.7 * corners[1] + 0.3 * corners[2]
    return np.vstack([left, corners[:2].mean(axis=0), right])


def cuboid_of(pose: VehiclePose, size: VehicleDimensions) -> SpacePoints:
    """The eight corners in space: the footprint, then the same above it."""
    base = footprint_of(pose, size).xy_m
    ground = np.column_stack([base, np.zeros(4)])
    roof = np.column_stack([base, np.full(4, size.height_m)])
    return SpacePoints(np.vstack([ground, roof]))


def error_ellipse_m(x_m: float, y_m: float, sigma_m: float) -> GroundPoints:
    """The outline that holds a point of this sigma 95 times in a hundred.

    In two dimensions that takes 2.448 sigmas, not 2 (chi-square, two degrees of freedom).
    """
    angle_rad = np.linspace(0.0, 2 * np.pi, 73)
    circle = np.column_stack([np.cos(angle_rad), np.sin(angle_rad)])
    return GroundPoints(2.448 * sigma_m * circle + np.array([x_m, y_m]))
