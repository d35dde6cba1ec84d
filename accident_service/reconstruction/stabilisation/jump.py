"""Where a camera went that was knocked or zoomed between one picture and the next."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.stabilisation.landmarks import (
    NEAR_LEVELS,
    Landmarks,
    jacobian_of,
)
from accident_service.reconstruction.stabilisation.optics import Optics
from accident_service.reconstruction.stabilisation.pose_fit import (
    FEWEST_LANDMARKS,
    fit_pose,
    shifted_with_most,
)

Pixels = NDArray[np.uint8]
Array = NDArray[np.float64]

# Fewer landmarks agreeing than this share means that the picture is not where it was thought.
LEAST_AGREEING = 0.3
# So many features common to two pictures, and in the same arrangement, are no accident.
_FEWEST_COMMON, _ARRANGED_PX = 25, 2.0
_FEATURES, _FAINTEST_CORNER = 600, 10
# A corner so near the edge is searched for in half a window.
_MARGIN_PX = 8.0


def poses_after_jump(optics: Optics, before: Landmarks, picture: Pixels) -> tuple[Array, ...]:
    """The pose from which this picture shows what the key picture showed.

    One pose, or none where the two have too little in common: another scene, a covered lens.

    Reference:
        E. Rublee et al., "ORB: an efficient alternative to SIFT or SURF", 2011.
    """
    there_px, here_px = _alike(before.picture, picture)
    if len(there_px) < _FEWEST_COMMON:
        return ()
    similar, kept = cv2.estimateAffinePartial2D(
        there_px, here_px, method=cv2.RANSAC, ransacReprojThreshold=_ARRANGED_PX
    )
    if np.count_nonzero(kept) < _FEWEST_COMMON:
        return ()
    start = before.pose.copy()
    start[2] += np.arctan2(similar[1, 0], similar[0, 0])
    start[3] += np.log(np.hypot(similar[0, 0], similar[1, 0]))
    here_px = _looked_for(before, picture, np.asarray(similar, dtype=np.float64))
    shown = np.isfinite(here_px[:, 0]).astype(np.float64)
    if np.count_nonzero(shown) < FEWEST_LANDMARKS:
        return ()
    there = replace(before, jacobian=jacobian_of(optics, before.rays, start))
    start = shifted_with_most(optics, there, here_px, start)
    fit = fit_pose(optics, there, here_px, shown, start)
    return (fit.pose,) if fit.share_agreeing(shown) > LEAST_AGREEING else ()


def _looked_for(before: Landmarks, picture: Pixels, similar: Array) -> Array:
    """Where a picture that is similar to the key's shows its landmarks, (n, 2); NaN where not."""
    rows, columns = picture.shape
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    near = cv2.warpAffine(
        picture,
        similar,
        (columns, rows),
        before.picture.copy(),  # where the picture shows nothing, nothing is to disturb the search
        flags=flags,
        borderMode=cv2.BORDER_TRANSPARENT,
    )
    found_px, shown = before.found_in(np.asarray(near, np.uint8), before.pixels_px, NEAR_LEVELS)
    here_px = found_px @ similar[:, :2].T + similar[:, 2]
    edge_px = np.array([columns, rows]) - 1.0 - _MARGIN_PX
    inside = ((here_px >= _MARGIN_PX) & (here_px <= edge_px)).all(axis=1)
    here_px[~(shown & inside)] = np.nan
    return here_px


def _alike(before: Pixels, after: Pixels) -> tuple[Array, Array]:
    """Places (n, 2) in one picture, and those in another that look most like them; many wrong."""
    seeker = cv2.ORB.create(nfeatures=_FEATURES, fastThreshold=_FAINTEST_CORNER)
    there, about_there = seeker.detectAndCompute(before, np.empty(0, dtype=np.uint8))
    here, about_here = seeker.detectAndCompute(after, np.empty(0, dtype=np.uint8))
    if len(there) == 0 or len(here) == 0:
        return np.zeros((0, 2)), np.zeros((0, 2))
    pairs = cv2.BFMatcher(cv2.NORM_HAMMING, crossCheck=True).match(about_there, about_here)
    return (
        np.array([there[pair.queryIdx].pt for pair in pairs]).reshape(-1, 2),
        np.array([here[pair.trainIdx].pt for pair in pairs]).reshape(-1, 2),
    )
