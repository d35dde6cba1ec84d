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

# A detector's box is this share of its own size off, and never better than this.
BOX_SHARE, BOX_PX = 0.03, 1.5
# Who stands in a lane stands along it, give or take this much.
ALONG_LANE_SIGMA_RAD = 0.06
# Who stands beside a lane (a bay, a kerb) usually stands along the nearest one.
BESIDE_LANE_M, BESIDE_SIGMA_RAD = 4.0, 0.15
# Four sides in sigmas squared: worse than this, no vehicle of a usual size fills the box.
WORST_COST = 12.0
# A side of which this share is hidden says only that the vehicle reaches so far.
HIDDEN_SHARE, BORDER_PX = 0.3, 3.0
OUTWARDS = np.array([-1.0, -1.0, 1.0, 1.0])
FEWEST_SIDES = 3
KINDS = (CAR, WAGON, TRUCK, BUS)


@dataclass(frozen=True, slots=True, eq=False)
class StandingVehicle:
    """A vehicle's place, with the doubt of one picture."""

    shape: VehicleShape
    pose: Array  # (3,): x, y (m), heading (rad)
    size_m: Array  # (3,): length, width, height
    sigma: Array  # (6,): of pose and size
    cost: float

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
    size fills the box, and where the vehicle stands in one already placed, which is surer.

    Args:
        camera: For the picture that was looked at.
        lane_headings: Where the lanes lead at a place.
    """
    vehicles = [one for one in detections if one.kind is SeenKind.VEHICLE]
    placed_ones: list[StandingVehicle] = []
    for detection in vehicles:
        others_px = np.array([one.box_px for one in vehicles if one is not detection])
        known = ~_hidden_sides(detection.box_px, others_px.reshape(-1, 4), camera.image_size)
        found = _placed_vehicle(camera, detection.box_px, known, lane_headings)
        if found is not None and not any(_within(found, other) for other in placed_ones):
            placed_ones.append(found)
    return tuple(placed_ones)


def _hidden_sides(box_px: Array, others_px: Array, image: ImageSize) -> Bits:
    """Which sides (4,) end at the picture's border or behind a nearer vehicle's box."""
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
    return np.asarray((at_border < BORDER_PX) | (shares > HIDDEN_SHARE).any(axis=0))


def _placed_vehicle(
    camera: CameraModel, box_px: Array, known: Bits, lane_headings: LaneHeadings
) -> StandingVehicle | None:
    if np.count_nonzero(known) < FEWEST_SIDES:
        return None
    left, _, right, bottom = box_px
    foot = camera.to_ground(PixelPoints(np.array([[(left + right) / 2, bottom]]))).xy_m[0]
    if not np.all(np.isfinite(foot)):
        return None
    tries = [
        _fitted(camera, (box_px, known), shape, (foot, heading_rad, sigma_rad))
        for heading_rad, sigma_rad in _headings(foot, lane_headings)
        for shape in KINDS
    ]
    best = min(tries, key=lambda one: one.cost + RARITY[one.shape.vehicle_class], default=None)
    return best if best is not None and best.cost <= WORST_COST else None


def beside_the_moving(
    standing: Sequence[StandingVehicle], moving: Sequence[GroundTrajectory], pts_s: Array
) -> tuple[GroundTrajectory, ...]:
    """Standing vehicles as trajectories over the whole clip, `s1` and on.

    Left out is whoever stands where a tracked vehicle is at any time: that one moved off, was
    pushed or came to rest there, and is known already.
    """
    told = [one.trajectory(TrackId(f"s{count}"), pts_s) for count, one in enumerate(standing, 1)]
    return tuple(one for one in told if not any(_meets(one, other) for other in moving))


def _meets(standing: GroundTrajectory, moving: GroundTrajectory) -> bool:
    half_m = (standing.dimensions.length_m + moving.dimensions.width_m) / 4
    apart_m = np.hypot(*(moving.xy_m - standing.xy_m[0]).T)
    return bool(apart_m.min() < half_m)


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


def _within(one: StandingVehicle, other: StandingVehicle) -> bool:
    """Is the one's middle inside the other's footprint?"""
    dx, dy = one.pose[:2] - other.pose[:2]
    cos, sin = np.cos(other.pose[2]), np.sin(other.pose[2])
    ahead, left = abs(cos * dx + sin * dy), abs(-sin * dx + cos * dy)
    return bool(ahead < other.size_m[0] / 2 and left < other.size_m[1] / 2)


def _fitted(
    camera: CameraModel,
    box: tuple[Array, Bits],
    shape: VehicleShape,
    start: tuple[Array, float, float],
) -> StandingVehicle:
    box_px, known = box
    foot, lane_rad, lane_sigma_rad = start
    away = foot - camera.position_m[:2]
    middle = foot + away / np.hypot(*away) * shape.size_m[1] / 2
    size_px = max(box_px[2] - box_px[0], box_px[3] - box_px[1])
    side_sigma_px = max(BOX_PX, BOX_SHARE * float(size_px))

    def residuals(unknown: Array) -> Array:
        sides = (_filled_box(camera, shape, unknown) - box_px) / side_sigma_px
        # A hidden side may be anywhere beyond where the box ends, but not within it.
        sides = np.where(known, sides, np.minimum(sides * OUTWARDS, 0.0))
        turn = wrapped_rad(float(unknown[2]) - lane_rad) / lane_sigma_rad
        size = (unknown[3:] - shape.size_m[:3]) / shape.size_sigma_m[:3]
        return np.concatenate([np.nan_to_num(sides, nan=1e3), [turn], size])

    first = np.array([*middle, lane_rad, *shape.size_m[:3]])
    found: OptimizeResult = least_squares(residuals, first, x_scale=[1, 1, 0.1, 0.3, 0.1, 0.1])
    covariance = np.linalg.pinv(found.jac.T @ found.jac)
    survey = np.nan_to_num(camera.ground_sigma_m(GroundPoints(found.x[None, :2])), nan=1.0)[0]
    sigma = np.sqrt(np.diagonal(covariance) + np.array([*survey, 0, 0, 0, 0]) ** 2)
    return StandingVehicle(shape, found.x[:3], found.x[3:], sigma, 2 * float(found.cost))


def _filled_box(camera: CameraModel, shape: VehicleShape, unknown: Array) -> Array:
    """The box (4,) in px that the vehicle's projection fills."""
    body_m = shape.points_m(np.array([*unknown[3:], USUAL_FRINGE_M]))
    pixels = seen(camera, placed(body_m, unknown[None, :3]))[0]
    return np.concatenate([pixels.min(axis=0), pixels.max(axis=0)])
