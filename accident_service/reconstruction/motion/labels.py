"""Whose pixel is it: labels carried from frame to frame along the optical flow.

Two vehicles that come together are one patch of foreground, but each pixel still knows
where it came from; so they stay two.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.foreground import BODY, SMALLEST_PX

Labels = NDArray[np.uint16]  # (rows, columns), 0 where nothing is

# A label with less than this share of a patch is a stray of the flow, not a vehicle.
STRAY_SHARE = 0.12
# A patch this close to where a label should be belongs to it.
REACH_PX = 4
MOST_LABELS = 60000


class LabelPropagation:
    """Gives every body pixel of each frame in turn the label of what it shows."""

    def __init__(self) -> None:
        self._labels: Labels | None = None
        self._used = 0

    def advance(self, told: NDArray[np.uint8], backward_px: NDArray[np.float32]) -> Labels:
        """The labels of the next frame.

        Args:
            told: What each pixel of the frame is.
            backward_px: From each pixel of the frame to where it was in the frame before.
        """
        body = (told == BODY).astype(np.uint8)
        expected = np.zeros(body.shape, dtype=np.uint16)
        if self._labels is not None:
            expected = _carried(self._labels, backward_px)
        count, patches, stats, _ = cv2.connectedComponentsWithStats(body, connectivity=8)
        labels = np.zeros(body.shape, dtype=np.uint16)
        for patch in range(1, count):
            x, y, width, height, area = stats[patch]
            window = _window(x, y, width, height)
            here = patches[window] == patch
            labels[window][here] = self._told_apart(here, expected[window], int(area))
        self._part_strangers(labels, patches, stats)
        self._labels = labels
        return labels

    def _part_strangers(
        self, labels: Labels, patches: NDArray[np.int32], stats: NDArray[np.int32]
    ) -> None:
        """Patches of one label that lie further apart than half their length are two things."""
        keys = np.unique(patches[labels > 0].astype(np.int64) * MOST_LABELS + labels[labels > 0])
        owned: dict[int, list[int]] = {}
        for key in keys:
            owned.setdefault(int(key % MOST_LABELS), []).append(int(key // MOST_LABELS))
        for label, parts in owned.items():
            parts.sort(key=lambda patch: -int(stats[patch, cv2.CC_STAT_AREA]))
            for patch in parts[1:]:
                if _are_strangers(stats[parts[0]], stats[patch]):
                    self._used = min(self._used + 1, MOST_LABELS - 1)
                    labels[(patches == patch) & (labels == label)] = self._used

    def _told_apart(self, here: NDArray[np.bool_], expected: Labels, area: int) -> Labels:
        """One label per pixel of a patch: those expected there, or a new one for all."""
        inside = expected[here]
        found, counts = np.unique(inside[inside > 0], return_counts=True)
        found = found[counts >= max(STRAY_SHARE * area, 4)]
        if len(found) == 0:
            near = cv2.dilate(expected, np.ones((2 * REACH_PX + 1, 2 * REACH_PX + 1)))[here]
            nearby = near[near > 0]
            if len(nearby) > 0 and area < 8 * SMALLEST_PX:
                return np.full(np.count_nonzero(here), np.bincount(nearby).argmax(), np.uint16)
            self._used = min(self._used + 1, MOST_LABELS - 1)
            return np.full(np.count_nonzero(here), self._used, np.uint16)
        if len(found) == 1:
            return np.full(np.count_nonzero(here), found[0], np.uint16)
        return _nearest(here, np.where(np.isin(expected, found) & here, expected, 0))


def _are_strangers(first: NDArray[np.int32], second: NDArray[np.int32]) -> bool:
    """Is the gap between two patches' boxes wider than half the smaller box's length?"""
    if second[cv2.CC_STAT_AREA] < 2 * SMALLEST_PX:
        return False
    gaps = [
        max(first[axis], second[axis])
        - min(first[axis] + first[axis + 2], second[axis] + second[axis + 2])
        for axis in (0, 1)
    ]
    return bool(max(gaps) > max(second[2], second[3]) / 2)


def _carried(labels: Labels, backward_px: NDArray[np.float32]) -> Labels:
    rows, columns = labels.shape
    x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
    return np.asarray(
        cv2.remap(labels, x + backward_px[..., 0], y + backward_px[..., 1], cv2.INTER_NEAREST),
        dtype=np.uint16,
    )


def _nearest(here: NDArray[np.bool_], seeds: Labels) -> Labels:
    """Each pixel of a patch takes the label of the nearest seed."""
    _, nearest = cv2.distanceTransformWithLabels(
        (seeds == 0).astype(np.uint8), cv2.DIST_L2, 3, labelType=cv2.DIST_LABEL_PIXEL
    )
    of_seed = np.zeros(int(nearest.max()) + 1, dtype=np.uint16)
    of_seed[nearest[seeds > 0]] = seeds[seeds > 0]
    return np.asarray(of_seed[nearest[here]], dtype=np.uint16)


def _window(x: int, y: int, width: int, height: int) -> tuple[slice, slice]:
    return (slice(y, y + height), slice(x, x + width))
