"""The camera's pose that explains where a picture shows the landmarks.

What most landmarks do together is the camera's doing; what a few do alone is traffic,
leaves or text that was burnt in, and is left out by its own disagreement.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.stabilisation.landmarks import Landmarks
from accident_service.reconstruction.stabilisation.optics import POSE_SIZE, Optics

Array = NDArray[np.float64]

FEWEST_LANDMARKS = 12
# A landmark this far from the common motion counts a quarter; a codec moves it by less.
DISAGREEING_PX = 0.3
_STEPS = 4
# What moved further than this from where it was expected hardly counts: a sway takes many
# pictures, and a bus close by may hold more corners than the street around it.
REACH_PX = 3.0
# Opinion about turns and zoom, only so that a handful of landmarks on a line can be solved.
_HARDLY_ANY = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class PoseFit:
    """A pose, what it leaves unexplained, and how far it may be off."""

    pose: Array  # (6,)
    residual_px: Array  # (n, 2); NaN where a landmark was not found
    weights: Array  # (n,), 1 believed .. 0
    covariance: Array  # (6, 6)

    def share_agreeing(self, of: Array) -> float:
        """Share of these landmarks (by weight) that are where the pose puts them."""
        agree = np.nan_to_num(np.hypot(*self.residual_px.T), nan=np.inf) < 3 * DISAGREEING_PX
        return float(np.sum(of[agree]) / max(float(np.sum(of)), 1e-9))


def fit_pose(
    optics: Optics, landmarks: Landmarks, found_px: Array, belief: Array, start: Array
) -> PoseFit:
    """The pose nearest to all landmarks that agree with one another.

    Args:
        found_px: (n, 2), NaN where not found.
        belief: (n,), inverse variance of each landmark relative to the best; 0 leaves it out.
        start: (6,), a pose near the answer.

    Reference:
        S. Geman and D. McClure, "Statistical methods for tomographic image reconstruction",
        1987 (the weight of what disagrees).
    """
    held = np.flatnonzero(np.isfinite(found_px[:, 0]) & (belief > 0.0))
    rays, jacobian, seen_px = landmarks.rays[held], landmarks.jacobian[held], found_px[held]
    trust = belief[held]
    pose = start
    scale_px = 2 * REACH_PX
    weights, normal = trust, np.asarray(np.eye(POSE_SIZE))
    for _ in range(_STEPS):
        apart_px = seen_px - optics.pixels_px(rays, pose)
        distance_px = np.hypot(*apart_px.T)
        scale_px = max(DISAGREEING_PX, min(scale_px / 2, 2 * float(np.median(distance_px))))
        weights = trust / (1.0 + (distance_px / scale_px) ** 2) ** 2
        normal, pull = _normal_equations(optics, jacobian, apart_px, weights, pose)
        pose = pose + np.linalg.solve(normal, pull)
    residual_px = np.full((len(landmarks), 2), np.nan)
    residual_px[held] = seen_px - optics.pixels_px(rays, pose)
    every = np.zeros(len(landmarks))
    every[held] = weights
    spread_px2 = _variance_px2(residual_px[held], weights)
    covariance = np.asarray(np.linalg.inv(normal) * spread_px2, dtype=np.float64)
    return PoseFit(pose, residual_px, every, covariance)


def shifted_with_most(optics: Optics, landmarks: Landmarks, found_px: Array, start: Array) -> Array:
    """The pose turned about x and y until the picture has moved as the landmarks' median has."""
    held = np.isfinite(found_px[:, 0])
    apart_px = found_px[held] - optics.pixels_px(landmarks.rays[held], start)
    slopes = np.median(landmarks.jacobian[held][:, :, :2], axis=0)
    pose = start.copy()
    pose[:2] += np.linalg.solve(slopes, np.median(apart_px, axis=0))
    return pose


def _normal_equations(
    optics: Optics, jacobian: Array, apart_px: Array, weights: Array, pose: Array
) -> tuple[Array, Array]:
    weighted = jacobian * weights[:, None, None]
    normal = np.einsum("nia,nib->ab", weighted, jacobian)
    pull = np.einsum("nia,ni->a", weighted, apart_px)
    normal[:4, :4] += _HARDLY_ANY * np.eye(4)
    # A picture that is not zoomed has nowhere to shift to; one zoomed by half a width, half that.
    room_px = 0.5 * optics.width_px * abs(np.expm1(pose[3])) + 1e-3
    normal[4:, 4:] += np.eye(2) / room_px**2
    pull[4:] -= pose[4:] / room_px**2
    return normal, pull


def _variance_px2(residual_px: Array, weights: Array) -> float:
    """Variance of one landmark's place, each axis, about the pose."""
    freedom = max(float(np.sum(weights)) - POSE_SIZE / 2, 1.0)
    return float(np.sum(weights[:, None] * residual_px**2)) / (2 * freedom)
