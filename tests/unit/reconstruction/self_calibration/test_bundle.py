"""The terms of a vehicle vanish at the truth and are differentiated rightly."""

import numpy as np
import pytest

from accident_service.reconstruction.ground.vehicle_shape import CAR
from accident_service.reconstruction.self_calibration.bundle import (
    Placed,
    outline_misfit,
    rolling_residuals,
)
from tests.scenes.seen_vehicle import straight_states
from tests.scenes.watched_traffic import CAMERA, DRIVES, seen


def truly_placed() -> Placed:
    start_m, heading_rad, speed_mps = DRIVES[0]
    states = straight_states(start_m=start_m, heading_rad=heading_rad, speed_mps=speed_mps)
    rows = np.linspace(0, 59, 7).astype(int)
    return Placed(CAR, seen(1).sights, states[rows, :3], CAR.size_m.copy())


def test_at_the_truth_nothing_is_left_to_explain() -> None:
    vehicle = truly_placed()

    assert vehicle.cost(CAMERA) == pytest.approx(0.0, abs=1e-9)
    assert outline_misfit(CAMERA, vehicle) == pytest.approx(0.0, abs=1e-9)


def test_a_lower_camera_or_a_longer_car_costs() -> None:
    vehicle = truly_placed()
    lower = CAMERA.moved(np.array([0.0] * 11 + [-0.5, 0.0, 0.0, 0.0]))
    longer = vehicle.moved(np.array([0.0] * 21 + [0.3, 0.0, 0.0, 0.0]))

    assert vehicle.cost(lower) > 1.0
    assert longer.cost(CAMERA) > 1.0


@pytest.mark.parametrize("column", [0, 1, 2, 20])
def test_terms_move_with_the_own_unknowns_as_they_say(column: int) -> None:
    vehicle = truly_placed().moved(np.full(25, 0.02))
    step = np.zeros(25)
    step[column] = 1e-5
    told = vehicle.terms(CAMERA)

    ahead, behind = vehicle.moved(step), vehicle.moved(-step)
    moved = (ahead.terms(CAMERA).residual - behind.terms(CAMERA).residual) / 2e-5

    assert np.median(np.abs(moved - told.by_own[:, column])) < 1e-3
    assert told.by_own[:, column] == pytest.approx(moved, abs=0.05 * np.abs(moved).max() + 1e-3)


@pytest.mark.parametrize("parameter", [0, 6, 8, 11])
def test_terms_move_with_the_camera_as_they_say(parameter: int) -> None:
    vehicle = truly_placed().moved(np.full(25, 0.02))
    step = np.zeros(15)
    step[parameter] = 1e-6
    told = vehicle.terms(CAMERA).by_camera[:, parameter]

    ahead = vehicle.terms(CAMERA.moved(step)).residual
    behind = vehicle.terms(CAMERA.moved(-step)).residual

    moved = (ahead - behind) / 2e-6
    assert told == pytest.approx(moved, abs=0.05 * np.abs(moved).max() + 1e-3)


def test_the_own_terms_are_the_same_without_the_camera() -> None:
    vehicle = truly_placed()
    full, own = vehicle.terms(CAMERA), vehicle.own_terms(CAMERA)

    assert np.array_equal(full.residual, own.residual)
    assert np.array_equal(full.by_own, own.by_own)
    assert not own.by_camera.any()


def test_rolling_straight_ahead_costs_nothing_and_sliding_does() -> None:
    ahead = np.array([[0.0, 0.0, 0.0], [2.0, 0.0, 0.0], [5.0, 0.0, 0.0]])
    aside = np.array([[0.0, 0.0, 0.0], [0.0, 2.0, 0.0]])

    assert not rolling_residuals(ahead, 4.5).any()
    assert np.abs(rolling_residuals(aside, 4.5)).max() > 10
