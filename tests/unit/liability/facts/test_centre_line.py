import math

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.centre_line import detect
from accident_service.liability.grade import Grade
from accident_service.liability.road_map import RoadMap
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
from tests.unit.liability.facts.told import truth, value
from tests.unit.liability.lane_drives import head_on
from tests.unit.liability.lane_roads import one_each_way


@pytest.mark.parametrize(
    ("y_m", "over"),
    [
        (0.2, Truth.FALSE),
        (1.05, Truth.UNKNOWN),  # 0.2 m over, give or take 0.1
        (1.5, Truth.TRUE),
        (2.4, Truth.TRUE),  # its middle is in the oncoming lane
        (3.5, Truth.TRUE),
    ],
)
def test_over_the_centre_line_is_told_wherever_the_middle_is(y_m: float, over: Truth) -> None:
    assert truth(detect, head_on(y_m), FactKind.LEFT_OF_CENTRE, B) is over
    assert truth(detect, head_on(y_m), FactKind.LEFT_OF_CENTRE, A) is Truth.FALSE


@pytest.mark.parametrize("y_m", [1.5, 2.4])
def test_how_far_over_it_is_given_the_same_from_both_sides(y_m: float) -> None:
    over_m = value(detect, head_on(y_m), FactKind.LEFT_OF_CENTRE, B)

    assert over_m.low <= y_m + 0.9 - 1.75 <= over_m.high
    assert over_m.high - over_m.low < 0.3


def test_without_oncoming_lanes_beside_it_or_in_a_junction_there_is_no_centre_line() -> None:
    for accident in (rear_end(), cut_in(), left_turn()):
        assert truth(detect, accident, FactKind.LEFT_OF_CENTRE, B) is Truth.FALSE


def test_who_turns_across_the_line_does_not_drive_on_the_wrong_side() -> None:
    turning = Accident(
        found=reconstruction(
            track(A, straight(4.5, 3.5, math.pi, 8.0)),
            track(B, straight(0.0, 1.6, 0.6, 4.0)),
            collisions=(contact((2.0, 2.8), (12, 12)),),
        ),
        road_map=one_each_way(),
    )

    assert truth(detect, turning, FactKind.LEFT_OF_CENTRE, B) is Truth.FALSE


def test_off_the_map_it_is_not_known() -> None:
    accident = Accident(found=rear_end().found, road_map=RoadMap(lanes=()))

    assert truth(detect, accident, FactKind.LEFT_OF_CENTRE, A) is Truth.UNKNOWN


@pytest.mark.parametrize("y_m", [1.6, 3.2])
def test_who_meets_oncoming_traffic_on_its_side_answers_for_it(y_m: float) -> None:
    proposal = head_on(y_m).proposed()

    assert proposal.rule_code == "R04"
    assert dict(proposal.grades) == {A: Grade.NONE, B: Grade.FULL}
