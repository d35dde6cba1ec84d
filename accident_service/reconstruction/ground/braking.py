"""When a driver began to brake, from the speeds of a trajectory and their doubt.

A car slows by itself when the pedal is released. What is called braking here is what lights
the stop lamps: the moment at which the vehicle began to lose speed faster than that.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Estimate, Interval
from accident_service.reconstruction.ground.acceleration import slopes_mps2
from accident_service.reconstruction.ground.trajectory import GroundTrajectory

Array = NDArray[np.float64]

# UN Regulation 13-H, 5.2.22.4 (GB 21670 alike): what slows by more than this, even without
# the pedal, must show its stop lamps; engine drag and rolling stay below it.
BRAKING_MPS2 = 1.3
# No tyre of a car on a road holds more: a greater loss is a blow or a fault of the track.
TYRES_MPS2 = 10.0
# Slowing is one act of braking where it pauses for less than a foot needs to come back.
PAUSE_S = 0.4
# What came before the act, and how much of the act, tells when it began.
BEFORE_S, WITHIN_S = 1.5, 2.0
LEAST_BEFORE_S = 0.3
# From coasting to full braking takes from no time (a panic stop) to seconds (rolling up).
RAMPS_S = (0.0, 0.2, 0.4, 0.8, 1.4, 2.0)
STEP_S = 0.02
# Neighbours share their errors: of slopes over so long on rendered clips 68 in 100 were within
# this of the truth, however little the speeds themselves scattered; over less, fewer.
SLOPE_SIGMA_MPS2, SLOPE_OVER_S = 0.35, 0.8
LEAST_SPEED_MPS = 0.05
# A corner in the speed is rounded by the smoothing of the trajectory over this much.
ROUNDED_S = 0.2
# One sigma of place, both axes together. Far off, where places are doubtful by more, they also
# drift by more than their sigma: of 12 such tracks that seemed to slow 10 did not.
PLACED_M = 0.45
# Fall of chi-square that bounds 95 % of one unknown.
CHI_SQUARE_95 = 3.84
FEWEST_ROWS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class BrakeOnset:
    """The moment from which a vehicle slowed as only brakes do.

    `pts_interval_s` holds the true moment 95 times in a hundred. Where the vehicle was
    slowing already when it was first seen, `seen_to_begin` is False and the moment is that
    of first sight: it braked then or before. `lost_mps` is the speed lost until `until_s`.
    """

    pts_s: float
    pts_interval_s: Interval
    until_s: float
    deceleration_mps2: Estimate  # once it braked, positive
    lost_mps: float
    seen_to_begin: bool = True


class _Act(NamedTuple):
    """Rows of one act of slowing, first and last."""

    first: int
    last: int


class _Fit(NamedTuple):
    misfit: float
    onset_s: float
    slope_mps2: float
    slope_sigma_mps2: float


def brake_onsets(
    trajectory: GroundTrajectory, until_s: float = float("inf")
) -> tuple[BrakeOnset, ...]:
    """Every act of braking that certainly was one, in order of time.

    Certain means: the speed lost is more than both speeds' doubt, and so is the slowing
    itself (k = 2 each). Slowing that may be a released pedal, or a flaw of the track, is no
    onset, nor is what seems to slow where its place is doubtful. Works for either direction
    of travel.

    Args:
        until_s: Rows from here on are left out: after a blow, a slowing vehicle may be
            sliding.
    """
    rows = trajectory.pts_s < until_s
    if np.count_nonzero(rows) < FEWEST_ROWS:
        return ()
    pts_s, speed_mps = trajectory.pts_s[rows], np.abs(trajectory.speed_mps[rows])
    sigma_mps = trajectory.speed_sigma_mps[rows]
    placed = _placed(trajectory)[rows]
    found: list[BrakeOnset] = []
    for act in _acts(pts_s, speed_mps):
        lost_mps = float(speed_mps[act.first] - speed_mps[act.last])
        doubt_mps = COVERAGE_FACTOR * float(np.hypot(sigma_mps[act.first], sigma_mps[act.last]))
        if lost_mps > doubt_mps and placed[act.first : act.last + 1].all():
            found.extend(_onset(pts_s, speed_mps, act, lost_mps))
    return tuple(found)


def surely_unbraked(trajectory: GroundTrajectory, between_s: Interval) -> bool:
    """Was the vehicle followed throughout, and did it certainly not slow as brakes do (k = 2)?"""
    if not (trajectory.covers(between_s.low) and trajectory.covers(between_s.high)):
        return False
    inside = (trajectory.pts_s >= between_s.low) & (trajectory.pts_s <= between_s.high)
    if np.count_nonzero(inside) < FEWEST_ROWS or not _placed(trajectory)[inside].all():
        return False
    slopes = slopes_mps2(trajectory.pts_s[inside], np.abs(trajectory.speed_mps[inside]))
    return bool((slopes - COVERAGE_FACTOR * SLOPE_SIGMA_MPS2 > -BRAKING_MPS2).all())


def _placed(trajectory: GroundTrajectory) -> NDArray[np.bool_]:
    """Where the vehicle's place is known well enough to tell how it slowed, (n,)."""
    return np.asarray(np.hypot(*trajectory.xy_sigma_m.T) <= PLACED_M)


