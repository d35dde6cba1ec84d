"""Cameras to begin with, and where each would put the vehicles."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.quantities.image_plane import ImageSize, PixelPoints
from accident_service.reconstruction.calibration import priors
from accident_service.reconstruction.calibration.camera_model import PARAMETER_COUNT, CameraModel
from accident_service.reconstruction.ground.first_guess import BODY_MIDDLE_M
from accident_service.reconstruction.ground.vehicle_shape import VehicleShape
from accident_service.reconstruction.motion.silhouettes import Silhouettes
from accident_service.reconstruction.self_calibration.bundle import Placed
from accident_service.reconstruction.self_calibration.seen_vehicles import SeenVehicle

Array = NDArray[np.float64]

# From wide to long lenses, from a view along the street to one straight down.
FOCAL_WIDTHS = (0.6, 0.9, 1.4)
PITCHES_RAD = tuple(np.radians([6.0, 13.0, 22.0, 34.0, 50.0, 70.0]))
# What a passenger car shows of itself, between its width and its length.
APPARENT_M = 3.6
MOST_ON_ROAD = 0.8


def starts(size: ImageSize, vehicles: tuple[SeenVehicle, ...]) -> Iterator[CameraModel]:
    """Cameras under which most vehicles are on the road and about as large as cars."""
    for widths in FOCAL_WIDTHS:
        for pitch_rad in PITCHES_RAD:
            unit = level_camera(size, widths * size.width_px, pitch_rad, 1.0)
            yield from raised(unit, vehicles)


def raised(camera: CameraModel, vehicles: tuple[SeenVehicle, ...]) -> Iterator[CameraModel]:
    """The camera as high as makes the vehicles cars; nothing where they are not on its road."""
    apparent_m = np.array([_extent_m(camera, vehicle.sights) for vehicle in vehicles])
    if np.count_nonzero(np.isfinite(apparent_m)) >= MOST_ON_ROAD * len(vehicles):
        height_m = camera.position_m[2] * APPARENT_M / float(np.nanmedian(apparent_m))
        yield replace(camera, translation_m=-camera.rotation @ np.array([0.0, 0.0, height_m]))


def level_camera(
    size: ImageSize, focal_px: float, pitch_rad: float, height_m: float
) -> CameraModel:
    """A camera over the origin, without roll, looking along +y and down by the pitch."""
    sine, cosine = float(np.sin(pitch_rad)), float(np.cos(pitch_rad))
    rotation = np.array([[1.0, 0.0, 0.0], [0.0, -sine, -cosine], [0.0, cosine, -sine]])
    centre_px = (np.array([size.width_px, size.height_px]) - 1.0) / 2
    intrinsics = np.array(
        [[focal_px, 0.0, centre_px[0]], [0.0, focal_px, centre_px[1]], [0.0, 0.0, 1.0]]
    )
    return CameraModel(
        image_size=size,
        intrinsics=intrinsics,
        distortion=np.array(
            [priors.K1, priors.K2_OF_K1_SQUARED * priors.K1**2, 0.0, 0.0, 0.0], dtype=np.float64
        ),
        rotation=rotation,
        translation_m=-rotation @ np.array([0.0, 0.0, height_m]),
        parameter_covariance=np.zeros((PARAMETER_COUNT, PARAMETER_COUNT)),
    )


def placed_roughly(camera: CameraModel, vehicle: SeenVehicle, shape: VehicleShape) -> Placed:
    """The vehicle on the line of sight of its middle, facing the way it goes."""
    xy_m = camera.to_ground(PixelPoints(vehicle.sights.centre_px), BODY_MIDDLE_M).xy_m
    ahead = np.gradient(xy_m, axis=0)
    heading = np.unwrap(np.arctan2(ahead[:, 1], ahead[:, 0]))
    return Placed(shape, vehicle.sights, np.column_stack([xy_m, heading]), shape.size_m.copy())


def _extent_m(camera: CameraModel, sights: Silhouettes) -> float:
    """Median larger extent of a vehicle as it looks; NaN above the horizon."""
    feet = camera.to_ground(PixelPoints(sights.centre_px)).xy_m
    if np.isnan(feet).any():
        return float("nan")
    box = sights.box_px
    extent_px = (box[:, 2:] - box[:, :2]).max(axis=1) + 1.0
    return float(np.median(extent_px / camera.pixels_per_metre(GroundPoints(feet))))
