import math
from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.line_crossing import detect
from accident_service.liability.road_map import LineKind, RoadMap
from tests.unit.liability import roads
from tests.unit.liability.drives import A, Accident, B, cut_in, left_turn, rear_end, standing
from tests.unit.liability.facts.told import truth, value


@pytest.mark.parametrize(
    ("line", "crossed"),
    [(LineKind.SOLID_WHITE, Truth.TRUE), (LineKind.DASHED_WHITE, Truth.FALSE)],
)
def test_only_a_solid_line_is_crossed_against_the_law(line: LineKind, crossed: Truth) -> None:
    accident = replace(cut_in(), road_map=roads.straight_road(between=line))

    assert truth(detect, accident, FactKind.CROSSED_SOLID_LINE, B) is crossed
    assert truth(detect, accident, FactKind.CROSSED_SOLID_LINE, A) is Truth.FALSE


def test_how_far_over_the_line_is_given() -> None:
    accident = replace(cut_in(), road_map=roads.straight_road(between=LineKind.SOLID_WHITE))

    assert value(detect, accident, FactKind.CROSSED_SOLID_LINE, B).low > 0.5


def test_corners_at_the_mouth_of_a_junction_do_not_count() -> None:
    assert truth(detect, left_turn(), FactKind.CROSSED_SOLID_LINE, B) is Truth.FALSE


def test_who_faces_against_its_lane_is_told() -> None:
    accident = rear_end(leader=standing(20.0, 0.0, math.pi))

    assert truth(detect, accident, FactKind.WRONG_WAY, A) is Truth.TRUE
    assert truth(detect, accident, FactKind.WRONG_WAY, B) is Truth.FALSE


def test_who_may_be_in_either_direction_is_not_accused() -> None:
    # Facing west, its middle within reach of the double line at y = 5.25.
    accident = rear_end(leader=standing(20.0, 5.2, math.pi))

    assert truth(detect, accident, FactKind.WRONG_WAY, A) is not Truth.TRUE


def test_inside_a_junction_no_direction_is_the_wrong_one() -> None:
    assert truth(detect, left_turn(), FactKind.WRONG_WAY, B) is Truth.FALSE


def test_off_the_map_nothing_is_known() -> None:
    accident = Accident(found=rear_end().found, road_map=RoadMap(lanes=()))

    assert truth(detect, accident, FactKind.WRONG_WAY, A) is Truth.UNKNOWN
    assert truth(detect, accident, FactKind.CROSSED_SOLID_LINE, A) is Truth.UNKNOWN
