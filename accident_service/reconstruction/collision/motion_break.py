"""One vehicle's motion around a moment at which its velocity may have jumped.

Before and after the break the vehicle accelerates steadily; at the break velocity and yaw
rate may step. A trajectory smoothed over time shows the step as a ramp, so the model is
smoothed likewise, over `ramp_s`, before it is compared.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.ground.trajectory import GroundTrajectory

Array = NDArray[np.float64]

# Rows further than this from the break count for less: motion is steady only for so long.
STEADY_BEFORE_S, STEADY_AFTER_S = 0.4, 0.2
# Long enough to tell a step from an acceleration, short enough for the latter to be steady.
BEFORE_S, AFTER_S = 0.6, 0.45
FEWEST_BEFORE, FEWEST_AFTER = 4, 3
# What tyres can do, as one sigma: drivers' accelerations before, skidding after.
STEADY_MPS2, SKID_MPS2 = 4.0, 7.0
STEADY_RADPS2, SKID_RADPS2 = 0.7, 4.0
# A trajectory's speed may carry a share of error its positions do not.
SPEED_OFFSET_MPS = 0.2
# Below these the interpolation between frames is the larger error.
LEAST_PLACE_M, LEAST_SPEED_MPS, LEAST_HEADING_RAD = 0.004, 0.02, 0.001
# Neighbouring residuals of a smoothed track agree; beyond this its length cannot tell.
MOST_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Scatter:
    """How rows of a trajectory scatter about its motion: the part not shared by the track."""

    place_m: float = 0.03
    speed_mps: float = 0.1
    heading_rad: float = 0.01
    rows_per_fact: float = 1.0  # neighbouring rows that together say one thing


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """The rows of a trajectory around one moment."""

    pts_s: Array  # (n,)
    xy_m: Array  # (n, 2)
    heading_rad: Array  # (n,)
    speed_mps: Array  # (n,)
    doubt: Array  # (n,), how much more a row is doubted for its distance from the middle
    scatter: Scatter = Scatter()

    def holds(self, break_s: float) -> bool:
        """Are there rows enough on both sides of this moment to tell a step?"""
        before = int(np.sum(self.pts_s <= break_s))
        return before >= FEWEST_BEFORE and len(self.pts_s) - before >= FEWEST_AFTER

    def scattered(self, scatter: Scatter) -> "Stretch":
        """The same rows, with another opinion of how they scatter."""
        return replace(self, scatter=scatter)


@dataclass(frozen=True, slots=True, eq=False)
class BreakFit:
    """The motion fitted for one supposed break."""

    break_s: float
    ramp_s: float
    misfit: float  # chi-square, in independent facts
    xy: Array  # (5, 2): place, velocity, acceleration, velocity step, acceleration step
    heading: Array  # (5,): the same of the heading
    step_covariance: Array  # (3, 3) of the steps of vx, vy (m/s) and yaw rate (rad/s)
    velocity_covariance: Array  # (3, 3) of what was before, in the same order
    scatter: Scatter
    # How well a driver explains the same more gently, as `touch_odds` weighs steps (logarithm).
    driven: float = -math.inf

    @property
    def step(self) -> Array:
        """Change of vx, vy (m/s) and yaw rate (rad/s) at the break."""
        return np.array([*self.xy[3], self.heading[3]])

    @property
    def before(self) -> Array:
        """vx, vy (m/s) and yaw rate (rad/s) just before the break."""
        return np.array([*self.xy[1], self.heading[1]])

    def undisturbed_at(self, pts_s: Array) -> tuple[Array, Array]:
        """Places (n, 2) and headings (n,) as they would have gone on without the break."""
        since_s = pts_s - self.break_s
        powers = np.column_stack([np.ones(len(since_s)), since_s, since_s**2 / 2])
        return powers @ self.xy[:3], powers @ self.heading[:3]


def stretch_of(trajectory: GroundTrajectory, around_s: float, spare_s: float = 0.0) -> Stretch:
    """The rows within reach of a moment, `spare_s` more on each side; may be empty."""
    rows = (trajectory.pts_s >= around_s - BEFORE_S - spare_s) & (
        trajectory.pts_s <= around_s + AFTER_S + spare_s
    )
    since_s = trajectory.pts_s[rows] - around_s
    steady_s = np.where(since_s < 0, STEADY_BEFORE_S, STEADY_AFTER_S)
    return Stretch(
        pts_s=trajectory.pts_s[rows],
        xy_m=trajectory.xy_m[rows],
        heading_rad=trajectory.heading_rad[rows],
        speed_mps=trajectory.speed_mps[rows],
        doubt=1.0 + (since_s / steady_s) ** 2,
    )


def fit_break(stretch: Stretch, break_s: float, ramp_s: float) -> BreakFit:
    """Fit places, speeds and headings with a step at `break_s`, smoothed over `ramp_s`.

    Wrong where the vehicle is struck twice within the stretch: the step is then of both.

    Reference:
        Seber & Wild, Nonlinear Regression (1989), section 9.3 (known change point, linear).
    """
    basis, slopes = _basis(stretch.pts_s - break_s, ramp_s)
    scatter = stretch.scatter
    places, inverse, residual = _fit_places(stretch, basis, slopes)
    headings, yaw_inverse, turned = _fit_headings(stretch, basis)
    covariance = [np.zeros((3, 3)), np.zeros((3, 3))]
    for matrix, row in zip(covariance, (3, 1), strict=True):
        matrix[:2, :2] = inverse[np.ix_([row, 5 + row], [row, 5 + row])]
        matrix[2, 2] = yaw_inverse[row, row]
    every = np.concatenate([residual, turned[None]])
    return BreakFit(
        break_s=break_s,
        ramp_s=ramp_s,
        misfit=float(np.sum(every**2)) / scatter.rows_per_fact,
        xy=places.reshape(2, 5).T,
        heading=headings,
        step_covariance=covariance[0] * scatter.rows_per_fact,
        velocity_covariance=covariance[1] * scatter.rows_per_fact,
        scatter=_scatter(every, scatter),
    )


def _basis(since_s: Array, ramp_s: float) -> tuple[Array, Array]:
    """Motion with a step at 0 averaged over `ramp_s`, (n, 5), and its rate of change."""
    inside = np.clip(since_s + ramp_s / 2, 0.0, ramp_s)
    step = inside / ramp_s
    beyond = np.maximum(since_s - ramp_s / 2, 0.0)
    kink = inside**2 / (2 * ramp_s) + beyond
    bend = inside**3 / (6 * ramp_s) + beyond * ramp_s / 2 + beyond**2 / 2
    one = np.ones(len(since_s))
    return (
        np.column_stack([one, since_s, since_s**2 / 2, kink, bend]),
        np.column_stack([0 * one, one, since_s, step, kink]),
    )


def _fit_places(stretch: Stretch, basis: Array, slopes: Array) -> tuple[Array, Array, Array]:
    """Unknowns (5 of x, 5 of y), their covariance, and residuals in sigmas (3, n)."""
    count = len(basis)
    cos, sin = np.cos(stretch.heading_rad)[:, None], np.sin(stretch.heading_rad)[:, None]
    design = np.zeros((3, count, 11))
    design[0, :, :5] = design[1, :, 5:10] = basis
    design[2] = np.hstack([cos * slopes, sin * slopes, np.ones((count, 1))])
    place_m, speed_mps = stretch.scatter.place_m, stretch.scatter.speed_mps
    sigma = np.array([place_m, place_m, speed_mps])[:, None] * stretch.doubt
    design /= sigma[:, :, None]
    seen = np.stack([*stretch.xy_m.T, stretch.speed_mps]) / sigma
    prior = np.zeros(11)
    prior[[2, 7]], prior[[4, 9]] = STEADY_MPS2**-2, SKID_MPS2**-2
    prior[10] = SPEED_OFFSET_MPS**-2
    unknowns, inverse = _solve(design.reshape(-1, 11), seen.ravel(), prior)
    return unknowns[:10], inverse, seen - design @ unknowns


def _fit_headings(stretch: Stretch, basis: Array) -> tuple[Array, Array, Array]:
    prior = np.array([0.0, 0.0, STEADY_RADPS2**-2, 0.0, SKID_RADPS2**-2])
    sigma_rad = stretch.scatter.heading_rad * stretch.doubt
    design = basis / sigma_rad[:, None]
    seen = stretch.heading_rad / sigma_rad
    unknowns, inverse = _solve(design, seen, prior)
    return unknowns, inverse, seen - design @ unknowns


def _solve(design: Array, seen: Array, prior: Array) -> tuple[Array, Array]:
    inverse = np.asarray(np.linalg.inv(design.T @ design + np.diag(prior)), dtype=np.float64)
    return inverse @ (design.T @ seen), inverse


def _scatter(residual: Array, assumed: Scatter) -> Scatter:
    """What the residuals (4, n), in assumed sigmas, say of the scatter itself."""
    # Five unknowns were fitted to each row of residuals, about.
    freedom = max(residual.shape[1] - 4, 2)
    sigmas = np.sqrt(np.sum(residual**2, axis=1) / freedom)
    power = float(np.sum(residual**2))
    alike = float(np.sum(residual[:, 1:] * residual[:, :-1])) / power if power > 0 else 0.0
    alike = min(max(alike, 0.0), MOST_ALIKE)
    return Scatter(
        place_m=max(float(np.hypot(*sigmas[:2])) / np.sqrt(2) * assumed.place_m, LEAST_PLACE_M),
        speed_mps=max(float(sigmas[2]) * assumed.speed_mps, LEAST_SPEED_MPS),
        heading_rad=max(float(sigmas[3]) * assumed.heading_rad, LEAST_HEADING_RAD),
        rows_per_fact=(1 + alike) / (1 - alike),
    )
