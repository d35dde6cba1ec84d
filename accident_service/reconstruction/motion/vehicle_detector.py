"""Finding road users in one still picture: the port, whoever does the looking.

Motion finds what moves and nothing else. A detector also finds what stands, and tells a
vehicle from a person or a cycle; it knows nothing of metres and its boxes are a few pixels
off, so it seeds and corrects, and never replaces what outlines and flow measure.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class SeenKind(StrEnum):
    """What a box holds, as far as a picture tells."""

    VEHICLE = "vehicle"
    PERSON = "person"
    TWO_WHEELER = "two-wheeler"


@dataclass(frozen=True, slots=True, eq=False)
class Detection:
    """One road user in one picture."""

    box_px: Array  # (4,): left, top, right, bottom, in pixels of the picture looked at
    kind: SeenKind
    confidence: float  # 0..1, the detector's own; no probability


class VehicleDetector(Protocol):
    """Looks at single pictures."""

    @property
    def version(self) -> str:
        """What looked, for the record: a result is only as repeatable as its detector."""
        ...

    def detect(self, picture: NDArray[np.uint8]) -> tuple[Detection, ...]:
        """Every road user in a picture of luma (rows, columns), the surest first."""
        ...


def overlap(one: Array, other: Array) -> float:
    """Intersection over union of two boxes (4,)."""
    low, high = np.maximum(one[:2], other[:2]), np.minimum(one[2:], other[2:])
    shared = float(np.prod(np.maximum(high - low, 0.0)))
    both = float(np.prod(one[2:] - one[:2]) + np.prod(other[2:] - other[:2])) - shared
    return shared / both if both > 0.0 else 0.0
