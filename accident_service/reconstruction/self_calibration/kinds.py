"""Which kind of vehicle a few outlines are, under a camera that is taken for granted."""

import numpy as np

from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.vehicle_shape import (
    BUS,
    CAR,
    RIDER,
    TRUCK,
    WAGON,
    WALKER,
    VehicleShape,
)
from accident_service.reconstruction.self_calibration.adjust import posed
from accident_service.reconstruction.self_calibration.bundle import Placed, outline_misfit
from accident_service.reconstruction.self_calibration.seen_vehicles import SeenVehicle
from accident_service.reconstruction.self_calibration.starts import placed_roughly

# How common each kind is in traffic; a rarer one must explain clearly more.
KINDS: tuple[tuple[VehicleShape, float], ...] = (
    (CAR, 0.55), (WAGON, 0.25), (TRUCK, 0.05), (BUS, 0.03), (RIDER, 0.08), (WALKER, 0.04),
)  # fmt: skip
# People are no measure: they bend, and fragments of vehicles look like them.
NO_MEASURE = (RIDER, WALKER)
# Squared sigmas of a mean outline no vehicle explains: two in one, or a part of one.
WORST_MISFIT = 5.0
# A sure vehicle that nothing explains counts as one that is badly explained.
DROPPED_COST = 60.0
STEPS = 8


def cost_when_left_out(vehicle: SeenVehicle) -> float:
    """What leaving a vehicle unexplained costs: little for what may be a fragment."""
    return DROPPED_COST * vehicle.credibility


def as_its_kind(camera: CameraModel, vehicle: SeenVehicle) -> tuple[Placed, ...]:
    """The vehicle as the kind that explains it best; empty where none does."""
    tried = []
    for shape, share in KINDS:
        rough = placed_roughly(camera, vehicle, shape)
        if np.isfinite(rough.poses).all():
            put = posed(camera, rough, iterations=STEPS)
            tried.append((put.cost(camera) - 2.0 * float(np.log(share)), put))
    if not tried:
        return ()
    cost, best = min(tried, key=lambda pair: pair[0])
    if cost > cost_when_left_out(vehicle) or any(best.shape is shape for shape in NO_MEASURE):
        return ()
    return (best,) if outline_misfit(camera, best) < WORST_MISFIT else ()
