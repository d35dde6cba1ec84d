"""Is a thing one vehicle, or several that looked like one?

Several vehicles have more numbers to explain with, so they must explain much better, and each
must be one that stands up by itself.
"""

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.ground.first_guess import way_m
from accident_service.reconstruction.ground.joint_fit import FittedTrack
from accident_service.reconstruction.ground.together import (
    Followed,
    Moments,
    own_share,
    unexplained_share,
)
from accident_service.reconstruction.ground.vehicle_fit import badness

Array = NDArray[np.float64]

# Worse than this, in squared sigmas of an outline, or further than this from its kind's usual
# size, in sigmas, one vehicle is an unlikely account.
DOUBTFUL_MISFIT, DOUBTFUL_STRAY = 2.0, 2.5
# Several must be better than one by this much: in squared sigmas per outline, on average, and
# by half; ...
LEAST_BETTER, BETTER_SHARE = 1.0, 0.5
# ... and leave at most this share of what one leaves unexplained of the pixels.
LEFT_SHARE = 0.9
# Each covers body that no other does, this share of its own outline at the mean moment.
LEAST_OWN_SHARE = 0.2
# Each is of a size that hardly any of its kind exceeds, in sigmas, and seen for so long.
LARGEST_STRAY, LEAST_SEEN_S = 3.0, 1.0


def is_doubtful(fit: FittedTrack) -> bool:
    """Is one vehicle an unlikely account of what was fitted?"""
    return fit.misfit > DOUBTFUL_MISFIT or _stray(fit) > DOUBTFUL_STRAY


def are_better(
    moments: Moments, pts_s: Array, one: FittedTrack, several: list[FittedTrack]
) -> bool:
    """Do several vehicles explain outlines and pixels clearly better than one?

    Args:
        moments: At which the thing was looked at.
        pts_s: Their times, (k,).
    """
    sights = np.array([len(fit.silhouettes) for fit in several])
    worse, better = badness(one), np.average([badness(fit) for fit in several], weights=sights)
    vehicles = [_at(fit, pts_s) for fit in several]
    told = np.any([vehicle.seen for vehicle in vehicles], axis=0)
    left = unexplained_share(moments, vehicles)[told]
    left_by_one = unexplained_share(moments, [_at(one, pts_s)])[told]
    return bool(
        all(_is_vehicle(fit) for fit in several)
        and better < min(worse - LEAST_BETTER, BETTER_SHARE * worse)
        and left.mean() < LEFT_SHARE * left_by_one.mean()
        and own_share(moments, vehicles).min() > LEAST_OWN_SHARE
    )


def _is_vehicle(fit: FittedTrack) -> bool:
    """Is it of a usual size, seen for long, and gone farther than the ghost of one that left?"""
    seen_s = len(fit.silhouettes) * float(np.median(np.diff(fit.pts_s)))
    goes = way_m(fit.states[:, :2]) > float(fit.size_m[0])
    return goes and seen_s >= LEAST_SEEN_S and _stray(fit) <= LARGEST_STRAY


def _stray(fit: FittedTrack) -> float:
    """How far length, width or height is from the kind's usual one, in sigmas, at most."""
    return float(np.abs((fit.size_m - fit.shape.size_m)[:3] / fit.shape.size_sigma_m[:3]).max())


def _at(fit: FittedTrack, pts_s: Array) -> Followed:
    """A fit at some times, seen at those that it holds."""
    rows = np.searchsorted(fit.pts_s, pts_s - 1e-6)
    seen = (pts_s > fit.pts_s[0] - 1e-6) & (pts_s < fit.pts_s[-1] + 1e-6)
    poses = fit.states[np.clip(rows, 0, len(fit.states) - 1), :3]
    return Followed(fit.shape, fit.size_m, poses, seen)
