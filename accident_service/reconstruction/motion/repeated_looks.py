"""Looking at a clip again and again: what a detector sees in it, and what stays in one place.

One picture of the empty scene is one look, and a detector that overlooks a parked car in it
overlooks it for good. Over a clip it looks some thirty times, each time past other traffic and
other noise; what it sees in one place several times over stands there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.reduced_clip import ReducedClip
from accident_service.reconstruction.motion.vehicle_detector import (
    Detection,
    SeenKind,
    VehicleDetector,
    overlap,
)

Array = NDArray[np.float64]

# Twice a second a new picture: more looks at the same parked car say the same.
LOOKS_HZ = 2.5
# Boxes of one thing in two looks share this much; of a vehicle that drives, less.
SAME_PLACE = 0.6
# Seen there so often in two looks running, it does not drive: what passes the same place one
# after the other is never there twice running. ...
FEWEST_PAIRS = 2
# ... A detector that sees it in fewer of its looks than this sees now one thing, now another.
LEAST_SHARE = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What a detector saw in one frame."""

    pts_s: float
    detections: tuple[Detection, ...]

    def without(self, explained: Callable[[float, Detection], bool]) -> "Look":
        """The same look, less the detections that something else explains at its moment."""
        left = (one for one in self.detections if not explained(self.pts_s, one))
        return Look(self.pts_s, tuple(left))


@dataclass(frozen=True, slots=True, eq=False)
class Stay:
    """One vehicle seen in one place, and for how long."""

    detection: Detection  # with the median of its boxes
    from_s: float
    until_s: float


@dataclass(slots=True)
class _Place:
    """The boxes seen in one place so far."""

    boxes_px: list[Array] = field(default_factory=list)
    looks: list[int] = field(default_factory=list)
    surest: float = 0.0

    def middle_px(self) -> Array:
        return np.asarray(np.median(self.boxes_px, axis=0))

    def add(self, detection: Detection, look: int) -> None:
        self.boxes_px.append(detection.box_px)
        self.looks.append(look)
        self.surest = max(self.surest, detection.confidence)

    def is_stay(self) -> bool:
        running = np.count_nonzero(np.diff(self.looks) == 1)
        share = len(self.looks) / (self.looks[-1] - self.looks[0] + 1)
        return bool(running >= FEWEST_PAIRS and share >= LEAST_SHARE)

    def between(self, count: int) -> tuple[int, int]:
        """The first and the last look of the stay, of all so many.

        It is seen now and then only; so it was there before the first time, and after the last,
        for as long as it was overlooked in between.
        """
        overlooked = int(np.max(np.diff(self.looks)))
        first, last = self.looks[0], self.looks[-1]
        return (
            0 if first <= overlooked else first,
            count - 1 if count - 1 - last <= overlooked else last,
        )


def looks_at(clip: ReducedClip, detector: VehicleDetector) -> tuple[Look, ...]:
    """What the detector sees, a few times a second."""
    stride = max(1, round(1.0 / (LOOKS_HZ * float(np.median(np.diff(clip.pts_s))))))
    return tuple(
        Look(float(clip.pts_s[index]), detector.detect(clip.frames[index]))
        for index in range(0, len(clip), stride)
    )


def stays(looks: Sequence[Look]) -> tuple[Stay, ...]:
    """Every vehicle that was seen in one place several times, the most often seen first."""
    places: list[_Place] = []
    for number, look in enumerate(looks):
        for detection in look.detections:
            if detection.kind is SeenKind.VEHICLE:
                _place_of(detection, places).add(detection, number)
    found = []
    for one in sorted(filter(_Place.is_stay, places), key=lambda one: -len(one.looks)):
        first, last = one.between(len(looks))
        told = Detection(one.middle_px(), SeenKind.VEHICLE, one.surest)
        found.append(Stay(told, looks[first].pts_s, looks[last].pts_s))
    return tuple(found)


def _place_of(detection: Detection, places: list[_Place]) -> _Place:
    """The place this detection belongs to; a new one, kept with the others, where none does."""
    shared = [overlap(one.middle_px(), detection.box_px) for one in places]
    if shared and max(shared) > SAME_PLACE:
        return places[int(np.argmax(shared))]
    places.append(_Place())
    return places[-1]
