"""A track shifted smoothly, so that it passes where a person says that the vehicle was.

The shift wanes with the distance driven, not with time: so a vehicle that stood stands all the
while at the new place, and none is made to move by being moved. Several places of one track
are met all at once (kriging with a Gaussian kernel; Rasmussen & Williams, Gaussian Processes
for Machine Learning, 2006, section 2.2).
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from accident_service.liability.changes import FootprintMoved
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.uncertainty import COVERAGE_FACTOR
from accident_service.reconstruction.ground.trajectory import GroundTrajectory

Array = NDArray[np.float64]

# Over this distance driven a shift wanes to six tenths: about a vehicle's length, as an error
# that comes from one occlusion or one shadow does. [design]
REACH_M = 5.0
# Two places said of one standing vehicle cannot both be right; it is put between them.
RIDGE = 1e-6


def moved(trajectory: GroundTrajectory, moves: Sequence[FootprintMoved]) -> GroundTrajectory:
    """The track through every place said, with the doubt stated there.

    Speeds and headings follow the shifted path. Where nothing is said the doubt stays as it
    was measured; on the way there the two blend.
    """
    if not moves:
        return trajectory
    driven_m = _driven_m(trajectory)
    at_m = np.interp([one.pts_s for one in moves], trajectory.pts_s, driven_m)
    kernel, steepness = _kernel(driven_m, at_m)
    among, _ = _kernel(at_m, at_m)
    weights = np.linalg.solve(among + RIDGE * np.eye(len(moves)), _offsets(trajectory, moves))
    shift, per_metre = kernel @ weights, steepness @ weights
    heading_rad = trajectory.heading_rad + shift[:, 2]
    ahead = np.column_stack([np.cos(heading_rad), np.sin(heading_rad)])
    # The shift changes by so much a metre driven; a vehicle going backwards drives too.
    gained = np.einsum("nk,nk->n", per_metre[:, :2], ahead) * np.abs(_surely_driven(trajectory))
    return _doubted(
        replace(
            trajectory,
            xy_m=trajectory.xy_m + shift[:, :2],
            heading_rad=heading_rad,
            speed_mps=trajectory.speed_mps + gained,
        ),
        moves,
        kernel,
    )


def _surely_driven(trajectory: GroundTrajectory) -> Array:
    """The speed where there surely is one, else none: noise drives nowhere."""
    sure = np.abs(trajectory.speed_mps) > COVERAGE_FACTOR * trajectory.speed_sigma_mps
    return np.where(sure, trajectory.speed_mps, 0.0)


def _driven_m(trajectory: GroundTrajectory) -> Array:
    speed_mps = np.abs(_surely_driven(trajectory))
    steps_m = np.diff(trajectory.pts_s) * (speed_mps[1:] + speed_mps[:-1]) / 2
    return np.concatenate([[0.0], np.cumsum(steps_m)])


def _kernel(driven_m: Array, at_m: Array) -> tuple[Array, Array]:
    """How much of each shift is felt at each place, and how that changes a metre on; (n, m)."""
    apart = (driven_m[:, None] - at_m[None, :]) / REACH_M
    felt = np.exp(-(apart**2) / 2)
    return felt, -apart / REACH_M * felt


def _offsets(trajectory: GroundTrajectory, moves: Sequence[FootprintMoved]) -> Array:
    """What each place said differs by from the measured one: x, y and heading; (m, 3)."""
    rows = []
    for move in moves:
        pose = trajectory.pose_at(move.pts_s)
        said_rad = pose.heading_rad if move.heading_rad is None else move.heading_rad
        turned_rad = wrapped_rad(said_rad - pose.heading_rad)
        rows.append((move.x_m - pose.x_m, move.y_m - pose.y_m, turned_rad))
    return np.asarray(rows, dtype=np.float64)


def _doubted(
    trajectory: GroundTrajectory, moves: Sequence[FootprintMoved], kernel: Array
) -> GroundTrajectory:
    """The doubt said near the places said, the doubt measured far from them."""
    nearest = np.argmax(kernel, axis=1)
    share = kernel[np.arange(len(kernel)), nearest]
    sigma_m = np.asarray([one.doubt_m / COVERAGE_FACTOR for one in moves])[nearest]
    turned = np.asarray([one.heading_rad is not None for one in moves])[nearest]
    said_m2 = sigma_m[:, None, None] ** 2 * np.eye(2)
    part = share[:, None, None]
    whole_m2 = (1 - part) * trajectory.xy_covariance_m2 + part * said_m2
    xy_sigma_m = np.sqrt(np.diagonal(whole_m2, axis1=1, axis2=2))
    arm_m = trajectory.dimensions.length_m / 2
    heading_m2 = (1 - share) * trajectory.heading_sigma_rad**2 + share * (sigma_m / arm_m) ** 2
    uneven_mps = share * sigma_m / REACH_M * np.abs(trajectory.speed_mps)
    return replace(
        trajectory,
        xy_sigma_m=xy_sigma_m,
        xy_correlation=whole_m2[:, 0, 1] / np.maximum(xy_sigma_m.prod(axis=1), 1e-12),
        heading_sigma_rad=np.where(turned, np.sqrt(heading_m2), trajectory.heading_sigma_rad),
        speed_sigma_mps=np.hypot(trajectory.speed_sigma_mps, uneven_mps),
    )
