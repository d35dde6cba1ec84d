"""Whose pixel is it: labels carried from frame to frame along the optical flow.

Two vehicles that come together are one patch of foreground, but each pixel still knows
where it came from; so they stay two. A vehicle that stood in the scene from the first
frame is part of the background until something pushes it: then pixels move that were
nobody's, and they get a label of their own, even inside another vehicle's patch.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.flow import FlowField, Places
from accident_service.reconstruction.motion.foreground import BODY, ROAD, SMALLEST_PX, SOFT
from accident_service.reconstruction.motion.rising import JOIN_PX, rising_regions

Labels = NDArray[np.uint16]  # (rows, columns), 0 where nothing is
Bits = NDArray[np.bool_]
Boxes = NDArray[np.int32]  # per patch: left, top, width, height, area

# A label with less than this share of a patch is a stray of the flow, not a vehicle, ...
STRAY_SHARE = 0.12
# ... unless it is most of a thing that has been followed for so many frames, and was so large.
OWN_SHARE, FOLLOWED_FRAMES, FOLLOWED_PX = 0.5, 10, 4 * SMALLEST_PX
# A patch this close to where a label should be belongs to it.
REACH_PX = 4
# A label with this share of itself inside such a region, and smaller, is part of it.
SWALLOWED_SHARE, SWALLOWED_AREA_SHARE = 0.7, 0.6
# A stiff body does not grow: what has this many times the area it rose with is smeared.
SMEARED_SHARE = 1.6
# A region that began to move is a known one's growth only if that made up this share of it.
SAME_SHARE = 0.05
MOST_LABELS = 60000
# Marks what is known not to be the empty scene, but has no label.
NOBODY = np.uint16(65535)
# Patches are numbered in 16 bits: OpenCV is three times as fast at it, and no picture has more.
MARKS = cv2.CV_16U


class LabelPropagation:
    """Gives every body pixel of each frame in turn the label of what it shows."""

    def __init__(self, restless: Bits, known_count: int = 0) -> None:
        """Start before the first frame.

        Args:
            restless: Where the empty scene sways by itself; nothing stands there.
            known_count: Things whose place is known in every frame: they have the first labels.
        """
        self._restless = restless
        self._claims: Labels | None = None  # the last frame's labels, NOBODY's where just told
        self._used = known_count
        self.known = range(1, known_count + 1)
        self._ages: NDArray[np.int64] = np.zeros(MOST_LABELS, dtype=np.int64)
        self._own: NDArray[np.float64] = np.full(1, np.inf)
        self._rose_px: dict[int, int] = {}  # the area of each that stood and still keeps its place
        self.stood: set[int] = set()

    def advance(
        self, told: NDArray[np.uint8], flow: FlowField, known: Labels | None = None
    ) -> Labels:
        """The labels of the next frame.

        Args:
            told: What each pixel of the frame is.
            flow: From the frame to the one before.
            known: Labels of pixels that surely show a thing whose place is known; else 0.
        """
        expected = np.zeros(told.shape, dtype=np.uint16)
        if self._claims is not None:
            carried = _carried(self._claims, flow.there_px)
            expected = carried * (carried != NOBODY)
            taken = (carried > 0) | self._restless
            expected = self._with_rising(expected, rising_regions(taken, flow))
        if known is not None:
            expected = np.where(known > 0, known, expected)
        areas = self._areas(expected)
        self._own = self._most_of_followed(areas)
        standing = self._standing(expected, areas)
        body = ((told == BODY) | (told == SOFT) | standing).view(np.uint8)
        patches, stats = _patches(body)
        labels = np.zeros(body.shape, dtype=np.uint16)
        for patch in range(1, len(stats)):
            x, y, width, height, _area = stats[patch]
            window = (slice(y, y + height), slice(x, x + width))
            here = patches[window] == patch
            labels[window][here] = self._told_apart(here, expected[window])
        self._part_strangers(labels, patches, stats)
        around = np.ones((2 * REACH_PX + 1, 2 * REACH_PX + 1), np.uint8)
        claimed = np.asarray(cv2.dilate(((told != ROAD) | (labels > 0)).view(np.uint8), around))
        self._claims = labels + (claimed & (labels == 0)) * NOBODY
        return labels

    def _areas(self, labels: Labels) -> NDArray[np.intp]:
        """Pixels of each label used so far, by its number."""
        return np.bincount(labels.ravel()[np.flatnonzero(labels > 0)], minlength=self._used + 1)

    def _most_of_followed(self, areas: NDArray[np.intp]) -> NDArray[np.float64]:
        """Per label, the pixels that are most of it; infinite for what is small or new."""
        ages = self._ages[: len(areas)]
        ages[:] = np.where(areas >= FOLLOWED_PX, ages + 1, 0)
        own = np.where(ages >= FOLLOWED_FRAMES, OWN_SHARE * areas, np.inf)
        own[self.known] = 1.0
        return np.asarray(own)

    def _standing(self, expected: Labels, areas: NDArray[np.intp]) -> Bits:
        """Pixels of what stood and was pushed: body, even where nothing differs from the scene.

        Flow that passes by can drag such a label along; then only what differs is its own.
        """
        for label, rose_px in tuple(self._rose_px.items()):
            if areas[label] > SMEARED_SHARE * rose_px:
                del self._rose_px[label]
        if not self._rose_px:
            return np.zeros(expected.shape, dtype=bool)
        return np.asarray(np.isin(expected, list(self._rose_px)))

    def _with_rising(self, expected: Labels, regions: list[NDArray[np.uint8]]) -> Labels:
        """The expected labels, and those of scenery that has begun to move."""
        grown = expected.copy()
        for region in regions:
            near = expected[cv2.dilate(region, np.ones((JOIN_PX, JOIN_PX), np.uint8)) > 0]
            known = near[np.isin(near, list(self.stood))]
            same = len(known) >= SAME_SHARE * np.count_nonzero(region)
            label = int(np.bincount(known).argmax()) if same else self._new_label()
            self.stood.add(label)
            rose_px = self._rose_px.get(label, 0) if same else 0
            self._rose_px[label] = max(rose_px, int(np.count_nonzero(region)))
            grown[(region > 0) & ((expected == 0) | _swallowed(expected, region))] = label
        return grown

    def _told_apart(self, here: Bits, expected: Labels) -> Labels:
        """One label per pixel of a patch: those expected there, or a new one for all."""
        area = int(np.count_nonzero(here))
        inside = expected[here]
        counts = np.bincount(inside)
        found = np.flatnonzero(counts[1:]) + 1
        found = found[counts[found] >= np.minimum(max(STRAY_SHARE * area, 4), self._own[found])]
        if len(found) == 0:
            return np.full(area, self._label_for(here, expected), np.uint16)
        if len(found) == 1:
            labels = np.full(area, found[0], np.uint16)
        else:
            labels = _nearest(here, np.where(np.isin(expected, found) & here, expected, 0))
        # Of a vehicle that stood, only what moved is known; the rest is where it was.
        for label in self._rose_px.keys() & set(found.tolist()):
            labels[(labels == label) & (inside != label)] = 0
        return labels

    def _label_for(self, here: Bits, expected: Labels) -> int:
        """The label of a patch that none was expected in."""
        near = cv2.dilate(expected, np.ones((2 * REACH_PX + 1, 2 * REACH_PX + 1)))[here]
        nearby = near[near > 0]
        if len(nearby) > 0 and len(near) < 8 * SMALLEST_PX:
            return int(np.bincount(nearby).argmax())
        return self._new_label()

    def _new_label(self) -> int:
        self._used = min(self._used + 1, MOST_LABELS - 1)
        return self._used

    def _part_strangers(self, labels: Labels, patches: Labels, stats: Boxes) -> None:
        """A label lies in one place: what leaked into others' patches goes to those.

        Patches of one label alone that lie further apart than half their length are two things.
        """
        shown = np.flatnonzero(labels > 0)
        whose = patches.ravel()[shown].astype(np.int64) * MOST_LABELS + labels.ravel()[shown]
        keys, counts = np.unique(whose, return_counts=True)
        order = np.argsort(-counts, kind="stable")
        owners: dict[int, int] = {}  # of each patch, the label that most of it has
        mains: dict[int, int] = {}  # of each label, the patch that most of it is in
        for key in keys[order]:
            patch, label = int(key // MOST_LABELS), int(key % MOST_LABELS)
            owner, main = owners.setdefault(patch, label), mains.setdefault(label, patch)
            if main == patch:
                continue
            if owner != label:
                labels[(patches == patch) & (labels == label)] = owner
            elif _are_strangers(stats[main], stats[patch]):
                labels[(patches == patch) & (labels == label)] = self._new_label()


def _patches(body: NDArray[np.uint8]) -> tuple[Labels, Boxes]:
    """The number of each pixel's patch, 0 for none, and each patch's box and area, with 0's."""
    # Nothing is outside the box around all of them, and counting takes time by the pixel.
    x, y, width, height = cv2.boundingRect(body)
    inside = body[y : y + height, x : x + width]
    patches, stats = np.zeros(body.shape, dtype=np.uint16), np.zeros((1, 5), dtype=np.int32)
    if width > 0:
        _, found, boxes, _ = cv2.connectedComponentsWithStats(inside, None, None, None, 8, MARKS)
        patches[y : y + height, x : x + width] = found
        stats = np.asarray(boxes, dtype=np.int32) + np.array([x, y, 0, 0, 0], dtype=np.int32)
    return patches, stats


