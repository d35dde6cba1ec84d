"""Vehicles that never move, placed on the road from one box in one picture.

A box says four numbers; a vehicle on the road has six (place, heading, size). What is missing
comes from its kind's usual size and from the lane it stands in, and stays in the doubt.

Reference:
    A. Mousavian et al., "3D Bounding Box Estimation Using Deep Learning and Geometry", 2017,
    for the constraint that a cuboid's projection fills its box.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult, least_squares

from accident_service.quantities.ground_plane import GroundPoints, wrapped_rad
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.image_plane import ImageSize, PixelPoints
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.facing import LaneHeadings
from accident_service.reconstruction.ground.projection import placed, seen
from accident_service.reconstruction.ground.trajectory import GroundTrajectory, VehicleDimensions
from accident_service.reconstruction.ground.vehicle_shape import (
    BUS,
    CAR,
    RARITY,
    TRUCK,
    USUAL_FRINGE_M,
    WAGON,
    VehicleShape,
)
from accident_service.reconstruction.motion.vehicle_detector import Detection, SeenKind

Array = NDArray[np.float64]
Bits = NDArray[np.bool_]

# A detector's box is this share of its own size off, and never better than this; where
# another vehicle hides a side, the detector guesses it, and is so much off.
BOX_SHARE, BOX_PX = 0.03, 1.5
GUESSED_SHARE = 0.12
# Who stands in a lane stands along it, give or take this much.
ALONG_LANE_SIGMA_RAD = 0.06
# Who stands beside a lane (a bay, a kerb) usually stands along the nearest one.
BESIDE_LANE_M, BESIDE_SIGMA_RAD = 4.0, 0.15
# Four sides in sigmas squared: worse than this, no vehicle of a usual size fills the box.
WORST_COST = 12.0
# A side of which this share is hidden is guessed; at the picture's border, the vehicle only
# reaches so far at least.
HIDDEN_SHARE, BORDER_PX = 0.3, 3.0
OUTWARDS = np.array([-1.0, -1.0, 1.0, 1.0])
# A place that is doubted by more says nothing of the lane.
WORST_SIGMA_M = 1.75
KINDS = (CAR, WAGON, TRUCK, BUS)
# Nearer together than this share of their mean length and width, two cannot stand.
NEAREST_SHARE = 0.75


@dataclass(frozen=True, slots=True, eq=False)
class StandingVehicle:
    """A vehicle's place, with the doubt of one picture."""

    shape: VehicleShape
    pose: Array  # (3,): x, y (m), heading (rad)
    size_m: Array  # (3,): length, width, height
    sigma: Array  # (6,): of pose and size
    cost: float
    detection: Detection  # that shows it

    def trajectory(self, track: TrackId, pts_s: Array) -> GroundTrajectory:
        """The vehicle at its place over these moments (n,), facing as its lane does."""
        count = len(pts_s)
        return GroundTrajectory(
            id=track,
            vehicle_class=self.shape.vehicle_class,
            dimensions=VehicleDimensions(
                length_m=float(self.size_m[0]),
                width_m=float(self.size_m[1]),
                height_m=float(self.size_m[2]),
                length_sigma_m=float(self.sigma[3]),
                width_sigma_m=float(self.sigma[4]),
            ),
            pts_s=pts_s,
            xy_m=np.tile(self.pose[:2], (count, 1)),
            heading_rad=np.full(count, self.pose[2]),
            speed_mps=np.zeros(count),
            xy_sigma_m=np.tile(self.sigma[:2], (count, 1)),
            heading_sigma_rad=np.full(count, self.sigma[2]),
            speed_sigma_mps=np.zeros(count),
            visible_share=np.ones(count),
            facing_from_lane=True,
        )


def standing_vehicles(
    camera: CameraModel, detections: Sequence[Detection], lane_headings: LaneHeadings
) -> tuple[StandingVehicle, ...]:
    """Every vehicle of one picture that can be placed on the road.

    Left out are boxes where no lane tells how a vehicle would stand, where none of a usual
    size fills the box or too little is seen to place it in a lane, and where the vehicle would
    stand in one already placed, which is surer or was seen more often.

    Args:
        camera: For the picture that was looked at.
        lane_headings: Where the lanes lead at a place.
    """
    vehicles = [one for one in detections if one.kind is SeenKind.VEHICLE]
    placed_ones: list[StandingVehicle] = []
    for detection in vehicles:
        others_px = np.array([one.box_px for one in vehicles if one is not detection])
        sides = _sides(detection.box_px, others_px.reshape(-1, 4), camera.image_size)
        found = _placed_vehicle(camera, detection, sides, lane_headings)
        if found is not None and not any(_in_one_place(found, other) for other in placed_ones):
            placed_ones.append(found)
    return tuple(placed_ones)