def _acts(pts_s: Array, speed_mps: Array) -> Iterator[_Act]:
    """Stretches of slowing faster than coasting, short pauses included."""
    slowing = np.flatnonzero(slopes_mps2(pts_s, speed_mps) < -BRAKING_MPS2)
    if len(slowing) == 0:
        return
    breaks = np.flatnonzero(np.diff(pts_s[slowing]) > PAUSE_S)
    for first, last in zip(np.r_[0, breaks + 1], np.r_[breaks, len(slowing) - 1], strict=True):
        yield _Act(int(slowing[first]), int(slowing[last]))


def _onset(pts_s: Array, speed_mps: Array, act: _Act, lost_mps: float) -> Iterator[BrakeOnset]:
    """The act with its beginning, if it certainly was braking."""
    start_s, end_s = float(pts_s[act.first]), float(pts_s[act.last])
    near = (pts_s >= start_s - BEFORE_S) & (pts_s <= min(start_s + WITHIN_S, end_s))
    since_s, speeds = pts_s[near] - start_s, speed_mps[near]
    if len(since_s) < FEWEST_ROWS:
        return
    fits = _fits(since_s, speeds)
    best = min(fits, key=lambda fit: fit.misfit)
    over_s = max(end_s - start_s - best.onset_s, STEP_S)
    shared_mps2 = SLOPE_SIGMA_MPS2 * max(SLOPE_OVER_S / over_s, 1.0)
    sigma_mps2 = float(np.hypot(best.slope_sigma_mps2, shared_mps2))
    slowing = Estimate(-best.slope_mps2, sigma_mps2)
    if slowing.interval.low <= BRAKING_MPS2 or slowing.value > TYRES_MPS2:
        return
    likely = [fit.onset_s for fit in fits if fit.misfit <= best.misfit + CHI_SQUARE_95]
    low_s, high_s = min(likely) - ROUNDED_S, max(likely) + ROUNDED_S
    first_s = float(pts_s[0])
    seen = bool(start_s + best.onset_s > first_s + LEAST_BEFORE_S)
    yield BrakeOnset(
        pts_s=start_s + best.onset_s if seen else first_s,
        pts_interval_s=Interval(
            max(start_s + low_s, first_s) if seen else first_s, start_s + high_s
        ),
        until_s=end_s,
        deceleration_mps2=slowing,
        lost_mps=lost_mps,
        seen_to_begin=seen,
    )


def _fits(since_s: Array, speed_mps: Array) -> list[_Fit]:
    """Every beginning tried: steady until a moment, then ever steadier another slope.

    The scatter of the speeds is what the best fit leaves, neighbours that err alike counted
    once.
    """
    tried = [
        (begin_s, ramp_s, *_solved(since_s, speed_mps, begin_s, ramp_s))
        for ramp_s in RAMPS_S
        for begin_s in np.arange(since_s[0], since_s[-1] - ramp_s / 2, STEP_S)
    ]
    _begin, _ramp, unknowns, inverse, residual = min(tried, key=lambda one: float(one[4] @ one[4]))
    variance = _variance(residual)
    found = []
    for begin_s, ramp_s, unknowns, inverse, residual in tried:
        before, after = float(unknowns[1]), float(unknowns[1] + unknowns[2])
        if not after < -BRAKING_MPS2:
            continue
        share = (-BRAKING_MPS2 - before) / (after - before) if before > -BRAKING_MPS2 else 0.0
        spread = inverse[1, 1] + inverse[2, 2] + 2 * inverse[1, 2]
        found.append(
            _Fit(
                misfit=float(residual @ residual) / variance,
                onset_s=float(begin_s + share * ramp_s) if before > -BRAKING_MPS2 else since_s[0],
                slope_mps2=after,
                slope_sigma_mps2=float(np.sqrt(max(spread, 0.0) * variance)),
            )
        )
    return found


def _solved(
    since_s: Array, speed_mps: Array, begin_s: float, ramp_s: float
) -> tuple[Array, Array, Array]:
    """Speed, slope and change of slope; their inverse normal matrix; what is left over."""
    late = since_s - begin_s
    if ramp_s > 0:
        inside = np.clip(late, 0.0, ramp_s)
        kink = inside**2 / (2 * ramp_s) + np.maximum(late - ramp_s, 0.0)
    else:
        kink = np.maximum(late, 0.0)
    design = np.column_stack([np.ones(len(since_s)), since_s, kink])
    inverse = np.linalg.pinv(design.T @ design)
    unknowns = inverse @ (design.T @ speed_mps)
    return unknowns, inverse, speed_mps - design @ unknowns


def _variance(residual: Array) -> float:
    freedom = max(len(residual) - 5, 2)
    power = float(residual @ residual)
    alike = float(residual[1:] @ residual[:-1]) / power if power > 0 else 0.0
    rows_per_fact = (1 + min(max(alike, 0.0), 0.9)) / (1 - min(max(alike, 0.0), 0.9))
    return max(power / freedom, LEAST_SPEED_MPS**2) * rows_per_fact
