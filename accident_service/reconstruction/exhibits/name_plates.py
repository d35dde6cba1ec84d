"""Names above the vehicles of a still, none of them over another."""

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.exhibits.lettering import image_font
from accident_service.reconstruction.exhibits.parties import PartyMark, rgb

_WHITE = (255, 255, 255)
_WEIGHT = 500
# Tries at moving a plate out of another's way before it is left where it is.
_TRIES = 12

Box = tuple[int, int, int, int]  # left, top, right, bottom


class NamePlates:
    """Writes plates on one picture and remembers where they are."""

    def __init__(self, picture: NDArray[np.uint8]) -> None:
        self._picture = picture
        self._taken: list[Box] = []

    def add(self, mark: PartyMark, corners_px: NDArray[np.float64], speed_mps: float) -> None:
        """Name a vehicle above its roof, moved up as far as plates already there require."""
        share = 60 if mark.bystander else 40
        size = max(10, round(self._picture.shape[0] / share))
        text = mark.label if mark.bystander else f"{mark.label}  {abs(speed_mps) * 3.6:.0f} km/h"
        _, top, width, height = cv2.getTextSize((0, 0), text, (0, 0), image_font(), size, _WEIGHT)
        margin = size // 3
        x = round(float(corners_px[:, 0].mean()) - width / 2)
        x = min(max(x, margin), self._picture.shape[1] - width - margin)
        base = max(round(float(corners_px[:, 1].min())) - 2 * margin, height + 2 * margin)

        def box(base: int) -> Box:
            upper = base + top - margin
            return (x - margin, upper, x + width + margin, upper + height + 2 * margin)

        for _ in range(_TRIES):
            if not any(_overlap(box(base), taken) for taken in self._taken):
                break
            base -= height // 2
        left, upper, right, lower = box(base)
        self._taken.append((left, upper, right, lower))
        cv2.rectangle(self._picture, (left, upper), (right, lower), rgb(mark.colour), cv2.FILLED)
        cv2.putText(self._picture, text, (x, base), _WHITE, image_font(), size, _WEIGHT)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
