"""Is there a contact in an encounter, and what speaks for it?"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.collision.contact_time import (
    CRUMPLE_S,
    USUAL_RAMP_S,
    TriedMoments,
    break_time,
    frame_interval_s,
    joint_time,
    likely,
    settled,
)
from accident_service.reconstruction.collision.encounter import Encounter
from accident_service.reconstruction.collision.impact import Impact, impact_of
from accident_service.reconstruction.collision.motion_break import (
    BreakFit,
    Stretch,
    fit_break,
    stretch_of,
)
from accident_service.reconstruction.collision.touch import Touch, touch_of
from accident_service.reconstruction.collision.touch_odds import log_odds_of_touch, most_log_odds

Array = NDArray[np.float64]

# A blow must be so much the better story (300 to 1): of 300 random meetings that missed by 0.2
# to 0.6 m none says as much, one says 5.6. [measured on tests/scenes/meetings]
LEAST_LOG_ODDS = 5.7
# After a touch the points no longer close; crumpling and doubt leave at most this share.
MOST_STILL_CLOSING = 0.5
# Nor do bodies spring apart faster than they came: even bumpers give back less than this.
MOST_RESTITUTION = 0.8
LEAST_CLOSING_MPS = 0.1
# Moments that pass together are of one touch.
ONE_TOUCH_S = 0.4
COARSE_RAMPS_S = (0.1, 0.2, 0.35, 0.6)
# A finer moment or another smoothing may tell so much more, hardly ever more.
WORTH_A_LOOK = 0.8 * LEAST_LOG_ODDS


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """A contact held for real, with its time."""

    fits: tuple[BreakFit, BreakFit]
    touch: Touch
    impact: Impact
    log_odds: float  # of a blow, by the steps and by whether the outlines meet
    pts_s: float
    pts_interval_s: Interval


def best_claim(encounter: Encounter) -> Claim | None:
    """The first touch of the pair, or None where no moment shows one beyond doubt."""
    best = first_touch(encounter.possible_s, lambda pts_s: _claim_at(encounter, pts_s))
    return None if best is None else _timed(encounter, best)


def first_touch(moments_s: Array, claim_at: Callable[[float], Claim | None]) -> Claim | None:
    """The best claim of the first touch at any of these moments; None where there is none.

    Args:
        moments_s: (n,), increasing.
        claim_at: The claim at a moment, if it stands.
    """
    first_s, best = np.inf, None
    for pts_s in moments_s:
        if pts_s > first_s + ONE_TOUCH_S:
            break
        claim = claim_at(float(pts_s))
        if claim is not None:
            first_s = min(first_s, claim.pts_s)
            if best is None or claim.log_odds > best.log_odds:
                best = claim
    return best


def _claim_at(encounter: Encounter, pts_s: float) -> Claim | None:
    """The claim at a moment, if it stands."""
    stretches = [stretch_of(t, pts_s) for t in (encounter.first, encounter.second)]
    if not all(stretch.holds(pts_s) for stretch in stretches):
        return None
    stretches = [settled(stretch, pts_s) for stretch in stretches]
    fits = [fit_break(stretch, pts_s, USUAL_RAMP_S) for stretch in stretches]
    if most_log_odds((fits[0], fits[1])) < WORTH_A_LOOK:
        return None
    claims = [
        claim_of(encounter, (one, other))
        for one, other in product(*(_likely_fits(stretch, pts_s) for stretch in stretches))
        if most_log_odds((one, other)) >= WORTH_A_LOOK
    ]
    standing = [claim for claim in claims if stands(claim, WORTH_A_LOOK)]
    return max(standing, key=lambda claim: claim.log_odds, default=None)


def _likely_fits(stretch: Stretch, pts_s: float) -> list[BreakFit]:
    """The break at a moment for each smoothing that this trajectory may have undergone."""
    return likely(fit_break(stretch, pts_s, ramp_s) for ramp_s in COARSE_RAMPS_S)


def _timed(encounter: Encounter, coarse: Claim) -> Claim | None:
    """The claim at the moment that fits both motions best, or as it was where none stands there.

    None where neither stands, or the search runs off the rows of either trajectory.
    """
    breaks = break_time((encounter.first, encounter.second), coarse.pts_s)
    if breaks is None:
        return None
    claim = claim_of(encounter, breaks.fits_at(breaks.best_s))
    standing = [one for one in (claim, coarse) if stands(one, LEAST_LOG_ODDS)]
    if not standing:
        return None
    return placed_in_time(encounter, standing[0], breaks)


def placed_in_time(encounter: Encounter, claim: Claim, breaks: TriedMoments) -> Claim:
    """The claim with its time, from the breaks and from where the outlines would meet."""
    sigma_m = _gap_sigma_m(encounter, claim.pts_s)
    closing_mps = max(claim.impact.closing_mps.value, LEAST_CLOSING_MPS)
    sigma_s = max(sigma_m / closing_mps, breaks.frame_s / 4)
    pts_s, interval_s = joint_time(breaks, claim.touch.pts_s, sigma_s)
    return replace(claim, pts_s=pts_s, pts_interval_s=interval_s)


def claim_of(encounter: Encounter, fits: tuple[BreakFit, BreakFit]) -> Claim:
    """What speaks for a blow at the moment at which both motions are supposed to break."""
    one, other = (
        np.array([t.dimensions.length_m, t.dimensions.width_m]) / 2
        for t in (encounter.first, encounter.second)
    )
    touch = touch_of(fits, (one, other))
    impact = impact_of(fits, touch)
    pts_s = fits[0].break_s
    # How far the outlines, going on undisturbed, still are from meeting at the break.
    closing_mps = abs(impact.closing_mps.value)
    off_m = max(touch.gap_m, 0.0) + abs(touch.pts_s - pts_s) * closing_mps
    doubt_m = math.hypot(
        _gap_sigma_m(encounter, pts_s), closing_mps * _moment_sigma_s(encounter, pts_s)
    )
    against = (off_m / doubt_m) ** 2 / 2
    possible = most_log_odds(fits) - against >= WORTH_A_LOOK
    log_odds = log_odds_of_touch(fits, touch) - against if possible else -math.inf
    return Claim(fits, touch, impact, log_odds, pts_s, Interval(pts_s, pts_s))


def _moment_sigma_s(encounter: Encounter, pts_s: float) -> float:
    """A break is looked for frame by frame, and comes after the touch by some crumpling."""
    pair = (encounter.first, encounter.second)
    return math.hypot(CRUMPLE_S, max(frame_interval_s(one, pts_s) for one in pair) / 2)


def stands(claim: Claim, least_log_odds: float = LEAST_LOG_ODDS) -> bool:
    """Is a blow so much the better story, and did the bodies part as bodies do?"""
    return claim.log_odds >= least_log_odds and _parts_as_bodies_do(claim.impact)


def _parts_as_bodies_do(impact: Impact) -> bool:
    closing_mps, doubt_mps = impact.closing_mps.value, 2 * impact.closing_mps.sigma
    slowest_mps = -MOST_STILL_CLOSING * closing_mps - doubt_mps
    fastest_mps = MOST_RESTITUTION * closing_mps + doubt_mps
    if closing_mps <= LEAST_CLOSING_MPS or impact.impulse_kgmps[0] <= 0:
        return False
    return bool(slowest_mps <= impact.parting_mps <= fastest_mps)


def _gap_sigma_m(encounter: Encounter, pts_s: float) -> float:
    return max(float(np.interp(pts_s, encounter.pts_s, encounter.gap_sigma_m)), 1e-3)
