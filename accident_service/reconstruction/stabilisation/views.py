"""What the camera showed at one moment: the surveyed camera, knocked and zoomed as it was then.

Measuring is done in pictures turned back to the pose of the survey. People look at the
pictures as they were taken, so what is drawn on these must go the other way.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import SpacePoints
from accident_service.quantities.image_plane import PixelPoints
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.stabilisation.optics import Optics
from accident_service.reconstruction.stabilisation.sway import Sway

Array = NDArray[np.float64]


class View(Protocol):
    """Whatever shows points of the site in a picture."""

    def project(self, points: SpacePoints) -> PixelPoints:
        """Where these points appear; NaN where they do not."""


@dataclass(frozen=True, slots=True, eq=False)
class MovedView:
    """A surveyed camera seen at a pose that is not the survey's."""

    camera: CameraModel
    optics: Optics  # for pictures of the camera's size
    home: Array  # (6,), the pose the survey holds for
    pose: Array  # (6,), the pose of this picture

    def project(self, points: SpacePoints) -> PixelPoints:
        """Where these points appear; NaN behind the camera or beyond what the lens can show."""
        at_home_px = self.camera.project(points).xy_px
        rays = self.optics.rays(at_home_px, self.home)
        return PixelPoints(self.optics.pixels_px(rays, self.pose))


@dataclass(frozen=True, slots=True, eq=False)
class CameraViews:
    """A surveyed camera with its movement through one clip; steady where none is given.

    `camera` and `sway` are both for the clip's full picture.
    """

    camera: CameraModel
    pts_s: Array  # (n,), of the pictures whose movement is known
    sway: Sway | None = None

    @classmethod
    def steady(cls, camera: CameraModel) -> "CameraViews":
        """Of a camera that never moved."""
        return cls(camera, np.zeros(0))

    def at(self, pts_s: float, width_px: int) -> View:
        """The view at a moment, for a picture of this width: that of the nearest picture known."""
        factor = width_px / self.camera.image_size.width_px
        camera = self.camera if factor == 1.0 else self.camera.scaled(factor)
        if self.sway is None or len(self.pts_s) == 0:
            return camera
        index = int(np.argmin(np.abs(self.pts_s - pts_s)))
        sway = self.sway.scaled(factor)
        return MovedView(camera, sway.optics, sway.home, sway.poses[index])


def optics_of(camera: CameraModel) -> Optics:
    """What of the camera decides how its pictures move when it does."""
    intrinsics, size = camera.intrinsics, camera.image_size
    return Optics(
        width_px=size.width_px,
        height_px=size.height_px,
        focal_x_px=float(intrinsics[0, 0]),
        focal_y_px=float(intrinsics[1, 1]),
        centre_x_px=float(intrinsics[0, 2]),
        centre_y_px=float(intrinsics[1, 2]),
        bends=tuple(float(term) for term in camera.distortion),
    )
