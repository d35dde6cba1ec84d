"""A vehicle is taken for what it is, and nothing for what it is not."""

from dataclasses import replace

import numpy as np

from accident_service.reconstruction.ground.vehicle_shape import CAR, TRUCK, WAGON
from accident_service.reconstruction.self_calibration.kinds import as_its_kind, kind_cost
from tests.scenes.watched_traffic import CAMERA, seen


def test_a_car_is_a_car_and_a_van_is_a_van() -> None:
    assert [put.shape for put in as_its_kind(CAMERA, seen(1))] == [CAR]
    assert [put.shape for put in as_its_kind(CAMERA, seen(2))] == [WAGON]


def test_two_vehicles_in_one_outline_are_no_vehicle() -> None:
    vehicle = seen(1)
    wide = vehicle.sights.low_px + np.where(np.arange(24) % 12 < 4, 60.0, 0.0)
    merged = replace(vehicle, sights=replace(vehicle.sights, low_px=wide, high_px=wide))

    assert as_its_kind(CAMERA, merged) == ()


def test_a_rare_kind_of_any_size_costs_more_than_a_common_one_of_one_size() -> None:
    assert kind_cost(CAR) < kind_cost(WAGON) < kind_cost(TRUCK)
