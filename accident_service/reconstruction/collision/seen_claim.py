"""Is there a contact in an encounter, by what the pictures tell step by step?

The claim on trajectories asks whether two smoothed motions broke together; a blow that fell
lightly, or once, is lost in the smoothing. Here the steps between pictures are asked themselves.
"""

from dataclasses import replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.collision.claim import (
    LEAST_LOG_ODDS,
    Claim,
    claim_of,
    first_touch,
    placed_in_time,
    stands,
)
from accident_service.reconstruction.collision.contact_time import (
    FEWEST_MOMENTS,
    FINENESS,
    SEARCH_S,
    TriedMoments,
    likely,
)
from accident_service.reconstruction.collision.encounter import Encounter
from accident_service.reconstruction.collision.motion_break import BreakFit
from accident_service.reconstruction.collision.seen_break import (
    RELAXED_S,
    USUAL_RELAXED_S,
    Change,
    SeenStretch,
    fit_seen_break,
    seen_stretch,
    settled_seen,
)
from accident_service.reconstruction.collision.touch_odds import driven_gently, most_log_odds
from accident_service.reconstruction.ground.seen_motion import SeenMotion

# Who evades does so over this long, begun a little earlier or later, and goes on steering so.
EVADING_S, LATE_S, STEERED_S = 0.25, (-0.1, 0.0, 0.1), 10.0

Array = NDArray[np.float64]
Pair = tuple[SeenStretch, SeenStretch]


def best_seen_claim(encounter: Encounter, motions: tuple[SeenMotion, SeenMotion]) -> Claim | None:
    """The first touch of the pair, or None where no moment shows one beyond doubt.

    Args:
        motions: Of the first and the second.
    """
    moments_s = _moments_s(encounter)
    best = first_touch(moments_s, lambda pts_s: _claim_at(encounter, motions, pts_s))
    return None if best is None else _timed(encounter, motions, best)


def _moments_s(encounter: Encounter) -> Array:
    """The moments at which they may have touched, and those halfway from one row to the next."""
    possible_s = encounter.possible_s
    at = np.searchsorted(encounter.pts_s, possible_s)
    halfway_s = (encounter.pts_s[np.maximum(at - 1, 0)] + possible_s) / 2
    return np.union1d(possible_s, halfway_s)


def _claim_at(
    encounter: Encounter, motions: tuple[SeenMotion, SeenMotion], pts_s: float
) -> Claim | None:
    pair = _pair_around(encounter, motions, pts_s)
    if pair is None:
        return None
    usual = tuple(fit_seen_break(stretch, pts_s, Change(USUAL_RELAXED_S)) for stretch in pair)
    if most_log_odds((usual[0], usual[1])) < LEAST_LOG_ODDS / 2:
        return None
    claims = [
        claim_of(encounter, (one, other))
        for one, other in product(*(_weighed_fits(stretch, pts_s) for stretch in pair))
        if most_log_odds((one, other)) >= LEAST_LOG_ODDS
    ]
    standing = [claim for claim in claims if stands(claim)]
    return max(standing, key=lambda claim: claim.log_odds, default=None)


def _pair_around(
    encounter: Encounter, motions: tuple[SeenMotion, SeenMotion], pts_s: float
) -> Pair | None:
    """The steps of both around a moment; None where there are too few to tell."""
    one, other = (
        seen_stretch(trajectory, motion, pts_s)
        for trajectory, motion in zip((encounter.first, encounter.second), motions, strict=True)
    )
    if not (one.holds(pts_s) and other.holds(pts_s)):
        return None
    return settled_seen(one, pts_s), settled_seen(other, pts_s)


def _likely_fits(stretch: SeenStretch, pts_s: float) -> list[BreakFit]:
    """The break at a moment for each time that the tyres may have taken to settle."""
    return likely(fit_seen_break(stretch, pts_s, Change(one_s)) for one_s in RELAXED_S)


def _weighed_fits(stretch: SeenStretch, pts_s: float) -> list[BreakFit]:
    """The likely fits, each told how well a driver's doing explains the same."""
    gentle = [
        fit_seen_break(stretch, pts_s, Change(STEERED_S, EVADING_S, late_s)) for late_s in LATE_S
    ]
    return [
        replace(fit, driven=max(driven_gently(fit, one) for one in gentle))
        for fit in _likely_fits(stretch, pts_s)
    ]


def _timed(
    encounter: Encounter, motions: tuple[SeenMotion, SeenMotion], coarse: Claim
) -> Claim | None:
    """The claim at the moment that fits both motions best, or as it was where none stands there."""
    pair = _pair_around(encounter, motions, coarse.pts_s)
    if pair is None:
        return None
    tried = _tried(pair, coarse.pts_s)
    if len(tried.pts_s) < FEWEST_MOMENTS:
        return None
    best_s = tried.best_s
    claims = [
        claim_of(encounter, (one, other))
        for one, other in product(*(_weighed_fits(stretch, best_s) for stretch in pair))
    ]
    claim = max(claims, key=lambda claim: (stands(claim), claim.log_odds))
    return placed_in_time(encounter, claim if stands(claim) else coarse, tried)


def _tried(pair: Pair, around_s: float) -> TriedMoments:
    """How well moments around one explain both motions."""
    frame_s = max(float(np.median(one.to_s - one.from_s)) for one in pair)
    moments_s = np.arange(around_s - SEARCH_S, around_s + SEARCH_S, frame_s / FINENESS)
    held = np.array([one for one in moments_s if all(stretch.holds(one) for stretch in pair)])
    misfit = [
        sum(min(fit.misfit for fit in _likely_fits(stretch, float(one))) for stretch in pair)
        for one in held
    ]
    return TriedMoments(held, np.array(misfit), frame_s)
