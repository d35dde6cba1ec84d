"""Still corners of the scene, and where a later picture shows them."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.stabilisation.optics import Optics

Pixels = NDArray[np.uint8]
Array = NDArray[np.float64]

# Corners are taken from all over: a facade full of windows must not outvote the street.
_TILES_ACROSS, _TILES_DOWN, _PER_TILE = 6, 4, 7
_SPACING_PX, _QUALITY, _CANDIDATES = 7, 0.003, 1500
# Every so many pixels tell the exposure, and a gain nearer to one than this is none.
_SPARSE, _SAME_GAIN = 8, 0.005
_WINDOW = (15, 15)
# Halved pictures searched: few from one picture to the next, more after a jump.
NEAR_LEVELS, FAR_LEVELS = 1, 3
# Enough steps for a tenth of a pixel's tenth; more only polish what noise decides.
_CRITERIA = (cv2.TERM_CRITERIA_COUNT + cv2.TERM_CRITERIA_EPS, 8, 0.03)
_POSE_STEPS = np.array([1e-4, 1e-4, 1e-4, 1e-4, 1e-2, 1e-2])


@dataclass(frozen=True, slots=True, eq=False)
class Landmarks:
    """Corners of one picture, as directions of the camera at rest."""

    picture: Pixels
    pose: Array  # (6,), the camera's when it took the picture
    pixels_px: Array  # (n, 2)
    rays: Array  # (n, 3)
    jacobian: Array  # (n, 2, 6): how the pixels move with the pose

    def __len__(self) -> int:
        return len(self.pixels_px)

    def seen_by(self, optics: Optics) -> "Landmarks":
        """The same corners as these optics see them."""
        return landmarks_at(self.pixels_px, self.picture, optics, self.pose)

    def found_in(
        self, picture: Pixels, expected_px: Array, levels: int = FAR_LEVELS
    ) -> tuple[Array, NDArray[np.bool_]]:
        """Where another picture shows the corners, (n, 2), and which it shows at all.

        Args:
            expected_px: (n, 2), to begin searching at.
            levels: How often the picture is halved; each doubles the reach of the search.

        Reference:
            J.-Y. Bouguet, "Pyramidal implementation of the Lucas Kanade feature tracker", 2000.
        """
        start = self.pixels_px.astype(np.float32).reshape(-1, 1, 2)
        guess = expected_px.astype(np.float32).reshape(-1, 1, 2)
        found, status, _ = cv2.calcOpticalFlowPyrLK(
            self.picture,
            self._evened(picture),
            start,
            guess,
            winSize=_WINDOW,
            maxLevel=levels,
            criteria=_CRITERIA,
            flags=cv2.OPTFLOW_USE_INITIAL_FLOW,
        )
        places = np.asarray(found, dtype=np.float64).reshape(-1, 2)
        return places, np.asarray(status).ravel() == 1

    def _evened(self, picture: Pixels) -> Pixels:
        """The picture made as bright as the corners' own: exposure would pass for movement.

        By what most places have in common: a white van must not darken the street.
        """
        own = np.maximum(self.picture[::_SPARSE, ::_SPARSE], 1).astype(np.float32)
        other = np.maximum(picture[::_SPARSE, ::_SPARSE], 1).astype(np.float32)
        gain = float(np.median(own / other))
        if abs(gain - 1.0) < _SAME_GAIN:
            return picture
        return np.asarray(cv2.convertScaleAbs(picture, alpha=gain), dtype=np.uint8)


def landmarks_of(picture: Pixels, optics: Optics, pose: Array) -> Landmarks:
    """The corners of one picture, spread over it; none where it has no texture."""
    return landmarks_at(_corners_px(picture), picture, optics, pose)


def landmarks_at(pixels_px: Array, picture: Pixels, optics: Optics, pose: Array) -> Landmarks:
    """These places (n, 2) of a picture taken at a pose, without those the lens cannot show."""
    rays = optics.rays(pixels_px, pose)
    known = np.isfinite(rays).all(axis=1)
    pixels_px, rays = pixels_px[known], rays[known]
    return Landmarks(picture.copy(), pose, pixels_px, rays, jacobian_of(optics, rays, pose))


def jacobian_of(optics: Optics, rays: Array, pose: Array) -> Array:
    """How the pixels of these directions move with the pose, near this one, (n, 2, 6)."""
    if len(rays) == 0:
        return np.zeros((0, 2, len(_POSE_STEPS)))
    moved = [
        (optics.pixels_px(rays, pose + step) - optics.pixels_px(rays, pose - step))
        / (2 * step.sum())
        for step in np.diag(_POSE_STEPS)
    ]
    return np.stack(moved, axis=2)


def _corners_px(picture: Pixels) -> Array:
    found = cv2.goodFeaturesToTrack(picture, _CANDIDATES, _QUALITY, _SPACING_PX)
    corners = np.zeros((0, 2))
    if isinstance(found, np.ndarray):  # OpenCV answers None where there is no texture
        corners = found.astype(np.float64).reshape(-1, 2)
    rows, columns = picture.shape
    tile = (corners[:, 0] * _TILES_ACROSS / columns).astype(int) + (
        corners[:, 1] * _TILES_DOWN / rows
    ).astype(int) * _TILES_ACROSS
    first = [np.flatnonzero(tile == one)[:_PER_TILE] for one in range(_TILES_ACROSS * _TILES_DOWN)]
    return corners[np.sort(np.concatenate(first))]
