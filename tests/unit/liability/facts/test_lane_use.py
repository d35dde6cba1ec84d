from dataclasses import replace

import pytest

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.lane_use import detect
from accident_service.liability.grade import Grade
from accident_service.liability.road_map import LaneKind, RoadClass
from accident_service.reconstruction.ground.trajectory import VehicleClass
from tests.unit.liability import roads
from tests.unit.liability.drives import A, Accident, B, cut_in, left_turn, rear_end
from tests.unit.liability.facts.told import truth
from tests.unit.liability.lane_roads import of_kind


def on(accident: Accident, kind: LaneKind, **road: RoadClass) -> Accident:
    return replace(accident, road_map=of_kind(kind, **road))


def known_as(accident: Accident, kind: VehicleClass) -> Accident:
    first, second, *_others = accident.found.trajectories
    found = replace(accident.found, trajectories=(first, replace(second, vehicle_class=kind)))
    return replace(accident, found=found)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (VehicleClass.CAR, Truth.TRUE),
        (VehicleClass.BUS, Truth.FALSE),
        (VehicleClass.TRUCK, Truth.UNKNOWN),
        (VehicleClass.UNKNOWN, Truth.UNKNOWN),
    ],
)
def test_only_who_is_surely_no_bus_is_told_of_a_bus_lane(kind: VehicleClass, told: Truth) -> None:
    accident = known_as(on(rear_end(), LaneKind.BUS), kind)

    assert truth(detect, accident, FactKind.IN_BUS_LANE, B) is told


def test_where_no_bus_lane_is_nobody_is_in_one_whatever_it_is() -> None:
    for accident in (known_as(rear_end(), VehicleClass.UNKNOWN), left_turn()):
        assert truth(detect, accident, FactKind.IN_BUS_LANE, B) is Truth.FALSE


def test_who_moves_over_from_the_acceleration_lane_is_joining() -> None:
    accident = on(cut_in(), LaneKind.RAMP, road_class=RoadClass.EXPRESSWAY)

    assert truth(detect, accident, FactKind.MERGING_FROM_RAMP, B) is Truth.TRUE
    assert truth(detect, accident, FactKind.MERGING_FROM_RAMP, A) is Truth.FALSE
    assert truth(detect, cut_in(), FactKind.MERGING_FROM_RAMP, B) is Truth.FALSE


def test_who_leaves_a_ramp_that_ends_in_the_lane_is_joining() -> None:
    accident = rear_end(leader=None)
    ramp = replace(roads.lane("ramp", (-120.0, 0.0), (0.0, 0.0)), kind=LaneKind.RAMP)
    main = roads.lane("main", (0.0, 0.0), (120.0, 0.0))
    joined = replace(accident, road_map=replace(accident.road_map, lanes=(ramp, main)))

    assert truth(detect, joined, FactKind.MERGING_FROM_RAMP, B) is Truth.TRUE
    assert truth(detect, joined, FactKind.MERGING_FROM_RAMP, A) is Truth.FALSE


def test_who_stays_on_the_ramp_is_not_joining_yet() -> None:
    accident = on(rear_end(), LaneKind.RAMP)

    assert truth(detect, accident, FactKind.MERGING_FROM_RAMP, B) is Truth.FALSE


@pytest.mark.parametrize(
    ("road_class", "told"),
    [
        (RoadClass.STREET, Truth.FALSE),
        (RoadClass.EXPRESSWAY, Truth.TRUE),
        (RoadClass.URBAN_EXPRESSWAY, Truth.TRUE),
    ],
)
def test_the_map_says_what_road_it_is(road_class: RoadClass, told: Truth) -> None:
    accident = on(rear_end(), LaneKind.DRIVE, road_class=road_class)

    assert truth(detect, accident, FactKind.ON_EXPRESSWAY, A) is told


def test_who_joins_from_a_ramp_into_another_answers_for_it() -> None:
    proposal = on(cut_in(), LaneKind.RAMP, road_class=RoadClass.URBAN_EXPRESSWAY).proposed()

    assert {finding.rule_code for finding in proposal.findings} == {"R02", "R31"}
    assert dict(proposal.grades) == {A: Grade.NONE, B: Grade.FULL}
