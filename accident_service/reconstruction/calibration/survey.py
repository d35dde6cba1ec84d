"""Marks whose place is known both in the image and on the site.

A survey point may stand above the road (a lamp post's base plate, a kerb's top): its height
counts. A survey belongs to one camera at one pose; a camera that was turned needs a new one.
"""

from dataclasses import dataclass

import numpy as np

from accident_service.quantities.ground_plane import SpacePoints
from accident_service.quantities.image_plane import ImageSize, PixelPoints


@dataclass(frozen=True, slots=True)
class SurveyPoint:
    """One mark: where it was clicked, and where it was measured."""

    pixel_x_px: float
    pixel_y_px: float
    x_m: float
    y_m: float
    z_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Survey:
    """All marks of one camera, clicked in an image of this size."""

    image_size: ImageSize
    points: tuple[SurveyPoint, ...]

    def __len__(self) -> int:
        return len(self.points)

    def clicked(self) -> PixelPoints:
        """The marks in the image, in the survey's order."""
        rows = [(point.pixel_x_px, point.pixel_y_px) for point in self.points]
        return PixelPoints(np.asarray(rows, dtype=np.float64).reshape(-1, 2))

    def measured(self) -> SpacePoints:
        """The marks on the site, in the survey's order."""
        rows = [(point.x_m, point.y_m, point.z_m) for point in self.points]
        return SpacePoints(np.asarray(rows, dtype=np.float64).reshape(-1, 3))

    def only(self, kept: tuple[int, ...]) -> "Survey":
        """The survey of these marks alone, by their place in `points`."""
        return Survey(self.image_size, tuple(self.points[index] for index in kept))
