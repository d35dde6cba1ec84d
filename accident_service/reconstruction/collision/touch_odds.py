"""Is a blow between the two a better story of what both did than their drivers are?

Two stories are compared at one moment. In the first, each vehicle does what its driver and its
tyres do by themselves, seldom much in so short a time. In the second, one impulse at the point
of touch acts on both besides; how large it must be follows from how fast they closed, give or
take restitution, friction, masses and the face that was hit. The second story is judged by the
average over all of these, so it is not believed for being pliable. Weak steps of two vehicles
that fit together speak louder than a strong one of one alone.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from accident_service.reconstruction.collision.impact import (
    STANDING_SHARE,
    closing_at_point,
    closing_of_steps,
    effect_of_impulse,
)
from accident_service.reconstruction.collision.motion_break import BreakFit
from accident_service.reconstruction.collision.touch import Touch

Array = NDArray[np.float64]

# What brakes (up to 30 m/s3) and steering add ahead, aside (m/s) and in yaw rate (rad/s) within
# the smoothing of a trajectory beyond steady acceleration (one sigma). One that stands can
# neither brake nor turn, and moves off gently; with speed the share grows to the whole.
DRIVEN_STEP = np.array([0.2, 0.12, 0.08])
ROLLING_MPS = 2.0
# Who evades throws the wheel round or stamps on the brake; at a close pass that is about as
# likely as not. What comes of it besides steady acceleration, ahead, aside and in yaw; hardly
# anything of one that stands.
EVADING_STEP, EVADING, EVADING_AT_REST = np.array([0.3, 0.3, 0.35]), 0.5, 0.15
# A step smoothed over longer leaves drivers the more to explain.
ABRUPT_S = 0.2
# Some drivers act much harder than most: Student's t of so many degrees of freedom.
TAIL = 4.0
# Share of the closing speed given back: bodies at low speed (Brach & Brach, table 6.1), and
# below zero where part of the blow is not yet seen.
GIVEN_BACK = np.array([-0.2, 0.0, 0.15, 0.3, 0.5])
# Friction of sheet metal on sheet metal, either way.
RUBBING = np.array([-0.6, -0.3, 0.0, 0.3, 0.6])
# What the second weighs, for its size, of what the first does.
MASS_SHARES = (0.65, 1.0, 1.5)
# The middle of the touching parts is known to so much, along the seam.
ASIDE_M = (-0.3, 0.0, 0.3)
# Tracks tell a blow by a third too large or too small: what they smear is drawn out of braking.
SMEARED_SHARE = 0.3
# Half way between two frictions or two points that are tried, a blow of 1 m/s is off by so much:
# aside by 0.1 m/s, in yaw by 0.1 rad/s.
BETWEEN_TRIES = 0.1
# What shows less of a blow than this, or so much more, shows something else.
LEAST_SEEN_SHARE = 0.4
# The closing speed itself, in its sigmas.
CLOSING_SIGMAS = np.array([-1.0, 0.0, 1.0])
LEAST_CLOSING_MPS = 0.05
# Action and reaction: where what one of the two did is told worse by half, the blow that tells
# the other is none between these two.
LEAST_OF_EITHER = -math.log(2.0)


def log_odds_of_touch(fits: tuple[BreakFit, BreakFit], touch: Touch) -> float:
    """Natural logarithm of the Bayes factor "a blow" over "no blow", from both steps.

    Minus infinity where the two were not closing. Wrong where a step comes from the tracks
    themselves, such as one vehicle taken over from another.

    Reference:
        Kass & Raftery, Bayes Factors, JASA 90 (1995); Brach & Brach, Vehicle Accident Analysis
        and Reconstruction Methods (2011), chapter 6 (planar impact mechanics).
    """
    expected = [*_expected_steps(fits, touch)]
    if not expected:
        return -math.inf
    story = np.concatenate(expected)
    parts = np.array(
        [
            _log_density_of_blow(fit, part) - _log_density_of_driver(fit)
            for part, fit in zip((story[:, :3], story[:, 3:]), fits, strict=True)
        ]
    )
    told = np.where(parts.min(axis=0) >= LEAST_OF_EITHER, parts.sum(axis=0), -np.inf)
    return float(logsumexp(told)) - math.log(len(told))


def most_log_odds(fits: tuple[BreakFit, BreakFit]) -> float:
    """What the odds would be, were the steps exactly those of a blow: never less than they are."""
    return -sum(_log_density_of_driver(fit) for fit in fits)


def driven_gently(abrupt: BreakFit, gentle: BreakFit) -> float:
    """What a driver's swerve or stamp over some tenths of a second makes of the same motion.

    Logarithm, on the scale on which abrupt steps are weighed here: how much worse (or better)
    it explains what was seen, and how seldom drivers act so hard.

    Args:
        abrupt: The motion with its step at one moment.
        gentle: The same with the step spread over the time that drivers take.
    """
    wide = _covariance(gentle, EVADING_STEP, EVADING_AT_REST)
    narrow = _covariance(abrupt, DRIVEN_STEP, STANDING_SHARE)
    room = _log_room(gentle.step_covariance, wide) - _log_room(abrupt.step_covariance, narrow)
    seldom = float(_log_density(gentle.step, np.asarray(np.linalg.inv(wide))))
    return math.log(EVADING) + seldom + (abrupt.misfit - gentle.misfit + room) / 2


def _log_room(told: Array, expected: Array) -> float:
    """How much room steps have as they are told, in that which they were expected in."""
    return float(np.linalg.slogdet(told)[1] - np.linalg.slogdet(expected)[1])


def _log_density_of_driver(fit: BreakFit) -> float:
    return float(np.logaddexp(float(_log_density(fit.step, _weight(fit))), fit.driven))


def _weight(fit: BreakFit) -> Array:
    """Inverse covariance (3, 3) of steps that are no blow: the driver's, and the track's errors."""
    sigma = DRIVEN_STEP * max(fit.ramp_s / ABRUPT_S, 1.0)
    return np.asarray(np.linalg.inv(_covariance(fit, sigma, STANDING_SHARE)))


def _covariance(fit: BreakFit, driven: Array, at_rest: float) -> Array:
    """Of steps (3, 3) that drivers add with these sigmas when rolling, as they are seen."""
    rolling = min(float(np.hypot(*fit.before[:2])) / ROLLING_MPS, 1.0)
    sigma = driven * (at_rest + (1 - at_rest) * rolling)
    cos, sin = math.cos(fit.heading[0]), math.sin(fit.heading[0])
    turned = np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])
    return np.asarray(fit.step_covariance + turned @ np.diag(sigma**2) @ turned.T)


def _log_density(steps: Array, weight: Array) -> Array:
    """Of a three-dimensional Student's t, but for a constant."""
    power = np.einsum("...i,ij,...j->...", steps, weight, steps)
    return np.asarray(-(TAIL + 3) / 2 * np.log1p(power / TAIL))


