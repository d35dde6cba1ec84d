"""Whose pixel is it when several vehicles look like one thing.

What one body alone covers is its own. What two cover is body, but nobody's: said to be the
nearer one's it would only repeat where that was believed to end. What none covers goes to
the nearest.
"""

from collections.abc import Iterator, Mapping

import cv2
import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from accident_service.reconstruction.motion.packed_frames import PackedFrames

Array = NDArray[np.float64]
Labels = NDArray[np.uint16]

# The label of what two bodies cover.
EITHER = 65535
# A pixel this close outside an outline may be that body's as well.
BORDER_PX = 1.0
# Outlines are filled to sixteenths of a pixel; coordinates far outside need not be exact.
SHIFT, FAR_PX = 4, 4000.0


class SharedLabels(Mapping[int, Labels]):
    """Labels by frame, of some frames of a clip, kept small."""

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}
        self._pictures: PackedFrames[np.uint16] = PackedFrames()

    def keep(self, frame_index: int, labels: Labels) -> None:
        """Keep the labels of one more frame."""
        self._rows[frame_index] = len(self._pictures)
        self._pictures.append(labels)

    @override
    def __getitem__(self, frame_index: int) -> Labels:
        return self._pictures[self._rows[frame_index]]

    @override
    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)

    @override
    def __len__(self) -> int:
        return len(self._rows)


def shared_out(labels: Labels, label: int, box_px: Array, bodies: Mapping[int, Array]) -> Labels:
    """The labels of one frame, those of one thing given to the bodies that make it up.

    Args:
        labels: Of the whole picture; not changed.
        label: Of the thing taken for one.
        box_px: Its box: left, top, right, bottom.
        bodies: By new label, the body points (p, 2) in the picture of those that are seen.
    """
    shared = labels.copy()
    if not bodies:
        return shared
    left, top, right, bottom = box_px.astype(int)
    window = shared[top : bottom + 1, left : right + 1]
    corner = np.array([left, top], dtype=np.float64)
    away = np.stack([_outside_px(body - corner, window.shape) for body in bodies.values()])
    owner = np.array(list(bodies), dtype=np.uint16)[np.argmin(away, axis=0)]
    owner[np.count_nonzero(away <= BORDER_PX, axis=0) > 1] = EITHER
    mine = window == label
    window[mine] = owner[mine]
    return shared


def _outside_px(pixels: Array, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """How far outside the convex outline of body points each pixel is; 0 inside."""
    margin = np.ones((shape[0] + 2, shape[1] + 2), dtype=np.uint8)
    if not np.isfinite(pixels).all():
        return np.full(shape, np.inf, dtype=np.float32)
    hull = cv2.convexHull(np.clip(pixels + 1.0, -FAR_PX, FAR_PX).astype(np.float32))
    corners = np.round(hull * (1 << SHIFT)).astype(np.int32)
    cv2.fillConvexPoly(margin, corners, 0, cv2.LINE_8, SHIFT)
    away = cv2.distanceTransform(margin, cv2.DIST_L2, 3)
    return np.asarray(away[1:-1, 1:-1], dtype=np.float32)
