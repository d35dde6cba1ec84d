"""Take the camera's own shaking out of its pictures.

A pole in the wind moves the picture by a pixel or so; at thirty metres that is a
quarter of a metre of road. What every still corner of the scene does together is the
camera's doing, whatever a few of them do alone is traffic.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Array = NDArray[np.float64]

CORNER_COUNT = 200
FEWEST_CORNERS = 12
CORNER_SPACING_PX = 12
# Corners that leave the common motion by more than this take no part in it.
OUTLIER_PX = 0.5
# A shake below this is not worth the blur of resampling.
NEGLIGIBLE_PX = 0.03


def shake_of(frames: Pixels) -> Array:
    """How the camera was turned aside at each frame, from its own median, (n, 2, 3).

    Each is the affine map (x, y) -> (x, y) that carries a still point of the scene from
    where it usually is to where this frame shows it. Turning about the view and shifting
    are told; a zoom is not.

    Args:
        frames: (n, rows, columns), of one fixed camera.
    """
    reference = frames[len(frames) // 2]
    corners = cv2.goodFeaturesToTrack(reference, CORNER_COUNT, 0.01, CORNER_SPACING_PX)
    motions = np.zeros((len(frames), 3))
    if corners is not None and len(corners) >= FEWEST_CORNERS:
        for index, frame in enumerate(frames):
            motions[index] = _common_motion(reference, frame, corners)
    motions -= np.median(motions, axis=0)
    rows, columns = frames.shape[1:]
    return np.stack([_affine(motion, columns / 2, rows / 2) for motion in motions])


def steadied(frame: Pixels, shake: Array) -> Pixels:
    """The frame as the camera would have shown it from its usual pose."""
    rows, columns = frame.shape
    corner = np.array([columns, rows, 1.0])
    if np.abs(shake @ corner - corner[:2]).max() + np.abs(shake[:, 2]).max() < NEGLIGIBLE_PX:
        return frame
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    moved = cv2.warpAffine(
        frame, shake, (columns, rows), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(moved, dtype=np.uint8)


def _common_motion(reference: Pixels, frame: Pixels, corners: NDArray[np.float32]) -> Array:
    """Shift x, y (px) and turn (rad) about the picture's centre that most corners share."""
    room = np.empty_like(corners)
    found, status, _ = cv2.calcOpticalFlowPyrLK(reference, frame, corners, room, winSize=(15, 15))
    held = np.asarray(status).ravel() == 1
    start = corners.reshape(-1, 2)[held].astype(np.float64)
    moved = np.asarray(found).reshape(-1, 2)[held] - start
    centre = np.array([reference.shape[1] / 2, reference.shape[0] / 2])
    offset = start - centre
    motion = np.zeros(3)
    if len(start) < FEWEST_CORNERS:
        return motion
    motion[:2] = np.median(moved, axis=0)
    for _ in range(3):
        expected = motion[:2] + motion[2] * offset[:, ::-1] * np.array([-1.0, 1.0])
        near = np.abs(moved - expected).max(axis=1) < OUTLIER_PX
        if np.count_nonzero(near) < FEWEST_CORNERS:
            break
        motion = _least_squares_motion(offset[near], moved[near])
    return motion


def _least_squares_motion(offset: Array, moved: Array) -> Array:
    ones, zeros = np.ones(len(offset)), np.zeros(len(offset))
    design = np.concatenate(
        [
            np.column_stack([ones, zeros, -offset[:, 1]]),
            np.column_stack([zeros, ones, offset[:, 0]]),
        ]
    )
    motion, *_ = np.linalg.lstsq(design, moved.T.ravel(), rcond=None)
    return np.asarray(motion)


def _affine(motion: Array, centre_x_px: float, centre_y_px: float) -> Array:
    shift_x, shift_y, turn = motion
    return np.array(
        [
            [1.0, -turn, shift_x + turn * centre_y_px],
            [turn, 1.0, shift_y - turn * centre_x_px],
        ]
    )
