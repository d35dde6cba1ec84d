import math

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.entering import detect
from accident_service.liability.road_map import LaneKind, RoadMap
from tests.unit.liability import roads
from tests.unit.liability.drives import (
    A,
    Accident,
    B,
    contact,
    cut_in,
    left_turn,
    rear_end,
    reconstruction,
    straight,
    track,
)
from tests.unit.liability.facts.told import fact, truth
from tests.unit.liability.manoeuvre_drives import out_of_a_bay, out_of_a_gate, parked
from tests.unit.liability.manoeuvre_roads import road

KIND = FactKind.ENTERED_ROAD


def test_pulling_out_of_a_bay_is_entering() -> None:
    told = fact(detect, out_of_a_bay(), KIND, A)

    assert told.truth is Truth.TRUE
    assert "bay" in told.sentence_en
    assert truth(detect, out_of_a_bay(), KIND, B) is Truth.FALSE


def test_coming_out_of_the_cycle_lane_is_entering() -> None:
    accident = out_of_a_bay(road_map=road(beside=LaneKind.BICYCLE))

    assert truth(detect, accident, KIND, A) is Truth.TRUE


def test_coming_out_of_a_gate_nose_first_is_entering() -> None:
    assert truth(detect, out_of_a_gate(), KIND, A) is Truth.TRUE


@pytest.mark.parametrize("accident", [parked(), parked(y_m=-2.4, passing_y_m=-0.7)])
def test_who_stands_at_the_edge_is_not_entering(accident: Accident) -> None:
    assert truth(detect, accident, KIND, A) is Truth.FALSE


@pytest.mark.parametrize("accident", [rear_end(), cut_in(), left_turn()])
def test_who_drives_on_the_road_has_not_entered_it(accident: Accident) -> None:
    for party in (A, B):
        assert truth(detect, accident, KIND, party) is Truth.FALSE


def test_leaving_the_road_is_not_entering_it() -> None:
    leaving = straight(20.0, -2.5, -0.4, 4.0)
    accident = Accident(
        found=reconstruction(
            track(A, leaving),
            track(B, straight(16.0, -1.0, 0.0, 8.0)),
            collisions=(contact((18.2, -1.7), (7, 1)),),
        ),
        road_map=roads.straight_road(),
    )

    assert truth(detect, accident, KIND, A) is Truth.FALSE


def test_where_the_map_ends_nothing_is_off_the_road() -> None:
    accident = Accident(
        found=reconstruction(
            track(A, straight(-118.0, -30.0, math.pi / 2, 6.0)),
            track(B, straight(-121.0, -30.0, 0.0, 8.0)),
            collisions=(contact((-119.0, -30.0), (9, 12)),),
        ),
        road_map=roads.straight_road(),
    )

    assert truth(detect, accident, KIND, A) is Truth.FALSE


def test_without_a_map_nobody_entered_anything() -> None:
    told = fact(detect, out_of_a_bay(road_map=RoadMap(lanes=())), KIND, A)

    assert told.truth is Truth.FALSE
    assert told.value is None


def test_a_poor_position_leaves_it_open() -> None:
    assert truth(detect, out_of_a_bay(sigma_scale=20.0), KIND, A) is Truth.UNKNOWN
