"""An empty street with painted lines, as a known camera sees it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.image_plane import PixelPoints
from accident_service.reconstruction.calibration.camera_model import CameraModel

Array = NDArray[np.float64]

ASPHALT, PAINT = 90.0, 170.0
# Rays per pixel, each way: paint is narrower than pixels are.
FINENESS = 4


@dataclass(frozen=True, slots=True)
class Painted:
    """A line through a place of the road, in dashes from there on."""

    through_m: tuple[float, float]
    heading_rad: float
    dash_m: float
    gap_m: float
    width_m: float = 0.15
    hidden: tuple[int, ...] = ()  # dashes that something stands on

    def covers(self, xy_m: Array) -> NDArray[np.bool_]:
        """Which of these places (n, 2) are painted."""
        cos, sin = np.cos(self.heading_rad), np.sin(self.heading_rad)
        away_m = xy_m - self.through_m
        along_m = away_m @ np.array([cos, sin])
        beat = np.floor(along_m / (self.dash_m + self.gap_m))
        inside = along_m - beat * (self.dash_m + self.gap_m) < self.dash_m
        beside = np.abs(away_m @ np.array([-sin, cos])) < self.width_m / 2
        return np.asarray(inside & beside & ~np.isin(beat, self.hidden))


def painted_road(
    camera: CameraModel, lines: tuple[Painted, ...], *, noise: float = 1.0
) -> NDArray[np.float32]:
    """The camera's picture of these lines, (rows, columns), with what a median leaves of noise."""
    columns, rows = camera.image_size.width_px, camera.image_size.height_px
    offsets = (np.arange(FINENESS) + 0.5) / FINENESS - 0.5
    level = np.zeros((rows, columns))
    for down in offsets:
        for right in offsets:
            x_px, y_px = np.meshgrid(np.arange(columns) + right, np.arange(rows) + down)
            rays = PixelPoints(np.column_stack([x_px.ravel(), y_px.ravel()]))
            xy_m = camera.to_ground(rays).xy_m
            painted = np.zeros(len(xy_m), dtype=bool)
            for line in lines:
                painted |= line.covers(xy_m)
            level += np.where(painted, PAINT, ASPHALT).reshape(rows, columns)
    level /= FINENESS**2
    grain = np.random.default_rng(7).normal(0.0, noise, level.shape)
    return (level + grain).astype(np.float32)
