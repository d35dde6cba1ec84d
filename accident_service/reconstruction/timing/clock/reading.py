"""Read the time of day from a ticking overlay, or say that it is not legible.

The digit that ticks shows its ten shapes in order, so it teaches its own lettering: a
common lettering only has to tell where in the cycle it is. Hours and minutes are then
compared with shapes taken from the clip itself. A blinking lamp never passes for a clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.errors import EvidenceInsufficient
from accident_service.reconstruction.timing.clock.digit_shapes import (
    Shape,
    as_shape,
    common_digits,
    likeness,
)
from accident_service.reconstruction.timing.clock.edge_strips import EdgeRecord
from accident_service.reconstruction.timing.clock.ticks import TickTrain

Picture = NDArray[np.float32]

# A digit is looked for this many blocks around the one that ticks.
_REACH = 4
# Snapshots this near to a tick may show the digit before or after it.
_FROM_TICK, _TO_TICK = 0.15, 0.95
# A digit is no wider than it is high, and higher than a few pixels.
_NARROWEST, _WIDEST, _LOWEST_PX = 0.3, 1.1, 6
_CELL_SHARE, _LEAST_LEVELS = 0.25, 8.0
# The tens of seconds change at one tick in ten, in a short clip at one in three.
_OFTEN = 0.7
# Shapes this alike are the same digit; the next best must be less alike by the margin.
ALIKE, MARGIN = 0.5, 0.06
# Letterings differ; a digit less like its common form than this is hidden by something.
_SPOILT = 0.3
_FEWEST_SHAPES = 3


@dataclass(frozen=True, slots=True)
class DigitCell:
    """Where the ticking digit stands in the strip, in pixels."""

    left_px: int
    top_px: int
    width_px: int
    height_px: int

    def of(self, picture: Picture, to_left_px: float = 0.0) -> Picture:
        """The same cell so far to the left; empty beyond the picture's edge."""
        left = round(self.left_px - to_left_px)
        if left < 0:
            return picture[:0, :0]
        rows = slice(self.top_px, self.top_px + self.height_px)
        return picture[rows, left : left + self.width_px]


@dataclass(frozen=True, slots=True, eq=False)
class Lettering:
    """The clock's own digits, and what the ticking one read at tick 0."""

    cell: DigitCell
    shapes: Mapping[int, Shape]  # by digit; those the clip showed, else common ones
    digit_at_first: int


@dataclass(frozen=True, slots=True, eq=False)
class TickPictures:
    """The edge during each tick, by tick number, and how it stirs between ticks."""

    mean: Mapping[int, Picture]  # from the strip's left edge to just beyond what ticks
    unrest: Picture  # mean grey levels from snapshot to snapshot within a tick, near what ticks
    near: tuple[slice, slice]


def pictures_by_tick(record: EdgeRecord, train: TickTrain) -> TickPictures:
    """The edge's mean picture during each tick; those near a tick are left out.

    Raises:
        EvidenceInsufficient: No picture was kept between ticks.
    """
    beats = (record.snapshot_pts_s - train.first_s) / train.period_s.value
    sure = (beats % 1.0 > _FROM_TICK) & (beats % 1.0 < _TO_TICK)
    numbers = np.floor(beats[sure]).astype(int)
    if len(numbers) == 0:
        raise EvidenceInsufficient("no picture between ticks")
    top, left = (max((at - _REACH) * record.block_px, 0) for at in (train.row, train.column))
    side = (2 * _REACH + 1) * record.block_px
    near = slice(top, top + side), slice(left, left + side)
    shots = record.snapshots[sure][:, :, : left + side]
    mean = {
        int(number): np.asarray(shots[numbers == number].mean(axis=0), dtype=np.float32)
        for number in np.unique(numbers)
    }
    within = np.abs(np.diff(shots[:, near[0], near[1]].astype(np.float32), axis=0))
    same = np.diff(numbers) == 0
    unrest = within[same].mean(axis=0) if same.any() else np.zeros(within.shape[1:])
    return TickPictures(mean, np.asarray(unrest, dtype=np.float32), near)


def cell_of(pictures: TickPictures, block_px: int) -> DigitCell:
    """The rectangle that changes at nearly every tick and not in between.

    Raises:
        EvidenceInsufficient: It has not the shape of a digit.
    """
    near = pictures.near
    steps = [
        np.abs(pictures.mean[number + 1][near] - picture[near])
        for number, picture in pictures.mean.items()
        if number + 1 in pictures.mean
    ]
    if len(steps) < _FEWEST_SHAPES - 1:
        raise EvidenceInsufficient("too few ticks to tell a digit")
    usual_step = np.quantile(steps, _OFTEN, axis=0, method="lower")
    change = usual_step - 2.0 * pictures.unrest
    if change.max() < _LEAST_LEVELS:
        raise EvidenceInsufficient("what ticks stirs as much between its ticks")
    joined = cv2.morphologyEx(
        (change > _CELL_SHARE * change.max()).astype(np.uint8),
        cv2.MORPH_CLOSE,
        np.ones((block_px // 2 + 1,) * 2, np.uint8),
    )
    _, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
    x_px, y_px, width_px, height_px, _ = (int(side) for side in max(boxes[1:], key=_area))
    if height_px < _LOWEST_PX or not _NARROWEST < width_px / height_px < _WIDEST:
        raise EvidenceInsufficient(
            f"what ticks is {width_px} px wide and {height_px} px high: no digit"
        )
    return DigitCell(near[1].start + x_px, near[0].start + y_px, width_px, height_px)


def lettering_of(pictures: TickPictures, cell: DigitCell) -> Lettering:
    """Which digit each tick showed, and so what this clock's digits look like.

    Raises:
        EvidenceInsufficient: The shapes are not digits in the order of counting.
    """
    seen = {number: as_shape(cell.of(picture)) for number, picture in pictures.mean.items()}
    likely = np.array([_by_first_digit(seen, digits) for digits in common_digits()])
    face, first = (int(at) for at in np.unravel_index(likely.argmax(), likely.shape))
    others = np.delete(likely[face], first)
    if likely[face, first] < ALIKE or likely[face, first] < others.max() + MARGIN:
        raise EvidenceInsufficient("what ticks does not count from digit to digit")
    shapes = dict(enumerate(common_digits()[face]))
    for digit in range(10):
        # Something bright behind it may have spoilt a digit's only sight.
        own = [
            shape
            for number, shape in seen.items()
            if (first + number) % 10 == digit and likeness(shape, shapes[digit]) >= _SPOILT
        ]
        if own:
            shapes[digit] = np.asarray(np.median(own, axis=0), dtype=np.float32)
    return Lettering(cell, shapes, first)


def _by_first_digit(seen: Mapping[int, Shape], digits: tuple[Shape, ...]) -> list[float]:
    """Usual likeness of what was seen to counting on from 0, from 1, ... from 9."""
    alike = {number: [likeness(shape, digit) for digit in digits] for number, shape in seen.items()}
    return [
        float(np.median([row[(first + number) % 10] for number, row in alike.items()]))
        for first in range(10)
    ]


def _area(box: NDArray[np.int32]) -> int:
    return int(box[4])
