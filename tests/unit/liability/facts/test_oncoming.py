from dataclasses import replace

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.oncoming import detect
from accident_service.liability.road_map import RoadMap
from tests.unit.liability.drives import A, B, rear_end
from tests.unit.liability.facts.told import truth, value
from tests.unit.liability.overtaking_drives import overtaking_with_oncoming


def test_two_that_face_each_other_come_towards_each_other() -> None:
    accident = overtaking_with_oncoming()

    assert truth(detect, accident, FactKind.ONCOMING, A) is Truth.TRUE
    assert truth(detect, accident, FactKind.ONCOMING, B) is Truth.TRUE
    assert truth(detect, rear_end(), FactKind.ONCOMING, A) is Truth.FALSE


def test_who_is_beyond_the_middle_is_in_the_opposite_lane() -> None:
    accident = overtaking_with_oncoming()

    assert truth(detect, accident, FactKind.IN_OPPOSITE_LANE, B) is Truth.TRUE
    assert truth(detect, accident, FactKind.IN_OPPOSITE_LANE, A) is Truth.FALSE
    # Its middle at y = 3.4, its left side at 4.3: 2.55 m beyond the middle line at 1.75.
    over = value(detect, accident, FactKind.IN_OPPOSITE_LANE, B)
    assert over.low <= 2.55 <= over.high


def test_much_doubt_leaves_it_open() -> None:
    doubtful = overtaking_with_oncoming(sigma_scale=40.0)

    assert truth(detect, doubtful, FactKind.IN_OPPOSITE_LANE, B) is Truth.UNKNOWN
    assert truth(detect, doubtful, FactKind.ONCOMING, B) is Truth.UNKNOWN


def test_without_lanes_on_the_map_there_is_no_opposite_one() -> None:
    accident = replace(overtaking_with_oncoming(), road_map=RoadMap(lanes=()))

    assert truth(detect, accident, FactKind.IN_OPPOSITE_LANE, B) is Truth.FALSE
