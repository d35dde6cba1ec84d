import math

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.u_turn import detect
from accident_service.liability.road_map import LineKind
from tests.unit.liability.drives import A, Accident, B, left_turn, rear_end
from tests.unit.liability.facts.told import fact, truth, value
from tests.unit.liability.manoeuvre_drives import u_turn
from tests.unit.liability.manoeuvre_roads import road

TURNING, FORBIDDEN = FactKind.U_TURNING, FactKind.U_TURN_FORBIDDEN


@pytest.mark.parametrize(
    ("turned_deg", "expected"),
    [(40.0, Truth.FALSE), (80.0, Truth.UNKNOWN), (130.0, Truth.TRUE), (170.0, Truth.TRUE)],
)
def test_how_far_it_had_turned_tells_a_u_turn(turned_deg: float, expected: Truth) -> None:
    assert truth(detect, u_turn(turned_deg), TURNING, A) is expected
    assert truth(detect, u_turn(turned_deg), TURNING, B) is Truth.FALSE


def test_a_turn_cut_short_is_one_when_the_vehicle_is_seen_to_drive_on_round() -> None:
    assert truth(detect, u_turn(80.0, stops=False), TURNING, A) is Truth.TRUE


def test_how_far_it_had_turned_is_given_as_an_interval() -> None:
    turned = value(detect, u_turn(130.0), TURNING, A)

    # The last quarter of a second is left out, 12 degrees; up to 3 more at the beginning.
    assert 110 < math.degrees(turned.low) < math.degrees(turned.high) < 120


@pytest.mark.parametrize("accident", [rear_end(), left_turn()])
def test_who_drives_straight_or_turns_off_makes_no_u_turn(accident: Accident) -> None:
    for party in (A, B):
        assert truth(detect, accident, TURNING, party) is Truth.FALSE
        assert truth(detect, accident, FORBIDDEN, party) is Truth.FALSE


def test_a_poor_heading_leaves_it_open() -> None:
    assert truth(detect, u_turn(115.0, sigma_scale=20.0), TURNING, A) is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("middle", "expected"),
    [
        (LineKind.DOUBLE_YELLOW, Truth.TRUE),
        (LineKind.DASHED_YELLOW, Truth.FALSE),
        (LineKind.UNKNOWN, Truth.UNKNOWN),
    ],
)
def test_a_line_that_may_not_be_crossed_forbids_it(middle: LineKind, expected: Truth) -> None:
    assert truth(detect, u_turn(150.0, road_map=road(middle=middle)), FORBIDDEN, A) is expected


def test_the_fact_says_how_far_in_both_languages() -> None:
    told = fact(detect, u_turn(130.0), TURNING, A)

    assert "U-turn: yes" in told.sentence_en
    assert "掉头：是" in told.sentence_zh
