"""The part of a thing's life in which it moves as a vehicle can.

A label that was a vehicle may have begun as the leaves it drove out of, and may end as the
shadow, the leaves or the next vehicle that it met at the picture's border. Fitted as one
thing, it then leaps or stops dead; the vehicle is what went before, or what came after.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from accident_service.errors import VehicleLost
from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.credible import (
    HARDEST_MPS2,
    SHARPEST_RADPS,
    limit_mps,
    moves_as_one,
)
from accident_service.reconstruction.ground.joint_fit import FittedTrack
from accident_service.reconstruction.ground.vehicle_fit import fit_vehicle
from accident_service.reconstruction.motion.sights import only_sights
from accident_service.reconstruction.motion.silhouettes import Silhouettes

Array = NDArray[np.float64]
Bits = NDArray[np.bool_]

# Tyres hold a vehicle by hardly more than its weight.
TYRES_MPS2 = 11.0
# A part as short as this tells no vehicle.
LEAST_SEEN_S = 1.0
# Where more than this share of its sights touch the border, a vehicle is leaving or has left.
AT_BORDER_SHARE, BORDER_PX = 0.7, 2.0


def believed(fit: FittedTrack, camera: CameraModel, pts_s: Array) -> FittedTrack:
    """The fit, made anew of the part of its life that is a vehicle's where not all of it is.

    Args:
        camera: For the reduced picture.
        pts_s: Times of all frames of the clip.
    """
    for part_of in (believable_part, _kept_in_view(camera.image_size)):
        first_frame = int(np.argmin(np.abs(pts_s - fit.pts_s[0])))
        part = part_of(fit, first_frame)
        if part is not None and part.goes_somewhere():
            with suppress(VehicleLost):
                fit = fit_vehicle(camera, part, pts_s)
    return fit


def believable_part(fit: FittedTrack, first_frame: int) -> Silhouettes | None:
    """The sights of the longest part in which it moves as vehicles can; None where all or none is.

    Ends in which no tyres would hold it are left out with what lies beyond them.

    Args:
        first_frame: The frame of the clip the fit begins with.
    """
    if fit.silhouettes.stood or fit.silhouettes.displaced or moves_as_one(fit):
        return None
    step_s, hardness = np.diff(fit.pts_s), _hardness_mps2(fit)
    turning = np.abs(np.diff(fit.states[:, 2])) / step_s
    too_fast = np.abs(fit.states[:, 3]) > limit_mps(fit.shape.vehicle_class)
    wild = (hardness > HARDEST_MPS2) | (turning > SHARPEST_RADPS) | too_fast[1:] | too_fast[:-1]
    low, high = max(_runs(~wild), key=lambda run: run[1] - run[0], default=(0, 0))
    held = np.flatnonzero(hardness[low:high] < TYRES_MPS2)
    if len(held) == 0:
        return None
    return _between(fit, first_frame, low + int(held[0]), low + int(held[-1]) + 1)


def without_what_stayed_behind(
    fit: FittedTrack, first_frame: int, image: ImageSize
) -> Silhouettes | None:
    """The sights without those of what was at the border before it came or stayed when it left.

    A vehicle that seems to stop dead where the picture ends, harder than tyres allow, drove
    on; what is seen from then on is something else. So is what it seems to start from.
    None where nothing of the kind is seen.

    Args:
        first_frame: The frame of the clip the fit begins with.
        image: Size of the picture the outlines were traced in.
    """
    if fit.silhouettes.stood or fit.silhouettes.displaced:
        return None
    hard = np.flatnonzero(_hardness_mps2(fit) > TYRES_MPS2)
    low, high = 0, len(fit.states) - 1
    for row in hard[::-1].tolist():
        if _at_border_share(fit, (row, high), image) > AT_BORDER_SHARE:
            high = row
    for row in hard.tolist():
        if row + 1 < high and _at_border_share(fit, (low, row + 1), image) > AT_BORDER_SHARE:
            low = row + 1
    if (low, high) == (0, len(fit.states) - 1):
        return None
    return _between(fit, first_frame, low, high)


def _kept_in_view(image: ImageSize) -> Callable[[FittedTrack, int], Silhouettes | None]:
    return lambda fit, first_frame: without_what_stayed_behind(fit, first_frame, image)


def _hardness_mps2(fit: FittedTrack) -> Array:
    """How hard it brakes or speeds up between each two states, (n - 1,)."""
    return np.asarray(np.abs(np.diff(fit.states[:, 3])) / np.diff(fit.pts_s))


def _runs(good: Bits) -> list[tuple[int, int]]:
    """Start and end (exclusive) of each run of good steps."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], good, [False]]).astype(np.int8)))
    return [(int(low), int(high)) for low, high in edges.reshape(-1, 2)]


def _at_border_share(fit: FittedTrack, rows: tuple[int, int], image: ImageSize) -> float:
    """Share of the sights between two states whose box touches the picture's border."""
    sights = fit.silhouettes
    here = (sights.frame_index >= rows[0]) & (sights.frame_index <= rows[1])
    if not here.any():
        return 1.0
    far = np.array([image.width_px - 1, image.height_px - 1]) - BORDER_PX
    cut = (sights.box_px[here, :2] < BORDER_PX) | (sights.box_px[here, 2:] > far)
    return float(cut.any(axis=1).mean())


def _between(fit: FittedTrack, first_frame: int, low: int, high: int) -> Silhouettes | None:
    """The sights from one state to another, counted in the clip's frames; None if too few."""
    if fit.pts_s[high] - fit.pts_s[low] < LEAST_SEEN_S:
        return None
    rows = (fit.silhouettes.frame_index >= low) & (fit.silhouettes.frame_index <= high)
    return sights_at(fit.silhouettes, rows, first_frame)


def sights_at(sights: Silhouettes, rows: Bits, first_frame: int) -> Silhouettes:
    """Some of a fit's sights, (m,) of them, under the numbers of the clip's frames.

    Args:
        first_frame: The frame of the clip the fit begins with.
    """
    some = only_sights(sights, rows)
    return replace(some, frame_index=some.frame_index + first_frame)
