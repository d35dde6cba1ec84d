"""How far off a position read from this camera is expected to be, over the road it sees.

An error map is of the camera as surveyed and of a mark read to one pixel; what is added by
a vehicle's shape or by its being half hidden belongs to its trajectory, not to the map.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.quantities.image_plane import PixelPoints
from accident_service.reconstruction.calibration.camera_model import CameraModel

Array = NDArray[np.float64]

# A vehicle placed worse than this may be on the wrong side of a line 15 cm wide (GB 5768.3).
USABLE_ERROR_M = 0.3
# Reading a wheel or a kerb in one frame, each axis.
READING_SIGMA_PX = 1.0
# Beyond this a vehicle is a handful of pixels, and a grid to it would be mostly emptiness.
FARTHEST_M = 120.0
CELLS_ACROSS = 120
_EDGE_STEPS = 40


@dataclass(frozen=True, slots=True, eq=False)
class ErrorMap:
    """Expected error of one position over a grid of the road, rows along y, columns along x."""

    x_m: Array  # (columns,), centres of the cells
    y_m: Array  # (rows,)
    error_m: Array  # (rows, columns), root mean square distance; NaN where nothing is seen
    usable_error_m: float = USABLE_ERROR_M

    @property
    def usable(self) -> NDArray[np.bool_]:
        """Where the expected error is small enough to carry a finding, (rows, columns)."""
        return np.asarray(np.nan_to_num(self.error_m, nan=np.inf) <= self.usable_error_m)

    @property
    def usable_area_m2(self) -> float:
        """Area of the usable part of the road in view."""
        return float(np.count_nonzero(self.usable)) * _step(self.x_m) * _step(self.y_m)

    def usable_reach_m(self, camera: CameraModel) -> float:
        """Distance of the farthest usable place from below the camera; 0 where none is usable."""
        rows, columns = np.nonzero(self.usable)
        if len(rows) == 0:
            return 0.0
        apart = np.column_stack([self.x_m[columns], self.y_m[rows]]) - camera.position_m[:2]
        return float(np.hypot(*apart.T).max())


def expected_error_m(camera: CameraModel, places: GroundPoints) -> Array:
    """Root mean square error of a position read to a pixel at each place, (n,); NaN unseen.

    The survey's doubt and that of the reading, which are independent, added in squares.
    """
    doubt_m2 = camera.ground_covariance_m2(places).trace(axis1=1, axis2=2)
    jacobian = camera.ground_jacobian_px_per_m(places)
    seen = np.isfinite(jacobian).all(axis=(1, 2))
    to_metres = np.full_like(jacobian, np.nan)
    to_metres[seen] = np.linalg.pinv(jacobian[seen])
    reading_m2 = READING_SIGMA_PX**2 * (to_metres**2).sum(axis=(1, 2))
    return np.asarray(np.sqrt(doubt_m2 + reading_m2))


def error_map(camera: CameraModel) -> ErrorMap:
    """Map the expected error over the road this camera has in its picture.

    Cells outside the picture are NaN. All cells are when the camera looks past the road.
    """
    west_m, south_m, east_m, north_m = _extent_m(camera)
    step_m = max(east_m - west_m, north_m - south_m, 1.0) / CELLS_ACROSS
    x_m = np.arange(west_m, east_m + step_m, step_m)
    y_m = np.arange(south_m, north_m + step_m, step_m)
    grid = np.stack(np.meshgrid(x_m, y_m), axis=-1).reshape(-1, 2)
    error_m = np.full(len(grid), np.nan)
    shown = _in_picture(camera, grid)
    if shown.any():
        error_m[shown] = expected_error_m(camera, GroundPoints(grid[shown]))
    return ErrorMap(x_m, y_m, error_m.reshape(len(y_m), len(x_m)))


def usable_share(errors: ErrorMap, field_of_view: Polygon) -> float:
    """The share of a camera's stated field, 0..1, where a position is known well enough."""
    inside = shapely.contains_xy(field_of_view, *np.meshgrid(errors.x_m, errors.y_m))
    usable_m2 = np.count_nonzero(errors.usable & inside) * _step(errors.x_m) * _step(errors.y_m)
    return min(1.0, float(usable_m2 / field_of_view.area)) if field_of_view.area else 0.0


def _in_picture(camera: CameraModel, grid_m: Array) -> NDArray[np.bool_]:
    pixels = np.nan_to_num(camera.project_ground(GroundPoints(grid_m)).xy_px, nan=-1e9)
    limit_px = np.array([camera.image_size.width_px, camera.image_size.height_px]) - 0.5
    inside = ((pixels >= -0.5) & (pixels <= limit_px)).all(axis=1)
    near = np.hypot(*(grid_m - camera.position_m[:2]).T) <= FARTHEST_M
    return np.asarray(inside & near)


def _extent_m(camera: CameraModel) -> tuple[float, float, float, float]:
    """West, south, east and north of the road in the picture, no farther than is of use."""
    size = camera.image_size
    across = np.linspace(0.0, size.width_px - 1.0, _EDGE_STEPS)
    down = np.linspace(0.0, size.height_px - 1.0, _EDGE_STEPS)
    pixels = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
    offset_m = camera.to_ground(PixelPoints(pixels)).xy_m - camera.position_m[:2]
    offset_m = offset_m[np.isfinite(offset_m).all(axis=1)]
    if len(offset_m) == 0:
        x_m, y_m = camera.position_m[:2]
        return (float(x_m), float(y_m), float(x_m), float(y_m))
    distance_m = np.hypot(*offset_m.T)
    offset_m *= np.minimum(1.0, FARTHEST_M / np.maximum(distance_m, 1e-9))[:, None]
    low, high = offset_m.min(axis=0), offset_m.max(axis=0)
    low_m, high_m = low + camera.position_m[:2], high + camera.position_m[:2]
    return (float(low_m[0]), float(low_m[1]), float(high_m[0]), float(high_m[1]))


def _step(along_m: Array) -> float:
    return float(along_m[1] - along_m[0]) if len(along_m) > 1 else 0.0
