"""Which kind of vehicle a few outlines are, under a camera that is taken for granted."""

import numpy as np

from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.vehicle_shape import (
    BUS,
    CAR,
    RIDER,
    TRUCK,
    VAN,
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
    (CAR, 0.52), (WAGON, 0.21), (VAN, 0.07), (TRUCK, 0.05), (BUS, 0.03),
    (RIDER, 0.08), (WALKER, 0.04),
)  # fmt: skip
# People are no measure: they bend, and fragments of vehicles look like them.
NO_MEASURE = (RIDER, WALKER)
# Squared sigmas of a mean outline no vehicle explains: two in one, or a part of one.
WORST_MISFIT = 5.0
# A sure vehicle that nothing explains counts as one that is badly explained.
DROPPED_COST = 60.0
STEPS = 8


def kind_cost(shape: VehicleShape) -> float:
    """What it costs to take a vehicle for this kind: rare ones, and those of any size, cost more.

    Reference:
        D. MacKay, "Information Theory, Inference, and Learning Algorithms", 2003, chapter 28
        (a kind whose sizes vary more predicts each of them less).
    """
    share = next(share for kind, share in KINDS if kind is shape)
    wider = float(np.sum(np.log(shape.size_sigma_m[:3] / CAR.size_sigma_m[:3])))
    return 2.0 * (wider - float(np.log(share)))


def cost_when_left_out(vehicle: SeenVehicle) -> float:
    """What leaving a vehicle unexplained costs: little for what may be a fragment."""
    return DROPPED_COST * vehicle.credibility


def as_its_kind(camera: CameraModel, vehicle: SeenVehicle) -> tuple[Placed, ...]:
    """The vehicle as the kind that explains it best; empty where none does."""
    tried = []
    for shape, _ in KINDS:
        rough = placed_roughly(camera, vehicle, shape)
        if np.isfinite(rough.poses).all():
            put = posed(camera, rough, iterations=STEPS)
            tried.append((put.cost(camera) + kind_cost(shape), put))
    if not tried:
        return ()
    cost, best = min(tried, key=lambda pair: pair[0])
    if cost > cost_when_left_out(vehicle) or any(best.shape is shape for shape in NO_MEASURE):
        return ()
    return (best,) if outline_misfit(camera, best) < WORST_MISFIT else ()
