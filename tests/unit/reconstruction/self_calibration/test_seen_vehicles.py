"""Vehicles are measured by where they are seen whole, and fragments of them are not."""

from dataclasses import replace

import numpy as np

from accident_service.reconstruction.motion.sights import only_sights
from accident_service.reconstruction.self_calibration.seen_vehicles import (
    SIGHTS_PER_VEHICLE,
    vehicles_to_measure_by,
)
from tests.scenes.watched_traffic import outlines


def test_every_vehicle_is_kept_in_a_few_places_along_its_way() -> None:
    vehicles = vehicles_to_measure_by(outlines())

    assert {vehicle.label for vehicle in vehicles} == {1, 2, 3, 4, 5}
    assert all(4 <= len(vehicle.sights) <= SIGHTS_PER_VEHICLE for vehicle in vehicles)
    worth = [vehicle.worth_px2 for vehicle in vehicles]
    assert worth == sorted(worth, reverse=True)


def test_sights_cut_off_by_the_border_are_left_out() -> None:
    known = outlines()[1]
    high_px = known.high_px.copy()
    high_px[:40, :6] = np.inf

    (vehicle,) = vehicles_to_measure_by({1: replace(known, high_px=high_px)})

    assert vehicle.sights.frame_index.min() >= 40


def test_a_window_that_travels_inside_its_vehicle_is_no_vehicle() -> None:
    known = outlines()[1]
    middle = (known.box_px[:, :2] + known.box_px[:, 2:]) / 2
    half = (known.box_px[:, 2:] - known.box_px[:, :2]) / 5
    window = replace(known, box_px=np.concatenate([middle - half, middle + half], axis=1))

    vehicles = vehicles_to_measure_by({1: known, 2: window})

    assert [vehicle.label for vehicle in vehicles] == [1]


def test_what_stood_or_hardly_moved_says_nothing() -> None:
    known = outlines()[1]
    short = only_sights(known, np.arange(5))

    assert vehicles_to_measure_by({1: replace(known, stood=True), 2: short}) == ()


def test_small_things_on_short_ways_are_not_sure_to_be_vehicles() -> None:
    whole = vehicles_to_measure_by(outlines())[0]
    fragment = replace(whole, sights=replace(whole.sights, area_px=whole.sights.area_px / 100))

    assert whole.credibility == 1.0
    assert fragment.credibility < 0.5
