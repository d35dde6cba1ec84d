"""Carry the doubt of a self-told camera into what was measured through it.

The error is one for the whole clip: were it taken for each vehicle's own, two that touch could
as well be metres apart. So contacts are sought with the camera taken for exact, and what is
stated afterwards is widened by what the camera may be wrong.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.quantities.uncertainty import Estimate
from accident_service.reconstruction.calibration.camera_model import PARAMETER_COUNT, CameraModel
from accident_service.reconstruction.collision.event import CollisionEvent, ContactSide, NearMiss
from accident_service.reconstruction.ground.trajectory import GroundTrajectory

Array = NDArray[np.float64]

# Speeds are lengths per time; a length of this is short against how the doubt changes.
BASE_M = 1.0
_POSE_STEP = (1e-5, 1e-5, 1e-5, 1e-3, 1e-3, 1e-3)
_STEP = np.array([1e-4, 1e-4, 0.1, 0.1, 1e-4, 1e-4, *_POSE_STEP, 1e-5, 1e-5, 1e-4])


def taken_for_exact(camera: CameraModel) -> CameraModel:
    """The same camera without its doubt."""
    return replace(camera, parameter_covariance=np.zeros((PARAMETER_COUNT, PARAMETER_COUNT)))


def length_sigma_share(camera: CameraModel, places: GroundPoints, heading_rad: Array) -> Array:
    """One sigma of a short length along the heading at each place, as a share of it, (n,).

    Reference:
        JCGM 102:2011, section 6.2 (propagation to first order).
    """
    ahead = BASE_M / 2 * np.column_stack([np.cos(heading_rad), np.sin(heading_rad)])
    ends = [camera.project_ground(GroundPoints(places.xy_m + way)) for way in (-ahead, ahead)]

    def length_m(other: CameraModel) -> Array:
        apart = other.to_ground(ends[1]).xy_m - other.to_ground(ends[0]).xy_m
        return np.asarray(np.hypot(apart[:, 0], apart[:, 1]))

    moved = np.stack(
        [
            (length_m(camera.moved(step)) - length_m(camera.moved(-step))) / (2 * step.sum())
            for step in np.diag(_STEP)
        ],
        axis=1,
    )
    variance = np.einsum("ni,ij,nj->n", moved, camera.parameter_covariance, moved) / BASE_M**2
    return np.asarray(np.sqrt(np.maximum(np.nan_to_num(variance, nan=1.0), 0.0)))


def widened_trajectory(trajectory: GroundTrajectory, camera: CameraModel) -> GroundTrajectory:
    """The same path with the camera's share in the sigmas of places, speeds and sizes."""
    places = GroundPoints(trajectory.xy_m)
    share = length_sigma_share(camera, places, trajectory.heading_rad)
    size, typical = trajectory.dimensions, float(np.median(share))
    return replace(
        trajectory.doubted(camera.ground_doubt_m2(places)),
        speed_sigma_mps=np.hypot(trajectory.speed_sigma_mps, share * trajectory.speed_mps),
        dimensions=replace(
            size,
            length_sigma_m=float(np.hypot(size.length_sigma_m, typical * size.length_m)),
            width_sigma_m=float(np.hypot(size.width_sigma_m, typical * size.width_m)),
        ),
    )


def widened_collision(event: CollisionEvent, camera: CameraModel) -> CollisionEvent:
    """The same contact with the camera's share in its place and its speeds."""
    place = GroundPoints(np.array([[event.x_m, event.y_m]]))
    own_m = float(np.nan_to_num(camera.ground_sigma_m(place), nan=1.0).max())
    share = float(length_sigma_share(camera, place, np.zeros(1))[0])
    return replace(
        event,
        first=_widened_side(event.first, share),
        second=_widened_side(event.second, share),
        point_sigma_m=float(np.hypot(event.point_sigma_m, own_m)),
        closing_speed_mps=_widened(event.closing_speed_mps, share),
    )


def widened_near_miss(miss: NearMiss, share: float) -> NearMiss:
    """The same close pass with the doubt of all lengths in its gap."""
    return replace(miss, gap_m=_widened(miss.gap_m, share))


def _widened_side(side: ContactSide, share: float) -> ContactSide:
    return replace(
        side,
        delta_v_mps=_widened(side.delta_v_mps, share) if side.delta_v_mps else None,
        speed_before_mps=_widened(side.speed_before_mps, share),
    )


def _widened(length: Estimate, share: float) -> Estimate:
    return Estimate(length.value, float(np.hypot(length.sigma, share * abs(length.value))))
