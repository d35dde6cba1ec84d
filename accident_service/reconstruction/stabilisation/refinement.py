"""Poses a second time, now that the whole clip has shown which landmarks keep still."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.stabilisation.follower import Follower, Sighting
from accident_service.reconstruction.stabilisation.landmarks import Landmarks
from accident_service.reconstruction.stabilisation.optics import Movement, Optics
from accident_service.reconstruction.stabilisation.pose_fit import (
    DISAGREEING_PX,
    FEWEST_LANDMARKS,
    PoseFit,
    fit_pose,
)

Array = NDArray[np.float64]

# A burnt-in letter moves by nothing while the picture moves.
STUCK_SHARE = 0.5
# Below this spread of a landmark, two differ by chance.
FINEST_PX = 0.08
# What noise makes of a median of distances: 1.1774 sigma of each axis.
_MEDIAN_DISTANCE = 1.1774
# So many pictures tell what it is that moves; it must explain them better than a turn by this.
_TELLING_PICTURES, _CLEARLY = 40, 0.97


@dataclass(frozen=True, slots=True, eq=False)
class Refined:
    """Poses of some pictures, and what chance leaves open of where they show a still point."""

    poses: Array  # (n, 6)
    sigma_px: Array  # (n,)


def refined(follower: Follower, key: int, sightings: Sequence[Sighting]) -> Refined:
    """The poses of pictures that all look for the landmarks of one key picture."""
    landmarks = follower.keys[key]
    if len(landmarks) < FEWEST_LANDMARKS:
        poses = np.stack([sighting.pose for sighting in sightings])
        return Refined(poses, np.zeros(len(sightings)))
    fits = _fits(follower.optics, landmarks, sightings)
    spread_px2 = [
        np.einsum("nia,ab,nib->", landmarks.jacobian, fit.covariance, landmarks.jacobian)
        for fit in fits
    ]
    sigma_px = np.sqrt(np.array(spread_px2) / (2 * len(landmarks)))
    return Refined(np.stack([fit.pose for fit in fits]), sigma_px)


def movement_of(follower: Follower, sightings: Sequence[Sighting]) -> Movement:
    """What moves: whatever leaves the least unexplained of the first key picture's landmarks."""
    known = [one for one in sightings if one.key == 0 and not one.lost]
    known = known[:: max(1, len(known) // _TELLING_PICTURES)]
    landmarks = follower.keys[0]
    if not known or len(landmarks) < FEWEST_LANDMARKS:
        return follower.optics.movement
    left = {
        movement: _unexplained(replace(follower.optics, movement=movement), landmarks, known)
        for movement in Movement
    }
    best = min(Movement, key=lambda movement: left[movement])
    return best if left[best] < _CLEARLY * left[Movement.TURN] else Movement.TURN


def _unexplained(optics: Optics, landmarks: Landmarks, sightings: Sequence[Sighting]) -> float:
    fits = _fits(optics, landmarks.seen_by(optics), sightings)
    residual = np.stack([fit.residual_px for fit in fits]) / DISAGREEING_PX
    square = np.sum(residual**2, axis=2)
    return float(np.nanmean(square / (1.0 + square)))


def _fits(optics: Optics, landmarks: Landmarks, sightings: Sequence[Sighting]) -> list[PoseFit]:
    """Fits with each landmark freed of its own offset and believed as it deserves."""
    found_px = np.stack([sighting.found_px for sighting in sightings]).astype(np.float64)
    first = [sighting.pose for sighting in sightings]
    expected_px = np.stack([optics.pixels_px(landmarks.rays, pose) for pose in first])
    offset_px = _median_or_zero(found_px - expected_px)
    found_px -= offset_px
    # Noise puts a corner a little aside; what is farther off was mostly something else.
    itself = np.hypot(*offset_px.T) < DISAGREEING_PX
    belief = _belief(found_px, expected_px) * itself
    return [
        fit_pose(optics, landmarks, places, belief, pose)
        for places, pose in zip(found_px, first, strict=True)
    ]


def _median_or_zero(values: Array) -> Array:
    """Median over pictures, (landmarks, 2); zero for a landmark that was never found."""
    known = np.isfinite(values).any(axis=(0, 2))
    middle = np.zeros(values.shape[1:])
    middle[known] = np.nanmedian(values[:, known], axis=0)
    return middle


def _belief(found_px: Array, expected_px: Array) -> Array:
    """How much each landmark is to be believed, (n,): 1 for the stillest, 0 for what is stuck."""
    apart_px = np.hypot(*np.moveaxis(found_px - expected_px, 2, 0))
    seen = np.isfinite(apart_px)
    spread_px = np.median(np.where(seen, apart_px, np.inf), axis=0) / _MEDIAN_DISTANCE
    usual_px = np.median(expected_px, axis=0)
    moved_px, showed_px = expected_px - usual_px, np.nan_to_num(found_px - usual_px)
    shown = seen.astype(np.float64)
    travelled = np.einsum("fni,fni,fn->n", moved_px, moved_px, shown)
    followed = np.einsum("fni,fni,fn->n", moved_px, showed_px, shown)
    belief = 1.0 / (1.0 + (spread_px / FINEST_PX) ** 2)
    return np.asarray(np.where(followed < STUCK_SHARE * travelled, 0.0, belief))
