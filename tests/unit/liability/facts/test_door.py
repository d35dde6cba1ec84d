from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.door import detect
from tests.unit.liability.drives import (
    A,
    Accident,
    B,
    contact,
    cut_in,
    rear_end,
    straight,
    track,
)
from tests.unit.liability.facts.told import fact, truth
from tests.unit.liability.manoeuvre_drives import parked

KIND = FactKind.DOOR_OPENED


def test_bodies_that_were_apart_leave_a_door_open() -> None:
    told = fact(detect, parked(passing_y_m=-0.5), KIND, A)

    # 2.45 m between the centres less two half widths of 0.9 m.
    assert told.truth is Truth.UNKNOWN
    assert told.value is not None
    assert told.value.low < 0.65 < told.value.high


def test_bodies_that_met_need_no_door() -> None:
    assert truth(detect, parked(passing_y_m=-1.4), KIND, A) is Truth.FALSE


def test_no_door_of_a_moving_vehicle_opens() -> None:
    assert truth(detect, parked(), KIND, B) is Truth.FALSE
    assert truth(detect, cut_in(), KIND, A) is Truth.FALSE


def moved(accident: Accident, point_m: tuple[float, float]) -> Accident:
    found = replace(accident.found, collisions=(contact(point_m, (8, 1)),))
    return replace(accident, found=found)


@pytest.mark.parametrize(
    "accident",
    [
        rear_end(),
        moved(parked(passing_y_m=-0.5), (17.75, -2.05)),
        moved(parked(passing_y_m=-0.5), (19.8, -2.95)),
    ],
    ids=["struck at the rear", "at a corner", "within the body"],
)
def test_where_no_door_is_none_opened(accident: Accident) -> None:
    assert truth(detect, accident, KIND, A) is Truth.FALSE


def test_who_comes_at_an_angle_meets_the_body() -> None:
    accident = parked(passing_y_m=-0.5)
    crossing = track(B, straight(19.0, 1.0, -1.2, 8.0))
    found = replace(accident.found, trajectories=(accident.found.trajectories[0], crossing))

    assert truth(detect, replace(accident, found=found), KIND, A) is Truth.FALSE
