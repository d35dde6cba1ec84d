from dataclasses import replace

import numpy as np

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.overtaken import detect
from accident_service.liability.road_map import RoadMap
from tests.unit.liability.drives import A, B
from tests.unit.liability.facts.told import fact, truth
from tests.unit.liability.overtaking_drives import (
    overtaken_turning_left,
    passing_on_the_right,
    second_overtaker,
)


def test_a_turn_that_showed_before_the_other_drew_level_came_first() -> None:
    told = fact(detect, overtaken_turning_left(), FactKind.MANOEUVRE_BEGUN_FIRST, A)

    assert told.truth is Truth.TRUE
    # Ten degrees on an arc of 7 m are 1.22 m: 0.41 s after 5.6 s at 3 m/s.
    assert told.value is not None
    assert told.value.low <= 6.01 <= told.value.high + 0.1
    assert "turning left" in told.sentence_en


def test_a_turn_begun_beside_the_overtaker_did_not() -> None:
    late = overtaken_turning_left(begin_s=6.4)

    assert truth(detect, late, FactKind.MANOEUVRE_BEGUN_FIRST, A) is Truth.FALSE


def test_two_instants_that_overlap_cannot_be_put_in_order() -> None:
    together = overtaken_turning_left(begin_s=6.15, sigma_scale=3.0)

    assert truth(detect, together, FactKind.MANOEUVRE_BEGUN_FIRST, A) is Truth.UNKNOWN


def test_who_keeps_its_lane_manoeuvres_not_at_all() -> None:
    accident = passing_on_the_right()

    assert truth(detect, accident, FactKind.MANOEUVRE_BEGUN_FIRST, A) is Truth.FALSE
    assert truth(detect, accident, FactKind.MANOEUVRE_BEGUN_FIRST, B) is Truth.FALSE


def test_off_the_map_a_turn_is_measured_against_how_it_came() -> None:
    accident = replace(overtaken_turning_left(), road_map=RoadMap(lanes=()))

    assert truth(detect, accident, FactKind.MANOEUVRE_BEGUN_FIRST, A) is Truth.TRUE


def test_who_was_overtaking_a_third_vehicle_had_begun_first() -> None:
    told = fact(detect, second_overtaker(), FactKind.MANOEUVRE_BEGUN_FIRST, A)

    assert told.truth is Truth.TRUE
    assert "overtaking" in told.sentence_en
    assert second_overtaker().proposed().findings[0].at_fault == B


def test_a_swerve_is_no_turn() -> None:
    accident = overtaken_turning_left()
    leader, *others = accident.found.trajectories
    swerving = replace(leader, heading_rad=np.clip(leader.heading_rad, None, 0.2))
    found = replace(accident.found, trajectories=(swerving, *others))

    swerved = truth(detect, replace(accident, found=found), FactKind.MANOEUVRE_BEGUN_FIRST, A)

    assert swerved is Truth.FALSE
