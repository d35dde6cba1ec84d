"""How vehicles move: smoothly, along their wheels, until something hits them.

State per frame: x, y (m, footprint centre), heading (rad), speed (m/s along the heading).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.ground.normal_equations import NormalEquations

Array = NDArray[np.float64]

# The point that moves straight ahead is the rear axle of a crawling car (0.28 of the length
# behind the centre) and moves forward as its rear tyres slip; it is taken to be half way, ...
STRAIGHT_SHARE = 0.14
# ... give or take as much, ...
STRAIGHT_SIGMA_SHARE = 0.14
# ... and a skid in a collision is left to the weight's tail.
SLIP_MPS = 0.08
# Integration error of a frame interval at ordinary accelerations.
ALONG_MPS = 0.05
# A car that spins after a blow turns by some two or three radians a second, nothing by more than
# this; a fit that does has leapt into a pose that something else explains.
FASTEST_TURN_RADPS, LEAP_SIGMA_RAD = 5.0, 0.02
# What stands moves no faster than could be missed.
STANDING_MPS = 0.02
# Drivers change acceleration at a few m/s3; brakes and turns begin within a third of a second.
JERK_MPS3 = 10.0
YAW_JERK_RADPS2 = 1.5
# Nothing on tyres gains or loses more than gravity times friction for long.
ACCELERATION_MPS2 = 9.0
# Within the step of a blow neither the speed before nor that after holds throughout.
BLOW_MPS = 2.0
# Beyond this many sigmas a term is taken for an event, not for noise.
TAIL = 2.0


def heavy_tailed(residual: Array, sigma: Array | float, tail: float = TAIL) -> Array:
    """Weights under which large residuals lose their pull (Cauchy's distribution)."""
    scaled = residual / sigma
    return np.asarray(1.0 / ((1.0 + (scaled / tail) ** 2) * np.square(sigma)))


@dataclass(frozen=True, slots=True)
class Breaks:
    """The rows by which a vehicle's motion has changed at once.

    No tie of speed and yaw rate holds across the step before such a row.
    """

    begins_at: int | None = None  # it stood until then
    struck_at: tuple[int, ...] = ()  # blows

    def ties(self, count: int) -> Array:
        """1 for every step that ties its ends, 0 for those across a break, (count,)."""
        free = np.ones(count)
        for row in (self.begins_at, *self.struck_at):
            if row is not None and 0 < row <= count:
                free[row - 1] = 0.0
        return free

    def along_mps(self, count: int) -> Array:
        """How far off the mean speed of a step may be, (count,): across a blow it says little."""
        allowed = np.full(count, ALONG_MPS)
        for row in self.struck_at:
            if 0 < row <= count:
                allowed[row - 1] = BLOW_MPS
        return allowed


UNBROKEN = Breaks()


def add_motion(
    normal: NormalEquations,
    states: Array,
    pts_s: Array,
    length_m: float,
    breaks: Breaks = UNBROKEN,
) -> None:
    """Add what vehicle motion says about neighbouring states."""
    step_s = np.diff(pts_s)
    free, along_mps = breaks.ties(len(step_s)), breaks.along_mps(len(step_s))
    _add_rolling(normal, states, step_s, (length_m, along_mps))
    _add_speed_limits(normal, states, step_s, free)
    if len(states) >= 3:
        _add_smoothness(normal, states, step_s, free)


def add_standing(normal: NormalEquations, states: Array, until: int) -> None:
    """Add that the vehicle stood still in every frame before `until`."""
    rows = np.arange(until)
    jacobian = np.zeros((until, 1, 4))
    jacobian[:, 0, 3] = 1.0
    weight = np.full((until, 1), STANDING_MPS**-2)
    normal.add(rows, jacobian, states[:until, 3:4], weight)


def _add_rolling(
    normal: NormalEquations, states: Array, step_s: Array, how: tuple[float, Array]
) -> None:
    """The point between centre and rear axle moves along the mean heading at the mean speed.

    Args:
        how: The vehicle's length, and how far off that speed may be in each step.
    """
    length_m, along_mps = how
    arm_m = STRAIGHT_SHARE * length_m
    heading = (states[1:, 2] + states[:-1, 2]) / 2
    ahead = np.column_stack([np.cos(heading), np.sin(heading)])
    left = np.column_stack([-ahead[:, 1], ahead[:, 0]])
    facing = np.column_stack([np.cos(states[:, 2]), np.sin(states[:, 2])])
    turning = np.column_stack([-facing[:, 1], facing[:, 0]])
    axle = states[:, :2] - arm_m * facing
    moved = axle[1:] - axle[:-1]
    speed = (states[1:, 3] + states[:-1, 3]) / 2
    along = np.sum(moved * ahead, axis=1) - speed * step_s
    aside = np.sum(moved * left, axis=1)
    residual = np.column_stack([along, aside])
    jacobian = np.zeros((len(step_s), 2, 8))
    for row, axis, swing in ((0, ahead, aside), (1, left, -(along + speed * step_s))):
        jacobian[:, row, 0:2] = -axis
        jacobian[:, row, 4:6] = axis
        jacobian[:, row, 2] = arm_m * np.sum(turning[:-1] * axis, axis=1) + swing / 2
        jacobian[:, row, 6] = -arm_m * np.sum(turning[1:] * axis, axis=1) + swing / 2
    jacobian[:, 0, 3] = jacobian[:, 0, 7] = -step_s / 2
    swing_m = STRAIGHT_SIGMA_SHARE * length_m * np.abs(np.diff(states[:, 2]))
    sideways = heavy_tailed(aside, np.hypot(SLIP_MPS * step_s, swing_m))
    weight = np.column_stack([1.0 / (along_mps * step_s) ** 2, sideways])
    normal.add(np.arange(len(step_s)), jacobian, residual, weight)


def _add_speed_limits(normal: NormalEquations, states: Array, step_s: Array, free: Array) -> None:
    """Weakly: speed changes no faster than tyres allow, and a standing vehicle keeps facing."""
    jacobian = np.zeros((len(step_s), 2, 8))
    jacobian[:, 0, 3], jacobian[:, 0, 7] = -1.0, 1.0
    jacobian[:, 1, 2], jacobian[:, 1, 6] = -1.0, 1.0
    residual = np.column_stack([np.diff(states[:, 3]), np.diff(states[:, 2])])
    # Steering lock: the path's radius is at least some five metres.
    turn_rad = (np.abs(states[1:, 3]) / 5.0 + 0.02) * step_s
    weight = np.column_stack(
        [
            heavy_tailed(residual[:, 0], ACCELERATION_MPS2 * step_s) * free,
            heavy_tailed(residual[:, 1], turn_rad),
        ]
    )
    normal.add(np.arange(len(step_s)), jacobian, residual, weight)
    beyond = np.abs(residual[:, 1]) - FASTEST_TURN_RADPS * step_s
    leaps = np.where(beyond > 0.0, LEAP_SIGMA_RAD**-2, 0.0)[:, None]
    excess = (np.sign(residual[:, 1]) * np.maximum(beyond, 0.0))[:, None]
    normal.add(np.arange(len(step_s)), jacobian[:, 1:], excess, leaps)


def _add_smoothness(normal: NormalEquations, states: Array, step_s: Array, free: Array) -> None:
    """Acceleration and yaw rate change gently, but for the instant of an impact."""
    before, after = step_s[:-1], step_s[1:]
    middle = (before + after) / 2
    jacobian = np.zeros((len(middle), 2, 12))
    residual = np.zeros((len(middle), 2))
    for row, unknown in ((0, 3), (1, 2)):
        rates = np.diff(states[:, unknown]) / step_s
        residual[:, row] = np.diff(rates)
        jacobian[:, row, unknown] = 1.0 / before
        jacobian[:, row, 4 + unknown] = -1.0 / before - 1.0 / after
        jacobian[:, row, 8 + unknown] = 1.0 / after
    weight = np.column_stack(
        [
            heavy_tailed(residual[:, 0], JERK_MPS3 * middle),
            heavy_tailed(residual[:, 1], YAW_JERK_RADPS2 * middle),
        ]
    )
    weight *= (free[1:] * free[:-1])[:, None]
    normal.add(np.arange(len(middle)), jacobian, residual, weight)