def _sides(box_px: Array, others_px: Array, image: ImageSize) -> tuple[Array, Bits]:
    """One sigma of each side (4,) in px, and which of them the picture's border cuts off."""
    left, top, right, bottom = box_px
    nearer = others_px[others_px[:, 3] > bottom]
    across = np.clip(np.minimum(nearer[:, 2], right) - np.maximum(nearer[:, 0], left), 0, None)
    upright = np.clip(np.minimum(nearer[:, 3], bottom) - np.maximum(nearer[:, 1], top), 0, None)
    shares = np.zeros((len(nearer), 4))
    for side, (at, low, high, along, length) in enumerate(
        (
            (left, nearer[:, 0], nearer[:, 2], upright, bottom - top),
            (top, nearer[:, 1], nearer[:, 3], across, right - left),
            (right, nearer[:, 0], nearer[:, 2], upright, bottom - top),
            (bottom, nearer[:, 1], nearer[:, 3], across, right - left),
        )
    ):
        shares[:, side] = np.where((low < at) & (at < high), along / max(length, 1.0), 0.0)
    at_border = np.array([left, top, image.width_px - 1 - right, image.height_px - 1 - bottom])
    share = np.where((shares > HIDDEN_SHARE).any(axis=0), GUESSED_SHARE, BOX_SHARE)
    sigma_px = np.maximum(BOX_PX, share * max(right - left, bottom - top))
    return np.asarray(sigma_px), np.asarray(at_border < BORDER_PX)


def _placed_vehicle(
    camera: CameraModel,
    detection: Detection,
    sides: tuple[Array, Bits],
    lane_headings: LaneHeadings,
) -> StandingVehicle | None:
    left, _, right, bottom = detection.box_px
    foot = camera.to_ground(PixelPoints(np.array([[(left + right) / 2, bottom]]))).xy_m[0]
    if not np.all(np.isfinite(foot)):
        return None
    tries = [
        _fitted(camera, (detection, *sides), shape, (foot, heading_rad, sigma_rad))
        for heading_rad, sigma_rad in _headings(foot, lane_headings)
        for shape in KINDS
    ]
    best = min(tries, key=lambda one: one.cost + RARITY[one.shape.vehicle_class], default=None)
    if best is None or best.cost > WORST_COST or best.sigma[:2].max() > WORST_SIGMA_M:
        return None
    return best


def _headings(foot: Array, lane_headings: LaneHeadings) -> list[tuple[float, float]]:
    """Ways a vehicle may stand there, each with its sigma, in rad."""
    here = lane_headings(float(foot[0]), float(foot[1]))
    if here:
        return [(heading_rad, ALONG_LANE_SIGMA_RAD) for heading_rad in here]
    angles = np.arange(8) * (np.pi / 4)
    around = foot + BESIDE_LANE_M * np.column_stack([np.cos(angles), np.sin(angles)])
    found = [heading for x, y in around for heading in lane_headings(float(x), float(y))]
    apart: list[float] = []
    for heading in found:
        if all(abs(wrapped_rad(heading - other)) > BESIDE_SIGMA_RAD for other in apart):
            apart.append(heading)
    return [(heading, BESIDE_SIGMA_RAD) for heading in apart]


def _in_one_place(one: StandingVehicle, other: StandingVehicle) -> bool:
    """Do their footprints share more than doubt of their places explains?"""
    dx, dy = one.pose[:2] - other.pose[:2]
    cos, sin = np.cos(other.pose[2]), np.sin(other.pose[2])
    ahead, left = abs(cos * dx + sin * dy), abs(-sin * dx + cos * dy)
    nearest_m = NEAREST_SHARE * (one.size_m[:2] + other.size_m[:2]) / 2
    return bool(ahead < nearest_m[0] and left < nearest_m[1])


def _fitted(
    camera: CameraModel,
    look: tuple[Detection, Array, Bits],
    shape: VehicleShape,
    start: tuple[Array, float, float],
) -> StandingVehicle:
    detection, side_sigma_px, cut = look
    box_px = detection.box_px
    foot, lane_rad, lane_sigma_rad = start
    away = foot - camera.position_m[:2]
    middle = foot + away / np.hypot(*away) * shape.size_m[1] / 2

    def residuals(unknown: Array) -> Array:
        sides = (_filled_box(camera, shape, unknown) - box_px) / side_sigma_px
        # A side that is cut off may be anywhere beyond where the box ends, but not within it.
        sides = np.where(cut, np.minimum(sides * OUTWARDS, 0.0), sides)
        turn = wrapped_rad(float(unknown[2]) - lane_rad) / lane_sigma_rad
        size = (unknown[3:] - shape.size_m[:3]) / shape.size_sigma_m[:3]
        return np.concatenate([np.nan_to_num(sides, nan=1e3), [turn], size])

    first = np.array([*middle, lane_rad, *shape.size_m[:3]])
    found: OptimizeResult = least_squares(residuals, first, x_scale=[1, 1, 0.1, 0.3, 0.1, 0.1])
    covariance = np.linalg.pinv(found.jac.T @ found.jac)
    survey = np.nan_to_num(camera.ground_sigma_m(GroundPoints(found.x[None, :2])), nan=1.0)[0]
    sigma = np.sqrt(np.diagonal(covariance) + np.array([*survey, 0, 0, 0, 0]) ** 2)
    pose, size_m = found.x[:3], found.x[3:]
    return StandingVehicle(shape, pose, size_m, sigma, 2 * float(found.cost), detection)


def _filled_box(camera: CameraModel, shape: VehicleShape, unknown: Array) -> Array:
    """The box (4,) in px that the vehicle's projection fills."""
    body_m = shape.points_m(np.array([*unknown[3:], USUAL_FRINGE_M]))
    pixels = seen(camera, placed(body_m, unknown[None, :3]))[0]
    return np.concatenate([pixels.min(axis=0), pixels.max(axis=0)])
