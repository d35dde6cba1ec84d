"""How one camera sees its site: the only door between pixels and metres.

Site to camera: `rotation @ point + translation_m`, camera axes x right, y down, z along
the view. The lens is Brown's: three radial terms, two tangential ones (see `lens`).
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import GroundPoints, SpacePoints
from accident_service.quantities.image_plane import ImageSize, PixelPoints
from accident_service.reconstruction.calibration import lens

Array = NDArray[np.float64]

# A change of the camera, in the order of `parameter_covariance`: log focal length, log ratio of
# fy to fx, centre x and y (px), k1, k2, turn about the camera's x, y, z (rad), position (m),
# p1, p2, k3.
PARAMETER_COUNT = 15
NEAREST_DEPTH_M = 0.1
_POSE_STEP = (1e-5, 1e-5, 1e-5, 1e-3, 1e-3, 1e-3)
_STEP = np.array([1e-4, 1e-4, 0.1, 0.1, 1e-4, 1e-4, *_POSE_STEP, 1e-5, 1e-5, 1e-4])
# Where the lens's terms, in OpenCV's order, stand among the parameters.
_OF_LENS = [4, 5, 12, 13, 14]
_GROUND_STEP_M = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class CameraModel:
    """One calibrated camera and the doubt left by its survey."""

    image_size: ImageSize
    intrinsics: Array  # (3, 3), px
    distortion: Array  # (5,), k1 k2 p1 p2 k3
    rotation: Array  # (3, 3), site to camera
    translation_m: Array  # (3,)
    parameter_covariance: Array  # (15, 15); zeros for a camera known exactly

    def __post_init__(self) -> None:
        if self.distortion.shape != (lens.COEFFICIENT_COUNT,):
            raise ValueError(f"a lens has five terms, not {self.distortion}")
        if self.parameter_covariance.shape != (PARAMETER_COUNT, PARAMETER_COUNT):
            raise ValueError(f"covariance of shape {self.parameter_covariance.shape}")

    @property
    def position_m(self) -> Array:
        """Where the camera stands, (3,) on the site."""
        return np.asarray(-self.rotation.T @ self.translation_m, dtype=np.float64)

    def project(self, points: SpacePoints) -> PixelPoints:
        """Where these points appear; NaN behind the camera or beyond what the lens can show."""
        direct, _ = self._pinhole(points)
        factor, _ = lens.bending((direct * direct).sum(axis=0), self.distortion)
        return PixelPoints(self._pixels(self._bent(direct, factor)))

    def project_with_jacobian(self, points: SpacePoints) -> tuple[PixelPoints, Array]:
        """As `project`, and how each pixel moves per metre along x, y, z: (n, 2, 3).

        Each number is a row of its own in memory: rows of thousands are what numpy is fast at.
        """
        direct, depth_m = self._pinhole(points)
        factor, slope = lens.bending((direct * direct).sum(axis=0), self.distortion)
        sloping = slope * direct
        mixed = sloping[0] * direct[1]
        by_camera = np.empty((2, 3, len(factor)))  # pixels per metre along the camera's axes
        by_camera[0, 0], by_camera[0, 1] = factor + sloping[0] * direct[0], mixed
        by_camera[1, 0], by_camera[1, 1] = mixed, factor + sloping[1] * direct[1]
        if not lens.is_centred(self.distortion):
            across, both, down = lens.decentring_slope(direct, self.distortion)
            by_camera[0, 0] += across
            by_camera[1, 1] += down
            by_camera[[0, 1], [1, 0]] += both
        by_camera[:, :2] *= self.intrinsics[[0, 1], [0, 1]][:, None, None] / depth_m
        by_camera[:, 2] = -(by_camera[:, 0] * direct[0] + by_camera[:, 1] * direct[1])
        by_site = self.rotation.T @ by_camera
        return PixelPoints(self._pixels(self._bent(direct, factor))), by_site.transpose(2, 0, 1)

    def _bent(self, direct: Array, factor: Array) -> Array:
        """What the lens makes of (2, n) that it stretches by these factors."""
        if lens.is_centred(self.distortion):
            return np.asarray(direct * factor)
        return np.asarray(direct * factor + lens.decentring(direct, self.distortion))

    def _pinhole(self, points: SpacePoints) -> tuple[Array, Array]:
        """Where a pinhole would show the points, (2, n) in focal lengths, and their depth, (n,)."""
        seen = self.rotation @ points.xyz_m.T + self.translation_m[:, None]
        depth_m = np.where(seen[2] > NEAREST_DEPTH_M, seen[2], np.nan)
        return seen[:2] / depth_m, depth_m

    def _pixels(self, bent: Array) -> Array:
        """Pixels (n, 2) of what the lens shows at (2, n)."""
        focal_px = self.intrinsics[[0, 1], [0, 1], None]
        return np.asarray((bent * focal_px + self.intrinsics[:2, 2:]).T)

    def project_ground(self, points: GroundPoints) -> PixelPoints:
        """Where these points of the road appear; NaN as in `project`."""
        flat = np.zeros((len(points), 3))
        flat[:, :2] = points.xy_m
        return self.project(SpacePoints(flat))

    def to_ground(self, points: PixelPoints, height_m: float = 0.0) -> GroundPoints:
        """Where the line of sight meets the plane at `height_m`; NaN at or above the horizon."""
        focal_px = self.intrinsics[[0, 1], [0, 1]]
        bent = (points.xy_px - self.intrinsics[:2, 2]) / focal_px
        direct = lens.undistorted(bent, self.distortion)
        rays = np.column_stack([direct, np.ones(len(direct))]) @ self.rotation
        position_m = self.position_m
        with np.errstate(divide="ignore", invalid="ignore"):
            reach = (height_m - position_m[2]) / rays[:, 2]
        reach = np.where(reach > 0.0, reach, np.nan)
        return GroundPoints(position_m[:2] + reach[:, None] * rays[:, :2])

    def pixels_per_metre(self, points: GroundPoints) -> Array:
        """Image size of a metre held square to the view at each point, (n,); NaN behind."""
        depth_m = points.xy_m @ self.rotation[2, :2] + self.translation_m[2]
        return np.asarray(
            self.intrinsics[0, 0] / np.where(depth_m > NEAREST_DEPTH_M, depth_m, np.nan)
        )

    def ground_jacobian_px_per_m(self, points: GroundPoints) -> Array:
        """How far the image of each road point moves per metre along x and y, (n, 2, 2)."""
        columns = []
        for axis in range(2):
            step = np.zeros(2)
            step[axis] = _GROUND_STEP_M
            ahead = self.project_ground(GroundPoints(points.xy_m + step)).xy_px
            behind = self.project_ground(GroundPoints(points.xy_m - step)).xy_px
            columns.append((ahead - behind) / (2 * _GROUND_STEP_M))
        return np.stack(columns, axis=2)

    def ground_covariance_m2(self, points: GroundPoints) -> Array:
        """Doubt of a road position read from a perfect pixel, (n, 2, 2).

        What the survey's clicks left uncertain of the camera, carried to the road to first
        order. NaN where the camera cannot see the point. A call costs about a millisecond
        whatever the number of points: ask for a whole path at once.

        Reference:
            JCGM 102:2011, section 6.2 (propagation to several output quantities).
        """
        moved_px = np.stack(
            [
                self.moved(step).project_ground(points).xy_px
                - self.moved(-step).project_ground(points).xy_px
                for step in np.diag(_STEP)
            ],
            axis=2,
        ) / (2 * _STEP)
        to_metres = _inverted(self.ground_jacobian_px_per_m(points))
        on_road = to_metres @ moved_px
        return np.asarray(on_road @ self.parameter_covariance @ on_road.transpose(0, 2, 1))

    def ground_doubt_m2(self, points: GroundPoints) -> Array:
        """The same, (n, 2, 2), with a metre each way where the camera cannot see the point."""
        covariance = self.ground_covariance_m2(points)
        known = np.asarray(np.isfinite(covariance).all(axis=(1, 2)))
        return np.where(known[:, None, None], covariance, np.eye(2))

    def ground_sigma_m(self, points: GroundPoints) -> Array:
        """One sigma of each road position along x and y, (n, 2), from the survey alone."""
        covariance = self.ground_covariance_m2(points)
        return np.asarray(np.sqrt(np.diagonal(covariance, axis1=1, axis2=2)))

    def moved(self, change: Array) -> "CameraModel":
        """The camera with its parameters changed by this much, in the covariance's order."""
        intrinsics = self.intrinsics.copy()
        intrinsics[0, 0] *= np.exp(change[0])
        intrinsics[1, 1] *= np.exp(change[0] + change[1])
        intrinsics[:2, 2] += change[2:4]
        distortion = self.distortion.copy()
        distortion += change[_OF_LENS]
        rotation = _turn(change[6:9]) @ self.rotation
        position_m = self.position_m + change[9:12]
        return replace(
            self,
            intrinsics=intrinsics,
            distortion=distortion,
            rotation=rotation,
            translation_m=-rotation @ position_m,
        )

    def unsteady(self, turn_sigma_rad: Array) -> "CameraModel":
        """The same camera, its direction doubtful by so much more about its x, y, z, (3,)."""
        covariance = self.parameter_covariance.copy()
        covariance[[6, 7, 8], [6, 7, 8]] += turn_sigma_rad**2
        return replace(self, parameter_covariance=covariance)

    def scaled(self, factor: float) -> "CameraModel":
        """The same camera for an image reduced to `factor` of its width and height.

        (0, 0) is the centre of the top-left pixel, so the image's corner lies at (-0.5, -0.5)
        and stays there: the principal point moves by more than the factor.
        """
        intrinsics = self.intrinsics.copy()
        intrinsics[:2, :2] *= factor
        intrinsics[:2, 2] = (intrinsics[:2, 2] + 0.5) * factor - 0.5
        units = np.ones(PARAMETER_COUNT)
        units[2:4] = factor
        return replace(
            self,
            image_size=ImageSize(
                round(self.image_size.width_px * factor),
                round(self.image_size.height_px * factor),
            ),
            intrinsics=intrinsics,
            parameter_covariance=self.parameter_covariance * np.outer(units, units),
        )


def _turn(axis_rad: Array) -> Array:
    """The rotation by |axis| about the axis (Rodrigues' formula)."""
    angle_rad = float(np.sqrt(axis_rad @ axis_rad))
    x, y, z = axis_rad
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    if angle_rad < 1e-9:
        return np.asarray(np.eye(3) + cross)
    sine, cosine = np.sin(angle_rad) / angle_rad, (1 - np.cos(angle_rad)) / angle_rad**2
    return np.asarray(np.eye(3) + sine * cross + cosine * (cross @ cross))


def _inverted(matrices: Array) -> Array:
    """Inverse of each 2 x 2 matrix; NaN stays NaN, which `numpy.linalg.inv` would refuse."""
    a, b, c, d = matrices[:, 0, 0], matrices[:, 0, 1], matrices[:, 1, 0], matrices[:, 1, 1]
    adjugate = np.stack([np.stack([d, -b], axis=1), np.stack([-c, a], axis=1)], axis=1)
    return np.asarray(adjugate / (a * d - b * c)[:, None, None])
