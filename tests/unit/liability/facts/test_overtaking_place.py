from dataclasses import replace

import pytest
from shapely import box

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.overtaking_place import NAMES, detect
from accident_service.liability.road_map import ConflictArea
from accident_service.liability.road_place import PlaceKind, RoadPlace
from tests.unit.liability.drives import A, Accident, B
from tests.unit.liability.facts.told import fact, truth
from tests.unit.liability.overtaking_drives import (
    overtaken_turning_left,
    overtaking_with_oncoming,
    passing_on_the_right,
)

FORBIDDEN = FactKind.OVERTAKING_WHERE_FORBIDDEN


def with_place(accident: Accident, kind: PlaceKind, from_x_m: float, to_x_m: float) -> Accident:
    place = RoadPlace(id="place", kind=kind, polygon=box(from_x_m, -10.0, to_x_m, 15.0))
    return replace(accident, road_map=replace(accident.road_map, places=(place,)))


@pytest.mark.parametrize("kind", [kind for kind in PlaceKind if kind in NAMES])
def test_passing_in_any_of_the_places_the_law_names_is_told(kind: PlaceKind) -> None:
    accident = with_place(passing_on_the_right(), kind, -4.0, 4.0)
    told = fact(detect, accident, FORBIDDEN, B)

    assert told.truth is Truth.TRUE
    assert NAMES[kind].en in told.sentence_en
    assert truth(detect, accident, FORBIDDEN, A) is Truth.FALSE


def test_a_narrow_road_alone_forbids_no_overtaking() -> None:
    accident = with_place(passing_on_the_right(), PlaceKind.NARROW, -50.0, 50.0)

    assert truth(detect, accident, FORBIDDEN, B) is Truth.FALSE


def test_a_junction_is_such_a_place() -> None:
    accident = overtaken_turning_left()
    area = ConflictArea(id="inside", polygon=box(-5.0, -5.0, 10.0, 10.0))
    inside = replace(accident, road_map=replace(accident.road_map, conflict_areas=(area,)))

    assert truth(detect, inside, FORBIDDEN, B) is Truth.TRUE
    assert "R17" in {finding.rule_code for finding in inside.proposed().findings}


@pytest.mark.parametrize("span", [(-80.0, -40.0), (20.0, 60.0)])
def test_before_pulling_out_or_beyond_the_contact_does_not_count(
    span: tuple[float, float],
) -> None:
    accident = with_place(overtaking_with_oncoming(), PlaceKind.CROSSWALK, *span)

    assert truth(detect, accident, FORBIDDEN, B) is Truth.FALSE


def test_at_the_edge_it_cannot_be_told() -> None:
    accident = with_place(passing_on_the_right(), PlaceKind.CROSSWALK, -0.72, 6.0)

    assert truth(detect, accident, FORBIDDEN, B) is Truth.UNKNOWN


def test_who_overtakes_nobody_does_so_nowhere() -> None:
    accident = with_place(overtaking_with_oncoming(third=False), PlaceKind.BRIDGE, -50.0, 50.0)

    assert truth(detect, accident, FORBIDDEN, B) is Truth.FALSE
