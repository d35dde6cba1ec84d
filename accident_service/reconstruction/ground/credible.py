"""Which fitted tracks are vehicles, and which are pieces of others or nothing at all."""

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.ground.joint_fit import FittedTrack
from accident_service.reconstruction.ground.trajectory import GroundTrajectory, VehicleClass

Array = NDArray[np.float64]

# Nobody walks faster; what does is a piece of a vehicle.
FASTEST_MPS = {VehicleClass.PEDESTRIAN: 4.0, VehicleClass.TWO_WHEELER: 25.0}
FASTEST_VEHICLE_MPS = 60.0
# Beyond tyres and steering for most of a track; impacts are rare moments of it.
HARDEST_MPS2, SHARPEST_RADPS = 25.0, 3.0
MOST_FRAMES_PCT = 95
# Squared sigmas of the mean outline: no vehicle explains what is worse than this.
WORST_MISFIT = 14.0
# What stays inside another vehicle's outline for this share of its life is part of it. Pieces
# may stick out; a whole vehicle counts only where its middle is well inside the other.
INSIDE_SHARE = 0.5
PIECE_MARGIN_M, WHOLE_MARGIN_M = 0.3, -0.4
SHORTEST_WHOLE_M = 3.0
# Standing counts as going this fast, so that what never moves has a share too.
SLOWEST_WAY_MPS = 0.2
# Twice the doubt of a place: what is never further than this from where it began never went.
# But most of that doubt goes along with the vehicle; who went so far has gone in any case.
STAYS_SIGMAS, GONE_M = 2.0, 1.0


def credible(fits: list[FittedTrack]) -> list[FittedTrack]:
    """The fits that move as vehicles can and are not a piece of a larger one.

    Glass, a lamp or a bumper cut off by a pole or by shadow can form a track of its own; it
    travels inside its vehicle. Two vehicles cannot be in one place.
    """
    return without_pieces([fit for fit in fits if is_possible(fit)])


def without_pieces(fits: list[FittedTrack]) -> list[FittedTrack]:
    """The fits that are not a piece of a larger one."""
    by_size = sorted(fits, key=lambda fit: -_bulk(fit))
    kept: list[FittedTrack] = []
    for fit in by_size:
        if not any(_inside_share(fit, other) > INSIDE_SHARE for other in kept):
            kept.append(fit)
    return [fit for fit in fits if any(fit is other for other in kept)]


def one_each(fits: list[FittedTrack]) -> list[FittedTrack]:
    """The fits, one for each vehicle, now that all were drawn to outlines in the picture.

    Pieces of one vehicle are drawn to the same outline: of two that explain it all along, the
    better is kept.
    """

    def is_worse_twin(fit: FittedTrack) -> bool:
        return any(
            other.misfit < fit.misfit
            and min(_inside_share(fit, other), _inside_share(other, fit)) > INSIDE_SHARE
            for other in fits
            if other is not fit
        )

    return without_pieces([fit for fit in fits if not is_worse_twin(fit)])


def is_possible(fit: FittedTrack) -> bool:
    """Does it move as vehicles of its kind can, and does its outline look like one?"""
    return fit.misfit <= WORST_MISFIT and len(fit.pts_s) > 1 and moves_as_one(fit)


def moves_as_one(fit: FittedTrack) -> bool:
    """Can one road user of its kind move so, but for rare moments?"""
    step_s = np.diff(fit.pts_s)
    fastest = float(np.percentile(np.abs(fit.states[:, 3]), MOST_FRAMES_PCT))
    hardest = float(np.percentile(np.abs(np.diff(fit.states[:, 3])) / step_s, MOST_FRAMES_PCT))
    sharpest = float(np.percentile(np.abs(np.diff(fit.states[:, 2])) / step_s, MOST_FRAMES_PCT))
    can_go = fastest < limit_mps(fit.shape.vehicle_class)
    return can_go and hardest < HARDEST_MPS2 and sharpest < SHARPEST_RADPS


def has_gone(trajectory: GroundTrajectory) -> bool:
    """Was it, beyond doubt, once somewhere else than where it was first seen?

    Leaves, a lamp's pool on the road and a signal that changes stand out from the empty scene
    like a vehicle, and stay. Only what stood in that scene and whose texture tells that it was
    pushed may go less far.
    """
    way_m = np.hypot(*(trajectory.xy_m - trajectory.xy_m[0]).T)
    doubt_m = STAYS_SIGMAS * float(np.median(trajectory.xy_sigma_m.max(axis=1)))
    return bool(way_m.max() > min(doubt_m, GONE_M))


def limit_mps(vehicle_class: VehicleClass) -> float:
    """What no road user of a kind outruns."""
    return FASTEST_MPS.get(vehicle_class, FASTEST_VEHICLE_MPS)


def _bulk(fit: FittedTrack) -> float:
    """Footprint area times time in view, which a piece has less of than its vehicle."""
    return float(fit.size_m[0] * fit.size_m[1] * len(fit.silhouettes))


def _inside_share(fit: FittedTrack, other: FittedTrack) -> float:
    """Share of the first one's way on which its centre lies within the other."""
    if fit.pts_s[-1] < other.pts_s[0] or other.pts_s[-1] < fit.pts_s[0]:
        return 0.0
    common = np.isin(fit.pts_s, other.pts_s, assume_unique=True)
    if not common.any():
        return 0.0
    theirs = other.states[np.isin(other.pts_s, fit.pts_s, assume_unique=True)]
    offset = fit.states[common, :2] - theirs[:, :2]
    cos, sin = np.cos(theirs[:, 2]), np.sin(theirs[:, 2])
    ahead = np.abs(cos * offset[:, 0] + sin * offset[:, 1])
    left = np.abs(-sin * offset[:, 0] + cos * offset[:, 1])
    whole = fit.size_m[0] >= SHORTEST_WHOLE_M
    half = other.size_m[:2] / 2 + (WHOLE_MARGIN_M if whole else PIECE_MARGIN_M)
    inside = (ahead < half[0]) & (left < half[1])
    # A piece goes its vehicle's whole way with it; two that met stand together only afterwards.
    went = np.abs(fit.states[:, 3]) + SLOWEST_WAY_MPS
    return float(went[common][inside].sum() / went.sum())
