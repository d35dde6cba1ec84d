"""From several first cameras to the one that explains lines and vehicles best."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.vehicle_shape import CAR
from accident_service.reconstruction.self_calibration.adjust import Adjusted, adjusted
from accident_service.reconstruction.self_calibration.directions import line_views
from accident_service.reconstruction.self_calibration.kinds import (
    as_its_kind,
    cost_when_left_out,
    kind_cost,
)
from accident_service.reconstruction.self_calibration.lines import assigned
from accident_service.reconstruction.self_calibration.seen_vehicles import SeenVehicle
from accident_service.reconstruction.self_calibration.segments import Segments
from accident_service.reconstruction.self_calibration.starts import placed_roughly, raised, starts

Array = NDArray[np.float64]

# Views of the lines that are tried, vehicles and steps that decide between them, and how many
# are followed to the end: the cost of a wrong choice is a wrong camera, of a trial a second.
TRIED_VIEWS, TRIED_VEHICLES, TRIED_STEPS, FOLLOWED = 10, 8, 3, 2
MOST_STEPS, RECLASSED = 15, 2


@dataclass(frozen=True, slots=True, eq=False)
class Followed:
    """A camera that was led to where nothing gets better."""

    adjusted: Adjusted
    direction_rad: Array  # of the streets found on the way
    cost: float  # vehicles that were left out included
    believed: tuple[SeenVehicle, ...]


def best_camera(
    size: ImageSize, vehicles: tuple[SeenVehicle, ...], segments: Segments
) -> Followed | None:
    """The best of all starts led to its end; None where no start has the vehicles on its road."""
    few = vehicles[:TRIED_VEHICLES]
    tried = [
        _tried(camera, view.direction_rad, few, segments)
        for view in line_views(size, segments, most=TRIED_VIEWS)
        for camera in raised(view.camera, few)
    ]
    if not tried:
        none = np.zeros(0)
        tried = [_tried(camera, none, few, segments) for camera in starts(size, few)]
    tried.sort(key=lambda one: one.cost)
    found = [followed(one, vehicles, segments) for one in tried[:FOLLOWED]]
    return min(found, key=lambda one: one.cost, default=None)


def _tried(
    camera: CameraModel, direction_rad: Array, few: tuple[SeenVehicle, ...], segments: Segments
) -> Followed:
    """A few steps with every vehicle taken for a car."""
    put = [(vehicle, placed_roughly(camera, vehicle, CAR)) for vehicle in few]
    seen = [pair for pair in put if np.isfinite(pair[1].poses).all()]
    lines = assigned(camera, segments, direction_rad)
    found = adjusted(camera, (*(one for _, one in seen), lines), iterations=TRIED_STEPS)
    believed = tuple(vehicle for vehicle, _ in seen)
    return Followed(found, direction_rad, found.cost + _left_out(few, believed), believed)


def followed(start: Followed, vehicles: tuple[SeenVehicle, ...], segments: Segments) -> Followed:
    """The start led to its end, with every vehicle's kind chosen anew on the way."""
    best = start
    for _ in range(RECLASSED):
        camera = best.adjusted.camera
        kept = [(vehicle, put) for vehicle in vehicles for put in as_its_kind(camera, vehicle)]
        lines = assigned(camera, segments, best.direction_rad)
        found = adjusted(camera, (*(put for _, put in kept), lines), iterations=MOST_STEPS)
        believed = tuple(vehicle for vehicle, _ in kept)
        kinds = sum(kind_cost(put.shape) for _, put in kept)
        cost = found.cost + kinds + _left_out(vehicles, believed)
        best = Followed(found, best.direction_rad, cost, believed)
    return best


def _left_out(vehicles: tuple[SeenVehicle, ...], believed: tuple[SeenVehicle, ...]) -> float:
    labels = {vehicle.label for vehicle in believed}
    return sum(cost_when_left_out(one) for one in vehicles if one.label not in labels)
