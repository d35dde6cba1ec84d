"""Which momentum did two vehicles exchange? One impulse must explain what both did.

Tyres change velocity over tenths of a second, a body in milliseconds: the impulse explains what
steps at one moment in both, in opposite directions and with the turn that its arm gives.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.uncertainty import Estimate
from accident_service.reconstruction.collision.motion_break import BreakFit
from accident_service.reconstruction.collision.touch import Touch

Array = NDArray[np.float64]

# Cars, vans and trucks weigh about this per square metre of road they cover, within a third.
KG_PER_M2 = 165.0
MASS_SHARES = (0.6, 0.8, 1.0, 1.25, 1.67)
# What drivers and tyres can add to a step beyond steady acceleration: brakes and steering
# come on within a fifth of a second, at some 30 m/s3. One that stands can neither brake nor
# turn, and moves off gently; with speed the share grows to the whole. A step smoothed over
# longer than `ABRUPT_S` leaves tyres the more to explain.
TYRE_STEP_MPS, TYRE_STEP_RADPS = 0.3, 0.15
STANDING_SHARE, ROLLING_MPS = 0.5, 2.0
ABRUPT_S = 0.2
# Of sheet metal on sheet metal.
FRICTION = 0.7


@dataclass(frozen=True, slots=True, eq=False)
class Impact:
    """The impulse that explains best what both vehicles did."""

    normal: Array  # (2,), from the first into the second
    impulse_kgmps: Array  # (2,) on the second: along the normal, and to its left
    closing_mps: Estimate  # of the touching points along the normal, before
    parting_mps: float  # and after; negative while still closing


def impact_of(fits: tuple[BreakFit, BreakFit], touch: Touch) -> Impact:
    """Fit one impulse at the point of touch to the steps of both vehicles.

    Which of two faces was hit at a corner, and how heavy the two are, is left to whatever
    explains the steps best.

    Reference:
        Brach & Brach, Vehicle Accident Analysis and Reconstruction Methods (2011),
        chapter 6 (planar impact mechanics).
    """
    steps, weight = _steps(fits)
    best, normal, least = np.zeros(2), touch.normals[0], float(steps @ weight @ steps)
    for face in touch.normals:
        for share in MASS_SHARES:
            effect = effect_of_impulse(touch, face, share)
            impulse = _impulse(effect, weight, steps)
            residual = steps - effect @ impulse
            misfit = float(residual @ weight @ residual)
            if misfit < least:
                best, normal, least = impulse, face, misfit
    return Impact(
        normal=normal,
        impulse_kgmps=best,
        closing_mps=closing_at_point(fits, touch, normal),
        parting_mps=_parting_mps(fits, touch, normal),
    )


def _steps(fits: tuple[BreakFit, BreakFit]) -> tuple[Array, Array]:
    """The six steps and the inverse of their covariance, tyres included."""
    doubt = np.zeros((6, 6))
    doubt[:3, :3] = fits[0].step_covariance + _tyres(fits[0])
    doubt[3:, 3:] = fits[1].step_covariance + _tyres(fits[1])
    steps = np.concatenate([fit.step for fit in fits])
    return steps, np.asarray(np.linalg.inv(doubt), dtype=np.float64)


def closing_at_point(fits: tuple[BreakFit, BreakFit], touch: Touch, normal: Array) -> Estimate:
    """How fast the touching points closed along the normal before the break (m/s)."""
    lever = closing_of_steps(touch, normal)
    spread = np.zeros((6, 6))
    spread[:3, :3], spread[3:, 3:] = (fit.velocity_covariance for fit in fits)
    before = np.concatenate([fit.before for fit in fits])
    return Estimate(float(lever @ before), float(np.sqrt(lever @ spread @ lever)))


def _parting_mps(fits: tuple[BreakFit, BreakFit], touch: Touch, normal: Array) -> float:
    after = np.concatenate([fit.before + fit.step for fit in fits])
    return -float(closing_of_steps(touch, normal) @ after)


def _tyres(fit: BreakFit) -> Array:
    """Covariance of the steps that driving alone may show."""
    speed_mps = float(np.hypot(*fit.before[:2]))
    share = min(STANDING_SHARE + (1 - STANDING_SHARE) * speed_mps / ROLLING_MPS, 1.0)
    share *= max(fit.ramp_s / ABRUPT_S, 1.0)
    sigma = share * np.array([TYRE_STEP_MPS, TYRE_STEP_MPS, TYRE_STEP_RADPS])
    return np.diag(sigma**2)


def _impulse(effect: Array, weight: Array, steps: Array) -> Array:
    """The best impulse that pushes, and rubs no more than friction lets it."""
    free = np.linalg.solve(effect.T @ weight @ effect, effect.T @ weight @ steps)
    if free[0] <= 0:
        return np.zeros(2)
    if abs(free[1]) <= FRICTION * free[0]:
        return np.asarray(free)
    direction = np.array([1.0, np.copysign(FRICTION, free[1])])
    along = effect @ direction
    size = float(along @ weight @ steps) / float(along @ weight @ along)
    return direction * max(size, 0.0)


def effect_of_impulse(touch: Touch, normal: Array, share: float) -> Array:
    """Steps (vx, vy, yaw rate of first, then second) of unit impulses, (6, 2)."""
    left = np.array([-normal[1], normal[0]])
    effect = np.zeros((6, 2))
    # The share is of the second's mass to the first's, beyond what their sizes say.
    halves = ((touch.first, -1.0, share**-0.5, 0), (touch.second, 1.0, share**0.5, 3))
    for box, sign, heavier, row in halves:
        length_m, width_m = 2 * box.half_m
        mass_kg = KG_PER_M2 * length_m * width_m * heavier
        inertia_kgm2 = mass_kg * (length_m**2 + width_m**2) / 12
        arm_m = touch.point_m - box.xy_m[0]
        for column, push in enumerate((normal, left)):
            effect[row : row + 2, column] = sign * push / mass_kg
            turn = arm_m[0] * push[1] - arm_m[1] * push[0]
            effect[row + 2, column] = sign * turn / inertia_kgm2
    return effect


def closing_of_steps(touch: Touch, normal: Array) -> Array:
    """Weights that turn (vx, vy, yaw rate) of both into closing speed at the point, (6,)."""
    weights = []
    for box, sign in ((touch.first, 1.0), (touch.second, -1.0)):
        arm_m = touch.point_m - box.xy_m[0]
        turn = arm_m[0] * normal[1] - arm_m[1] * normal[0]
        weights.extend([sign * normal[0], sign * normal[1], sign * turn])
    return np.array(weights)
