"""One vehicle's motion around a supposed blow, from what each step between pictures tells.

Nothing here was smoothed over time, so a step of milliseconds is a step. What a blow gives ahead
stays until somebody brakes; what it gives aside, and in turn, the tyres take back within tenths
of a second, the sooner the slower the vehicle rolls.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.collision.motion_break import (
    FEWEST_AFTER,
    FEWEST_BEFORE,
    MOST_ALIKE,
    SKID_MPS2,
    SKID_RADPS2,
    STEADY_MPS2,
    STEADY_RADPS2,
    BreakFit,
    Scatter,
)
from accident_service.reconstruction.ground.seen_motion import SeenMotion
from accident_service.reconstruction.ground.trajectory import GroundTrajectory

Array = NDArray[np.float64]

# Long enough to tell a step from an acceleration; steps further off count for less.
BEFORE_S, AFTER_S = 0.6, 0.35
STEADY_BEFORE_S, STEADY_AFTER_S = 0.4, 0.25
# How long tyres take to bring a vehicle back into its track, to e-fold: its mass times its speed
# by its cornering stiffness, slow to fast; a spinning one takes longer.
RELAXED_S, USUAL_RELAXED_S = (0.06, 0.15, 0.5), 0.15
# Where the trajectory is smeared by no blow at the break: that tells the place before it, and
# the constant error of the steps.
CLEAR_S, PLACED_S, LEVELLED_S = 0.3, 0.6, 1.2
FEWEST_LEVELLED = 4
# No step is told better than this: metres and radians per second.
LEAST_SIGMA = np.array([0.03, 0.03, 0.01])
# Steps this many sigmas off are of a lost or repeated picture, or of something else in front.
STEP_TAIL = 2.0
LOOKS = 6
# Scatter is learned from few steps: it is never believed much less than their cells tell.
LEAST_SCATTER = 0.25
# Four unknowns of each axis, less what is known of their accelerations.
UNKNOWNS, KNOWN = 12, 3
# A change that takes its time, as so many parts of it.
SPREAD_PARTS = np.array([-0.4, -0.2, 0.0, 0.2, 0.4])
# Ahead, aside and turn: velocity, acceleration, and the steps of both.
_STARTS, _STEPS = np.array([0, 4, 8]), np.array([2, 6, 10])
_PRIOR = np.array(
    [
        [0.0, steady**-2, 0.0, skid**-2]
        for steady, skid in (
            (STEADY_MPS2, SKID_MPS2),
            (STEADY_MPS2, SKID_MPS2),
            (STEADY_RADPS2, SKID_RADPS2),
        )
    ]
).ravel()


@dataclass(frozen=True, slots=True, eq=False)
class SeenStretch:
    """The steps of one vehicle around one moment, in its own axes at that moment."""

    trajectory: GroundTrajectory
    from_s: Array  # (n,)
    to_s: Array  # (n,)
    seen: Array  # (n, 3): ahead, aside (m/s), yaw rate (rad/s), less their constant error
    white: Array  # (n, 3, 3), makes their errors independent, of one sigma
    turn: Array  # (3, 3), from the road's axes into the vehicle's
    scatter: float = 1.0  # variance of the steps, in that of their cells
    rows_per_fact: float = 1.0  # neighbouring steps that together say one thing

    def holds(self, break_s: float) -> bool:
        """Are there steps enough on both sides of this moment?"""
        middle_s = (self.from_s + self.to_s) / 2 - break_s
        before, after = np.sum(middle_s <= 0), np.sum(middle_s > 0)
        return bool(before >= FEWEST_BEFORE and after >= FEWEST_AFTER)


def seen_stretch(trajectory: GroundTrajectory, motion: SeenMotion, around_s: float) -> SeenStretch:
    """The steps within reach of a moment; may be empty."""
    middle_s = (motion.from_s + motion.to_s) / 2 - around_s
    near = (middle_s > -BEFORE_S) & (middle_s < AFTER_S)
    heading = float(np.interp(around_s - CLEAR_S, trajectory.pts_s, trajectory.heading_rad))
    cos, sin = math.cos(heading), math.sin(heading)
    turn = np.array([[cos, sin, 0.0], [-sin, cos, 0.0], [0.0, 0.0, 1.0]])
    steady_s = np.where(middle_s[near] < 0, STEADY_BEFORE_S, STEADY_AFTER_S)
    doubt = 1.0 + (middle_s[near] / steady_s) ** 2
    covariance = turn @ motion.covariance[near] @ turn.T + np.diag(LEAST_SIGMA**2)
    covariance *= doubt[:, None, None] ** 2
    return SeenStretch(
        trajectory=trajectory,
        from_s=motion.from_s[near],
        to_s=motion.to_s[near],
        seen=(motion.velocity[near] - _constant_error(motion, around_s)) @ turn.T,
        white=np.swapaxes(np.linalg.cholesky(np.linalg.inv(covariance)), 1, 2),
        turn=turn,
    )


def _constant_error(motion: SeenMotion, around_s: float) -> Array:
    """How far the steps before lie off the trajectory, which many pictures tell."""
    before_s = around_s - motion.to_s
    rows = (before_s > CLEAR_S) & (before_s < LEVELLED_S)
    if np.count_nonzero(rows) < FEWEST_LEVELLED:
        return np.zeros(3)
    return np.asarray(np.median(motion.velocity[rows] - motion.smoothed[rows], axis=0))


def settled_seen(stretch: SeenStretch, break_s: float) -> SeenStretch:
    """The stretch with its scatter as the fit of this break leaves it."""
    design, told = _whitened(stretch, break_s, Change(USUAL_RELAXED_S))
    scatter, shared = 1.0, 0.0
    for _ in range(2):
        share, residual = _solved(replace(stretch, scatter=scatter), design, told)[1:]
        held = residual * np.sqrt(share)[:, None]
        power = float(np.sum(held**2))
        freedom = max(3.0 * float(share.sum()) - (UNKNOWNS - KNOWN), 3.0)
        scatter = max(power / freedom, LEAST_SCATTER)
        shared = float(np.sum(held[1:] * held[:-1])) / max(power, 1e-9)
    shared = min(max(shared, 0.0), MOST_ALIKE)
    return replace(stretch, scatter=scatter, rows_per_fact=(1 + shared) / (1 - shared))


@dataclass(frozen=True, slots=True)
class Change:
    """How a step of velocity and turn comes and goes."""

    relaxed_s: float  # what is aside, and turns, fades within this
    spread_s: float = 0.0  # it comes over this long, ...
    late_s: float = 0.0  # ... its middle so long after the supposed moment


def fit_seen_break(stretch: SeenStretch, break_s: float, change: Change) -> BreakFit:
    """Fit the steps with a blow at `break_s`, or with what a driver does more gently about then.

    Wrong where the vehicle is struck twice within the stretch: the step is then of both.

    Reference:
        H. Pacejka, Tire and Vehicle Dynamics (2012), section 1.3 (how a disturbed car settles);
        Seber & Wild, Nonlinear Regression (1989), section 9.3 (known change point, linear).
    """
    design, told = _whitened(stretch, break_s, change)
    unknowns, share, residual = _solved(stretch, design, told)
    inverse = _inverse(stretch, design, share) * stretch.rows_per_fact
    off = _off(stretch, residual)
    back, table = stretch.turn.T, unknowns.reshape(3, 4)
    motion = (back @ table).T
    xy, heading = np.zeros((5, 2)), np.zeros(5)
    xy[1:], heading[1:] = motion[:, :2], motion[:, 2]
    xy[0], heading[0] = _placed(stretch.trajectory, break_s, (xy, heading))
    return BreakFit(
        break_s=break_s,
        ramp_s=float(np.median(stretch.to_s - stretch.from_s)),
        misfit=3 * STEP_TAIL**2 * float(np.sum(np.log1p(off))) / stretch.rows_per_fact,
        xy=xy,
        heading=heading,
        step_covariance=back @ inverse[np.ix_(_STEPS, _STEPS)] @ back.T,
        velocity_covariance=back @ inverse[np.ix_(_STARTS, _STARTS)] @ back.T,
        scatter=Scatter(),
    )


def _whitened(stretch: SeenStretch, break_s: float, change: Change) -> tuple[Array, Array]:
    """Design (n, 3, 12) and steps (n, 3), in sigmas of their cells."""
    parts = SPREAD_PARTS if change.spread_s > 0 else np.zeros(1)
    since_s = [break_s + change.late_s + part * change.spread_s for part in parts]
    bases = [_basis(stretch.from_s - s, stretch.to_s - s, change.relaxed_s) for s in since_s]
    basis = np.mean(bases, axis=0)
    # What was before is told of the supposed moment all the same.
    middle_s = (stretch.from_s + stretch.to_s) / 2 - break_s
    for start in _STARTS:
        basis[:, start // 4, start + 1] = middle_s
    return stretch.white @ basis, np.einsum("nij,nj->ni", stretch.white, stretch.seen)


def _solved(stretch: SeenStretch, design: Array, told: Array) -> tuple[Array, Array, Array]:
    """Unknowns (12,), the share of each step that is believed (n,), and residuals (n, 3)."""
    share, unknowns, residual = np.ones(len(told)), np.zeros(UNKNOWNS), told
    for _ in range(LOOKS):
        weighed = (told * share[:, None]).ravel()
        slope = weighed @ design.reshape(-1, UNKNOWNS) / stretch.scatter
        unknowns = _inverse(stretch, design, share) @ slope
        residual = told - design @ unknowns
        share = 1.0 / (1.0 + _off(stretch, residual))
    return unknowns, share, residual


def _off(stretch: SeenStretch, residual: Array) -> Array:
    """How far off each step is, (n,), as the square of the tail beyond which it counts less."""
    return np.asarray(np.sum(residual**2, axis=1) / (3 * stretch.scatter * STEP_TAIL**2))


def _inverse(stretch: SeenStretch, design: Array, share: Array) -> Array:
    flat = design.reshape(-1, UNKNOWNS)
    normal = (flat * np.repeat(share, 3)[:, None]).T @ flat / stretch.scatter
    return np.asarray(np.linalg.inv(normal + np.diag(_PRIOR)), dtype=np.float64)


def _placed(
    trajectory: GroundTrajectory, break_s: float, motion: tuple[Array, Array]
) -> tuple[Array, float]:
    """Place and heading at the break, going on so from where no blow has smeared the places."""
    since_s = trajectory.pts_s - break_s
    rows = (since_s > -PLACED_S) & (since_s < -CLEAR_S)
    if not rows.any():
        rows = np.arange(len(since_s)) == 0
    powers = np.column_stack([np.zeros(rows.sum()), since_s[rows], since_s[rows] ** 2 / 2])
    place_m = np.mean(trajectory.xy_m[rows] - powers @ motion[0][:3], axis=0)
    heading = np.mean(trajectory.heading_rad[rows] - powers @ motion[1][:3])
    return np.asarray(place_m), float(heading)


def _basis(from_s: Array, to_s: Array, relaxed_s: float) -> Array:
    """Mean velocities over steps, times since the break, of unit unknowns: (n, 3, 12)."""
    step_s = to_s - from_s
    start_s, stop_s = np.maximum(from_s, 0.0), np.maximum(to_s, 0.0)
    stays = (stop_s - start_s) / step_s
    fades = np.exp(-start_s / relaxed_s) - np.exp(-stop_s / relaxed_s)
    fades *= relaxed_s / step_s
    kink = (stop_s**2 - start_s**2) / (2 * step_s)
    basis = np.zeros((len(step_s), 3, UNKNOWNS))
    for axis, step in enumerate((stays, fades, fades)):
        columns = [np.ones(len(step_s)), (from_s + to_s) / 2, step, kink]
        basis[:, axis, 4 * axis : 4 * axis + 4] = np.column_stack(columns)
    return basis
