"""What of a camera matters to its movement: how directions become pixels.

A pole that bends turns the camera, and a turn moves the edges of a picture half as much
again as its middle; a stabilised sensor moves the edges less, because the lens squeezes
them. A shift of the whole picture will not do for either.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.calibration import lens

Array = NDArray[np.float64]

# A pose: turn about the camera's x, y, z (rad), log zoom, shift of the zoomed picture x, y (px).
POSE_SIZE = 6
AT_REST = np.zeros(POSE_SIZE)
# Fixed street cameras see some 64 degrees across and pull the corners inwards.
_USUAL_FOCAL_WIDTHS, _USUAL_BENDS = 0.8, (-0.10, 0.01, 0.0, 0.0, 0.0)


class Movement(StrEnum):
    """What moves; the middle of a picture cannot tell, its edges can."""

    TURN = "turn"  # the camera, with its pole
    SENSOR = "sensor"  # the sensor behind the lens, or a view cut from behind a corrected one
    PICTURE = "picture"  # the finished picture, by electronic stabilisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Optics:
    """Focal lengths, centre and lens of a camera, for pictures of one size."""

    width_px: float
    height_px: float
    focal_x_px: float
    focal_y_px: float
    centre_x_px: float
    centre_y_px: float
    bends: tuple[float, ...]  # k1, k2, p1, p2, k3, see `lens`
    movement: Movement = Movement.TURN

    @classmethod
    def usual(cls, width_px: float, height_px: float) -> "Optics":
        """What a street camera's are when nothing is known of it."""
        return cls(
            width_px=width_px,
            height_px=height_px,
            focal_x_px=_USUAL_FOCAL_WIDTHS * width_px,
            focal_y_px=_USUAL_FOCAL_WIDTHS * width_px,
            centre_x_px=(width_px - 1) / 2,
            centre_y_px=(height_px - 1) / 2,
            bends=_USUAL_BENDS,
        )

    def scaled(self, factor: float) -> "Optics":
        """The same for pictures reduced to `factor` of their width and height."""
        return replace(
            self,
            width_px=self.width_px * factor,
            height_px=self.height_px * factor,
            focal_x_px=self.focal_x_px * factor,
            focal_y_px=self.focal_y_px * factor,
            centre_x_px=(self.centre_x_px + 0.5) * factor - 0.5,
            centre_y_px=(self.centre_y_px + 0.5) * factor - 0.5,
        )

    def rays(self, pixels_px: Array, pose: Array = AT_REST) -> Array:
        """Directions (n, 3), as the camera at rest has them, of pixels seen at a pose."""
        middle_px = self._middle_px()
        unzoomed = middle_px + (pixels_px - middle_px - pose[4:]) / np.exp(pose[3])
        bent = (unzoomed - self._centre_px()) / self._focal_px()
        if self.movement is Movement.PICTURE:
            bent = _moved_back(bent, pose)
        direct = lens.undistorted(bent, self.bends)
        if self.movement is Movement.SENSOR:
            direct = _moved_back(direct, pose)
        rays = np.column_stack([direct, np.ones(len(direct))])
        return rays @ turned_by(pose[:3]) if self.movement is Movement.TURN else rays

    def pixels_px(self, rays: Array, pose: Array) -> Array:
        """Where the camera at this pose shows these directions, (n, 2)."""
        seen = rays @ turned_by(pose[:3]).T if self.movement is Movement.TURN else rays
        direct = seen[:, :2] / seen[:, 2:]
        if self.movement is Movement.SENSOR:
            direct = _moved(direct, pose)
        bent = lens.distorted(direct, self.bends)
        if self.movement is Movement.PICTURE:
            bent = _moved(bent, pose)
        middle_px = self._middle_px()
        unzoomed = bent * self._focal_px() + self._centre_px()
        return np.asarray(middle_px + np.exp(pose[3]) * (unzoomed - middle_px) + pose[4:])

    def _focal_px(self) -> Array:
        return np.array([self.focal_x_px, self.focal_y_px])

    def _centre_px(self) -> Array:
        return np.array([self.centre_x_px, self.centre_y_px])

    def _middle_px(self) -> Array:
        """What a digital zoom enlarges about: the picture's middle, not the lens's."""
        return np.array([(self.width_px - 1) / 2, (self.height_px - 1) / 2])


def _moved(plane: Array, pose: Array) -> Array:
    """Points (n, 2) turned and shifted in their plane as a small turn would at its middle."""
    cosine, sine = np.cos(pose[2]), np.sin(pose[2])
    rolled = plane @ np.array([[cosine, sine], [-sine, cosine]])
    return np.asarray(rolled + np.array([pose[1], -pose[0]]))


def _moved_back(plane: Array, pose: Array) -> Array:
    cosine, sine = np.cos(pose[2]), np.sin(pose[2])
    shifted = plane - np.array([pose[1], -pose[0]])
    return np.asarray(shifted @ np.array([[cosine, -sine], [sine, cosine]]))


def turned_by(turn_rad: Array) -> Array:
    """The rotation by |turn| about the turn (Rodrigues' formula), (3, 3)."""
    angle_rad = float(np.sqrt(turn_rad @ turn_rad))
    x, y, z = turn_rad
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    if angle_rad < 1e-9:
        return np.asarray(np.eye(3) + cross)
    sine, cosine = np.sin(angle_rad) / angle_rad, (1 - np.cos(angle_rad)) / angle_rad**2
    return np.asarray(np.eye(3) + sine * cross + cosine * (cross @ cross))
