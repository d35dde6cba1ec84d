from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.junction import contact_depth, detect
from accident_service.liability.road_map import StopControl
from tests.unit.liability import roads
from tests.unit.liability.drives import A, B, left_turn, rear_end
from tests.unit.liability.facts.told import fact, truth
from tests.unit.liability.junction_drives import entering_ring, from_side_road

GIVE_WAY = FactKind.CROSSED_GIVE_WAY_LINE


def test_an_entry_and_a_contact_inside_are_told() -> None:
    accident = left_turn()

    assert truth(detect, accident, FactKind.CONTACT_IN_CONFLICT_AREA, A) is Truth.TRUE
    assert truth(detect, accident, FactKind.ENTRY_SEEN, B) is Truth.TRUE


def test_an_entry_by_an_open_road_is_told_as_such() -> None:
    said = fact(detect, from_side_road(), FactKind.ENTRY_SEEN, A).sentence_en

    assert "come into the junction: yes" in said


@pytest.mark.parametrize(
    ("control", "came_over"),
    [(StopControl.GIVE_WAY, Truth.TRUE), (StopControl.SIGNAL, Truth.FALSE)],
)
def test_a_give_way_line_on_the_way_is_told(control: StopControl, came_over: Truth) -> None:
    accident = replace(left_turn(), road_map=roads.junction(control=control))

    assert truth(detect, accident, GIVE_WAY, B) is came_over


def test_of_two_crossing_only_the_one_from_the_side_road_had_to_give_way() -> None:
    assert truth(detect, from_side_road(), GIVE_WAY, A) is Truth.FALSE
    assert truth(detect, from_side_road(), GIVE_WAY, B) is Truth.TRUE


def test_a_vehicle_first_seen_inside_may_have_come_over_any_line() -> None:
    assert truth(detect, entering_ring(), GIVE_WAY, A) is Truth.UNKNOWN


def test_away_from_a_junction_nothing_is_crossed_and_nothing_is_shared() -> None:
    accident = rear_end()

    assert truth(detect, accident, FactKind.CONTACT_IN_CONFLICT_AREA, A) is Truth.FALSE
    assert truth(detect, accident, GIVE_WAY, A) is Truth.FALSE
    assert contact_depth(accident.observed()) is None


def test_a_contact_at_the_rim_may_be_inside_or_outside() -> None:
    accident = left_turn()
    (event,) = accident.found.collisions
    rim = replace(accident.found, collisions=(replace(event, x_m=9.95, y_m=0.0),))
    outside = replace(accident.found, collisions=(replace(event, x_m=14.0, y_m=0.0),))
    kind = FactKind.CONTACT_IN_CONFLICT_AREA

    assert truth(detect, replace(accident, found=rim), kind, A) is Truth.UNKNOWN
    assert truth(detect, replace(accident, found=outside), kind, A) is Truth.FALSE
