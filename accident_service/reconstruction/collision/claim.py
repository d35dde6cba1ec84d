"""Is there a contact in an encounter, and what speaks for it?"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.collision.contact_time import (
    break_time,
    joint_time,
    settled,
)
from accident_service.reconstruction.collision.encounter import Encounter
from accident_service.reconstruction.collision.impact import Impact, impact_of, unsteadiness
from accident_service.reconstruction.collision.motion_break import (
    BreakFit,
    fit_break,
    stretch_of,
)
from accident_service.reconstruction.collision.touch import Touch, touch_of

Array = NDArray[np.float64]

# Fall of chi-square for the two components of an impulse: what tyres do by chance exceeds
# this three times in a thousand, the three sigmas of one unknown. [design]
LEAST_EVIDENCE = 11.8
# An impulse that leaves more than this share of what it explains is no explanation.
MOST_UNEXPLAINED = 0.7
# Action and reaction: each must show this much of its part, within what can be seen of it.
LEAST_SHARE = 0.5
# After a touch the points no longer close; crumpling and doubt leave at most this share.
MOST_STILL_CLOSING = 0.5
# Nor do bodies spring apart faster than they came: even bumpers give back less than this.
MOST_RESTITUTION = 0.8
LEAST_CLOSING_MPS = 0.1
# Moments that pass together are of one touch.
ONE_TOUCH_S = 0.4
COARSE_RAMP_S = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """A contact held for real, with its time."""

    fits: tuple[BreakFit, BreakFit]
    touch: Touch
    impact: Impact
    evidence: float  # of the impulse, less what the outlines say against it
    pts_s: float
    pts_interval_s: Interval


def best_claim(encounter: Encounter) -> Claim | None:
    """The first touch of the pair, or None where no moment shows one beyond doubt."""
    first_s, best_s, best = np.inf, 0.0, 0.0
    for pts_s in encounter.possible_s:
        if pts_s > first_s + ONE_TOUCH_S:
            break
        claim = _claim_at(encounter, float(pts_s))
        if claim is not None and _stands(claim):
            first_s = min(first_s, float(pts_s))
            if claim.evidence > best:
                best_s, best = float(pts_s), claim.evidence
    return _timed(encounter, best_s) if best > 0 else None


def _claim_at(encounter: Encounter, pts_s: float) -> Claim | None:
    stretches = [stretch_of(t, pts_s) for t in (encounter.first, encounter.second)]
    if not all(stretch.holds(pts_s) for stretch in stretches):
        return None
    one, other = (fit_break(settled(stretch, pts_s), pts_s, COARSE_RAMP_S) for stretch in stretches)
    if unsteadiness((one, other)) < LEAST_EVIDENCE:
        return None
    return _claim(encounter, (one, other))


def _timed(encounter: Encounter, around_s: float) -> Claim | None:
    """The claim at the moment that fits best, if it still stands there."""
    breaks = break_time((encounter.first, encounter.second), around_s)
    if breaks is None:
        return None
    claim = _claim(encounter, breaks.fits_at(breaks.best_s))
    sigma_m = _gap_sigma_m(encounter, breaks.best_s)
    closing_mps = max(claim.impact.closing_mps.value, LEAST_CLOSING_MPS)
    sigma_s = max(sigma_m / closing_mps, breaks.frame_s / 4)
    pts_s, interval_s = joint_time(breaks, claim.touch.pts_s, sigma_s)
    return replace(claim, pts_s=pts_s, pts_interval_s=interval_s) if _stands(claim) else None


def _claim(encounter: Encounter, fits: tuple[BreakFit, BreakFit]) -> Claim:
    one, other = (
        np.array([t.dimensions.length_m, t.dimensions.width_m]) / 2
        for t in (encounter.first, encounter.second)
    )
    touch = touch_of(fits, (one, other))
    impact = impact_of(fits, touch)
    pts_s = fits[0].break_s
    # How far the outlines, going on undisturbed, still are from meeting at the break.
    off_m = max(touch.gap_m, 0.0) + abs(touch.pts_s - pts_s) * abs(impact.closing_mps.value)
    against = (off_m / _gap_sigma_m(encounter, pts_s)) ** 2
    return Claim(fits, touch, impact, impact.evidence - against, pts_s, Interval(pts_s, pts_s))


def _stands(claim: Claim) -> bool:
    impact = claim.impact
    return (
        claim.evidence >= LEAST_EVIDENCE
        and impact.unexplained <= MOST_UNEXPLAINED * impact.evidence
        and impact.least_share >= LEAST_SHARE
        and _parts_as_bodies_do(impact)
    )


def _parts_as_bodies_do(impact: Impact) -> bool:
    closing_mps, doubt_mps = impact.closing_mps.value, 2 * impact.closing_mps.sigma
    slowest_mps = -MOST_STILL_CLOSING * closing_mps - doubt_mps
    fastest_mps = MOST_RESTITUTION * closing_mps + doubt_mps
    return closing_mps > LEAST_CLOSING_MPS and slowest_mps <= impact.parting_mps <= fastest_mps


def _gap_sigma_m(encounter: Encounter, pts_s: float) -> float:
    return max(float(np.interp(pts_s, encounter.pts_s, encounter.gap_sigma_m)), 1e-3)