def _swallowed(expected: Labels, region: NDArray[np.uint8]) -> Bits:
    """Pixels of smaller labels that lie within a region: bits of it that showed first."""
    inside = np.bincount(expected[region > 0])
    total = np.bincount(expected.ravel())[: len(inside)]
    room = SWALLOWED_AREA_SHARE * np.count_nonzero(region)
    bits = np.flatnonzero((inside > SWALLOWED_SHARE * total) & (total < room) & (inside > 0))
    return np.asarray(np.isin(expected, bits[bits > 0]))


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


def _carried(labels: Labels, there: Places) -> Labels:
    return np.asarray(cv2.remap(labels, *there, cv2.INTER_NEAREST), dtype=np.uint16)


def _nearest(here: Bits, seeds: Labels) -> Labels:
    """Each pixel of a patch takes the label of the nearest seed."""
    _, nearest = cv2.distanceTransformWithLabels(
        (seeds == 0).astype(np.uint8), cv2.DIST_L2, 3, labelType=cv2.DIST_LABEL_PIXEL
    )
    of_seed = np.zeros(int(nearest.max()) + 1, dtype=np.uint16)
    of_seed[nearest[seeds > 0]] = seeds[seeds > 0]
    return np.asarray(of_seed[nearest[here]], dtype=np.uint16)