def _log_density_of_blow(fit: BreakFit, parts: Array) -> Array:
    """Of a step where a blow gave each of `parts` (k, 3), but for the constant of `_log_density`.

    A track that smeared the blow tells its size only roughly, but neither where it pushed nor
    nothing of it; a story that leaves the size open says less, by the room it takes.
    """
    weight = _weight(fit)
    covariance = np.linalg.inv(weight)
    smeared = SMEARED_SHARE * parts
    between = BETWEEN_TRIES * np.hypot(parts[:, 0], parts[:, 1])
    wider = covariance + smeared[:, :, None] * smeared[:, None, :]
    wider += between[:, None, None] ** 2 * np.eye(3)
    left = fit.step - parts
    power = np.einsum("ki,kij,kj->k", left, np.linalg.inv(wider), left)
    room = (np.linalg.slogdet(wider)[1] - np.linalg.slogdet(covariance)[1]) / 2
    seen_share = (parts @ weight @ fit.step) / np.einsum("ki,ij,kj->k", parts, weight, parts)
    of_its_size = (seen_share > LEAST_SEEN_SHARE) & (seen_share < 1 / LEAST_SEEN_SHARE)
    density = -(TAIL + 3) / 2 * np.log1p(power / TAIL) - room
    return np.asarray(np.where(of_its_size, density, -np.inf))


def _expected_steps(fits: tuple[BreakFit, BreakFit], touch: Touch) -> Iterator[Array]:
    """Steps (k, 6) of both under blows of every kind, for each face and share of masses."""
    for face in touch.normals:
        closing = closing_at_point(fits, touch, face)
        if closing.value <= LEAST_CLOSING_MPS:
            continue
        closing_mps = np.maximum(closing.value + CLOSING_SIGMAS * closing.sigma, LEAST_CLOSING_MPS)
        lost_mps = np.outer(closing_mps, 1 + GIVEN_BACK).ravel()
        left = np.array([-face[1], face[0]])
        for share, aside_m in product(MASS_SHARES, ASIDE_M):
            moved = replace(touch, point_m=touch.point_m + aside_m * left)
            effect = effect_of_impulse(moved, face, share)
            # Closing speed lost by a unit push.
            yields = -float(closing_of_steps(moved, face) @ effect[:, 0])
            push = lost_mps / yields
            rub = np.outer(push, RUBBING)
            yield (push[:, None, None] * effect[:, 0] + rub[:, :, None] * effect[:, 1]).reshape(
                -1, 6
            )
