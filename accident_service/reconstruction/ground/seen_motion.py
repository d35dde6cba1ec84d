"""How a vehicle moved from one picture to the next, by what its own pixels did and nothing else.

A trajectory ties every moment to its neighbours, which tells places well and smears a blow over
tenths of a second. Here each step between two pictures is told by its flow cells alone: noisy,
with a constant error where the body is not quite where it was taken to be, but never smoothed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.image_terms import Evidence, surface_points
from accident_service.reconstruction.ground.joint_fit import FittedTrack
from accident_service.reconstruction.ground.occlusion import Presence, presence_of
from accident_service.reconstruction.ground.projection import (
    placed,
    pose_jacobian,
    seen_with_jacobian,
)
from accident_service.reconstruction.ground.second_look import Surroundings, own_evidence
from accident_service.reconstruction.ground.vehicle_motion import heavy_tailed
from accident_service.reconstruction.motion.scene_motion import SceneMotion

Array = NDArray[np.float64]

# A cell reads a displacement to about this part of a pixel of the reduced picture at best.
CELL_PX = 0.05
# Neighbouring cells share windows of the flow: this many tell one thing.
CELLS_ALIKE = 2.0
# Three unknowns want this many cells.
FEWEST_CELLS = 5
LOOKS = 6
# What no cell tells is unknown to so much: metres a step, and radians.
UNTOLD = np.array([10.0, 10.0, 3.0])
# A step to a picture that is the one before once more: next to nothing, where those before and
# after it go somewhere.
REPEATED_SHARE, SAME_MOMENT_S = 0.2, 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class SeenMotion:
    """The mean velocity of one vehicle in each of n steps from one picture to the next."""

    from_s: Array  # (n,)
    to_s: Array  # (n,)
    velocity: Array  # (n, 3): vx, vy (m/s) and yaw rate (rad/s) of the footprint's centre
    covariance: Array  # (n, 3, 3), as the scatter of the cells of the step itself tells it
    smoothed: Array  # (n, 3), the same by the trajectory


class SeenMotions:
    """The seen motion of every fit of a clip, each worked out when first asked for."""

    def __init__(
        self, fits: Sequence[FittedTrack], motion: SceneMotion, camera: CameraModel
    ) -> None:
        self._fits, self._motion, self._camera = fits, motion, camera
        self._everyone: list[Presence] = []
        self._known: dict[int, SeenMotion] = {}

    def of(self, index: int) -> SeenMotion:
        """The motion of the fit of this number."""
        if index not in self._known:
            if not self._everyone:
                pts_s = self._motion.clip.pts_s
                self._everyone = [presence_of(fit, self._camera, pts_s) for fit in self._fits]
            others = [one for other, one in enumerate(self._everyone) if other != index]
            around = Surroundings(self._everyone[index], others, self._motion, self._camera)
            fit = self._fits[index]
            self._known[index] = seen_motion(fit, own_evidence(fit, around))
        return self._known[index]


def seen_motion(fit: FittedTrack, evidence: Evidence) -> SeenMotion:
    """The steps that its own flow cells tell.

    Args:
        evidence: The vehicle's own.

    Reference:
        P. Holland and R. Welsch, "Robust regression using iteratively reweighted
        least-squares", 1977.
    """
    silhouettes = evidence.silhouettes
    told = (silhouettes.frame_index > 0) & (silhouettes.cell_used.sum(axis=1) >= FEWEST_CELLS)
    rows = silhouettes.frame_index[told]
    jacobian, residual = _cells(fit, evidence, told)
    change, covariance = _robust_step(jacobian, residual)
    from_s, to_s = fit.pts_s[rows - 1], fit.pts_s[rows]
    step_s = (to_s - from_s)[:, None]
    moved = fit.states[rows, :3] - fit.states[rows - 1, :3]
    return _without_repeats(
        SeenMotion(
            from_s,
            to_s,
            (moved + change) / step_s,
            covariance / step_s[..., None] ** 2,
            moved / step_s,
        )
    )


def _without_repeats(motion: SeenMotion) -> SeenMotion:
    """The same with steps to a repeated picture joined to the steps that make up for them."""
    step_s = motion.to_s - motion.from_s
    gone_m = np.hypot(*(motion.velocity[:, :2] * step_s[:, None]).T)
    joined = np.zeros(len(gone_m), bool)
    joined[1:-1] = gone_m[1:-1] < REPEATED_SHARE * np.minimum(gone_m[:-2], gone_m[2:])
    joined[:-1] &= motion.from_s[1:] - motion.to_s[:-1] < SAME_MOMENT_S
    joined[1:] &= ~joined[:-1]
    after = np.flatnonzero(joined) + 1

    def together(values: Array, power: int) -> Array:
        weight = step_s.reshape(-1, *[1] * (values.ndim - 1))
        whole = values * weight**power
        whole[after] += whole[after - 1]
        weight = weight.copy()
        weight[after] += weight[after - 1]
        return np.asarray((whole / weight**power)[~joined])

    from_s = motion.from_s.copy()
    from_s[after] = motion.from_s[after - 1]
    return SeenMotion(
        from_s[~joined],
        motion.to_s[~joined],
        together(motion.velocity, 1),
        together(motion.covariance, 2),
        together(motion.smoothed, 1),
    )


def _cells(fit: FittedTrack, evidence: Evidence, told: NDArray[np.bool_]) -> tuple[Array, Array]:
    """How far each cell is from where it should have gone, (n, c, 2), and how a pose moves it."""
    silhouettes = evidence.silhouettes
    rows = silhouettes.frame_index[told]
    now, before = fit.states[rows], fit.states[rows - 1]
    lines = (evidence.start_m[told], evidence.climb[told])
    body_m = surface_points(fit.shape, fit.size_m, lines, now)
    now_m, before_m = placed(body_m, now), placed(body_m, before)
    now_px, by_point = seen_with_jacobian(evidence.camera, now_m)
    before_px, _ = seen_with_jacobian(evidence.camera, before_m)
    residual = now_px - before_px + silhouettes.backward_px[told]
    jacobian = pose_jacobian(by_point, now_m, now)
    finite = np.asarray(np.isfinite(residual).all(axis=2))
    usable = (silhouettes.cell_used[told] & finite)[..., None]
    return np.where(usable[..., None], jacobian, 0.0), np.where(usable, residual, np.nan)


def _robust_step(jacobian: Array, residual: Array) -> tuple[Array, Array]:
    """Changes of x, y and heading (n, 3) that explain the cells best, and their covariance."""
    seen = np.asarray(np.isfinite(residual).all(axis=2))
    left, weight = np.where(seen[..., None], residual, 0.0), seen.astype(np.float64)
    told = seen.sum(axis=1) > 0
    change = np.zeros((len(residual), 3))
    inverse = np.zeros((len(residual), 3, 3))
    for _ in range(LOOKS):
        normal = np.einsum("nc,ncij,ncik->njk", weight, jacobian, jacobian)
        slope = np.einsum("nc,ncij,nci->nj", weight, jacobian, left)
        inverse = np.linalg.inv(normal + np.diag(UNTOLD**-2.0))
        change = -np.einsum("njk,nk->nj", inverse, slope)
        miss = left + np.einsum("ncij,nj->nci", jacobian, change)
        miss_px = np.where(seen, np.hypot(miss[..., 0], miss[..., 1]), np.nan)
        miss_px[~told] = 0.0
        sigma_px = np.maximum(np.nanmedian(miss_px, axis=1) / 1.18, CELL_PX)
        weight = np.where(seen, heavy_tailed(np.nan_to_num(miss_px), sigma_px[:, None]), 0.0)
    return change, inverse * CELLS_ALIKE
