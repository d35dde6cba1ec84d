from dataclasses import replace

import numpy as np
import pytest

from accident_service.errors import VehicleLost
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.reconstruction.ground.trajectory import VehicleClass
from accident_service.reconstruction.ground.vehicle_fit import fit_along, fit_vehicle
from accident_service.reconstruction.ground.vehicle_shape import (
    CAR,
    RIDER,
    TRUCK,
    WALKER,
    VehicleShape,
)
from accident_service.reconstruction.motion.silhouettes import DIRECTIONS
from tests.scenes.seen_vehicle import CAMERA, Noise, evidence, straight_states, times_s

STATES = straight_states()
NOISE = Noise(outline_px=0.5, flow_px=0.1)


@pytest.mark.parametrize("shape", [CAR, TRUCK, RIDER], ids=lambda s: s.vehicle_class.value)
def test_the_kind_of_vehicle_is_told(shape: VehicleShape) -> None:
    fit = fit_vehicle(CAMERA, evidence(STATES, shape=shape, noise=NOISE), times_s(STATES))
    assert fit.shape.vehicle_class == shape.vehicle_class


def test_a_walker_who_looks_too_tall_is_no_car() -> None:
    # With a lamp's glow, or a second walker behind: as tall as no walker, but slender.
    size_m = np.array([0.6, 0.6, 3.0, 0.2])
    states = straight_states(speed_mps=1.4)
    seen = evidence(states, shape=WALKER, size_m=size_m, noise=NOISE)
    assert fit_vehicle(CAMERA, seen, times_s(states)).shape in {WALKER, RIDER}


def test_a_car_that_looks_slender_from_its_end_is_a_car() -> None:
    to_camera = CAMERA.position_m[:2] - np.array([0.0, 6.0])
    heading_rad = float(np.arctan2(to_camera[1], to_camera[0]))
    states = straight_states(speed_mps=2.0, heading_rad=heading_rad, start_m=(0.0, 6.0))
    seen = evidence(states, noise=NOISE)
    assert fit_vehicle(CAMERA, seen, times_s(states)).shape.vehicle_class == CAR.vehicle_class


def test_a_vehicle_that_hardly_moves_is_still_turned_the_right_way() -> None:
    states = straight_states(speed_mps=0.3, heading_rad=0.6)
    fit = fit_vehicle(CAMERA, evidence(states, noise=NOISE), times_s(states))
    error_rad = wrapped_rad(2 * (float(fit.states[30, 2]) - 0.6)) / 2
    assert abs(error_rad) < np.radians(5.0)


def test_what_stood_in_the_scene_is_known_from_the_first_frame() -> None:
    speed = np.where(np.arange(60) < 30, 0.0, 2.0)
    states = straight_states(speed_mps=speed)
    seen = evidence(states, noise=NOISE)
    late = {
        name: getattr(seen, name)[30:]
        for name in seen.__dataclass_fields__
        if name not in {"stood", "displaced"}
    }
    fit = fit_vehicle(CAMERA, replace(seen, **late, stood=True), times_s(states))
    assert len(fit.pts_s) == 60
    assert np.hypot(*(fit.states - states)[0, :2]) < 0.2
    assert np.abs(fit.states[:25, 3]).max() < 0.1


def test_too_little_evidence_is_refused() -> None:
    seen = evidence(straight_states(frame_count=5))
    with pytest.raises(VehicleLost, match="5 frames"):
        fit_vehicle(CAMERA, seen, np.linspace(0.0, 0.16, 5))


def test_what_is_never_on_the_road_is_refused() -> None:
    seen = evidence(STATES)
    seen.centre_px[:, 1] = -300.0
    with pytest.raises(VehicleLost, match="road"):
        fit_vehicle(CAMERA, seen, times_s(STATES))


def test_vehicle_classes_cover_what_the_shapes_say() -> None:
    assert {CAR.vehicle_class, TRUCK.vehicle_class} <= set(VehicleClass)


def test_a_vehicle_known_only_by_its_roof_is_fitted_along_its_way() -> None:
    states = straight_states()
    told = evidence(states)
    below = DIRECTIONS[:, 1] > 0.2
    low, high = told.low_px.copy(), told.high_px.copy()
    low[:, below], high[:, below] = low[:, below] - 40.0, np.inf
    roof = replace(told, low_px=low, high_px=high)
    rough = states[::5] + np.array([0.5, -0.4, 0.0, 0.0])
    way = np.column_stack([np.arange(0, len(states), 5), rough[:, :3]])
    fit = fit_along(CAMERA, roof, times_s(states), way)
    off = np.hypot(*(fit.states - states)[:, :2].T)
    # The hidden feet leave the height, and so the place along the line of sight, to the kind.
    assert np.median(off) < 0.5
    assert fit.misfit < 2.0
