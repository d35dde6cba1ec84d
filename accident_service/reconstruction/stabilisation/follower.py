"""Follow the camera's pose from picture to picture, and find it again where it jumped."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.stabilisation.jump import LEAST_AGREEING, poses_after_jump
from accident_service.reconstruction.stabilisation.landmarks import (
    FAR_LEVELS,
    NEAR_LEVELS,
    Landmarks,
    landmarks_of,
)
from accident_service.reconstruction.stabilisation.optics import AT_REST, Optics
from accident_service.reconstruction.stabilisation.pose_fit import (
    FEWEST_LANDMARKS,
    fit_pose,
    shifted_with_most,
)

Pixels = NDArray[np.uint8]
Array = NDArray[np.float64]

# Where fewer agree on the pose expected, another is tried; it must convince clearly more of
# them: a bus close by moves together as well, a street does so with all it has.
_MANY_AGREEING, _CLEARLY_MORE = 0.5, 1.5
# Landmarks look different when the picture was enlarged, turned or moved by more than this.
_FAR_ZOOM, _FAR_TURN_RAD, _FAR_WIDTHS = 0.04, 0.03, 0.06


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """One picture: where it shows the landmarks of which key picture, and the pose so far."""

    key: int
    found_px: NDArray[np.float32]  # (landmarks of the key, 2); NaN where not found
    pose: Array  # (6,)
    lost: bool


class Follower:
    """The camera's pose, picture by picture; keeps every key picture's landmarks."""

    def __init__(self, optics: Optics) -> None:
        """Start at rest: the first picture's pose is the one others are told from."""
        self.optics = optics
        self.keys: list[Landmarks] = []
        self._pose = AT_REST

    def look_through(self, optics: Optics) -> None:
        """See the key pictures through other optics from here on."""
        self.optics = optics
        self.keys = [key.seen_by(optics) for key in self.keys]

    def follow(self, picture: Pixels) -> Sighting:
        """The camera's pose at the next picture."""
        if not self.keys or len(self.keys[-1]) < FEWEST_LANDMARKS:
            self.keys[-1:] = [landmarks_of(picture, self.optics, self._pose)]
        key = self._nearest_key(self._pose)
        sighting = self._seen(picture, key, self._pose, NEAR_LEVELS)
        if sighting.lost:
            sighting = self._seen(picture, key, self._pose, FAR_LEVELS)
        if sighting.lost:
            for found in poses_after_jump(self.optics, self.keys[key], picture):
                key = self._key_at(picture, found)
                sighting = self._seen(picture, key, found, NEAR_LEVELS)
        if not sighting.lost:
            self._pose = sighting.pose
            if self._far(self.keys[sighting.key], sighting.pose):
                self._key_at(picture, sighting.pose)
        return sighting

    def _seen(self, picture: Pixels, key: int, expected: Array, levels: int) -> Sighting:
        landmarks = self.keys[key]
        nowhere = np.full((len(landmarks), 2), np.nan, dtype=np.float32)
        if len(landmarks) < FEWEST_LANDMARKS:
            return Sighting(key, nowhere, expected, lost=False)
        guess_px = self.optics.pixels_px(landmarks.rays, expected)
        inside = np.asarray(np.isfinite(guess_px).all(axis=1))
        found_px, shown = landmarks.found_in(
            picture, np.where(inside[:, None], guess_px, 0.0), levels
        )
        found_px[~(shown & inside)] = np.nan
        if np.count_nonzero(shown & inside) < FEWEST_LANDMARKS:
            return Sighting(key, nowhere, expected, lost=True)
        every = np.ones(len(landmarks))
        fit = fit_pose(self.optics, landmarks, found_px, every, expected)
        agreeing = fit.share_agreeing(every)
        if agreeing < _MANY_AGREEING:
            start = shifted_with_most(self.optics, landmarks, found_px, expected)
            moved = fit_pose(self.optics, landmarks, found_px, every, start)
            if moved.share_agreeing(every) > _CLEARLY_MORE * agreeing:
                fit, agreeing = moved, moved.share_agreeing(every)
        lost = agreeing < LEAST_AGREEING
        pose = expected if lost else fit.pose
        return Sighting(key, found_px.astype(np.float32), pose, lost)

    def _nearest_key(self, pose: Array) -> int:
        """The first key picture taken from near this pose, so that errors do not add up."""
        for index, key in enumerate(self.keys):
            if len(key) >= FEWEST_LANDMARKS and not self._far(key, pose):
                return index
        return len(self.keys) - 1

    def _far(self, key: Landmarks, pose: Array) -> bool:
        apart = np.abs(pose - key.pose)
        reach_px = _FAR_WIDTHS * self.optics.width_px
        reach_rad = reach_px / self.optics.focal_x_px
        limits = (reach_rad, reach_rad, _FAR_TURN_RAD, _FAR_ZOOM, reach_px, reach_px)
        return bool(np.any(apart > np.array(limits)))

    def _key_at(self, picture: Pixels, pose: Array) -> int:
        self.keys.append(landmarks_of(picture, self.optics, pose))
        return len(self.keys) - 1
