"""Whole small accidents of overtaking, queues, merging and meeting, from motion to proposal.

Each line states an accident, who is found of what, and what is proposed how firmly. In all of
them B passes, pushes in or comes eastwards, and A is the one it touches.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from shapely import box

from accident_service.liability.grade import Grade
from accident_service.liability.proposal import Strength
from accident_service.liability.road_place import PlaceKind, RoadPlace
from accident_service.quantities.identifiers import TrackId
from tests.unit.liability.drives import A, Accident, B
from tests.unit.liability.meeting_drives import meeting_at_an_obstacle, meeting_on_a_slope
from tests.unit.liability.overtaking_drives import (
    overtaken_turning_left,
    overtaken_turning_round,
    overtaking_with_oncoming,
    passing_in_the_next_lane,
    passing_on_the_right,
    second_overtaker,
)
from tests.unit.liability.overtaking_roads import two_way_road
from tests.unit.liability.queue_drives import (
    merging,
    pushing_in,
    pushing_in_from_the_opposite_lane,
)

A_FULL = {A: Grade.FULL, B: Grade.NONE}
B_FULL = {B: Grade.FULL, A: Grade.NONE}
NOTHING: dict[TrackId, Grade] = {}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; `rules` are those of this area that are found, and of whom."""

    name: str
    accident: Accident
    rules: frozenset[tuple[str, TrackId]]
    grades: dict[TrackId, Grade]
    firm: bool = True


def at(kind: PlaceKind, accident: Accident) -> Accident:
    """The same accident in such a place."""
    place = RoadPlace(id="place", kind=kind, polygon=box(-9.0, -10.0, 9.0, 15.0))
    return replace(accident, road_map=replace(accident.road_map, places=(place,)))


def of_b(*codes: str) -> frozenset[tuple[str, TrackId]]:
    return frozenset((code, B) for code in codes)


def of_a(*codes: str) -> frozenset[tuple[str, TrackId]]:
    return frozenset((code, A) for code in codes)


NONE_OF_THESE = of_b()
MINE = {"R14", "R15", "R16", "R17", "R24", "R25", "R28"}
TABLE = (
    Line("passed one turning left", overtaken_turning_left(), of_b("R14"), B_FULL),
    Line("passed one turning round", overtaken_turning_round(), of_b("R14"), B_FULL),
    Line("passed one that was overtaking", second_overtaker(), of_b("R14"), B_FULL),
    Line(
        "A turned when B was beside it already",
        overtaken_turning_left(begin_s=6.3),
        NONE_OF_THESE,
        NOTHING,
    ),
    Line("met A head on while passing C", overtaking_with_oncoming(), of_b("R15"), B_FULL),
    Line(
        "on the wrong side, passing nobody",
        overtaking_with_oncoming(third=False),
        NONE_OF_THESE,
        B_FULL,
    ),
    Line("squeezed past on the right", passing_on_the_right(), of_b("R16"), B_FULL),
    Line(
        "the same past a standing car: that is not overtaking",
        passing_on_the_right(leader_mps=0.0),
        NONE_OF_THESE,
        NOTHING,
    ),
    Line(
        "drove past on the left in a lane of its own",
        passing_in_the_next_lane(),
        NONE_OF_THESE,
        NOTHING,
    ),
    Line(
        "drove past on the right in a lane of its own",
        passing_in_the_next_lane(left=False),
        NONE_OF_THESE,
        NOTHING,
    ),
    Line(
        "squeezed past on a crosswalk",
        at(PlaceKind.CROSSWALK, passing_on_the_right()),
        of_b("R16", "R17"),
        B_FULL,
    ),
    Line(
        "met A while passing C on a bridge",
        at(PlaceKind.BRIDGE, overtaking_with_oncoming()),
        of_b("R15", "R17"),
        B_FULL,
    ),
    Line(
        "drove past in a lane of its own in a tunnel",
        at(PlaceKind.TUNNEL, passing_in_the_next_lane()),
        NONE_OF_THESE,
        NOTHING,
    ),
    Line("pushed into the queue from the next lane", pushing_in(), of_b("R24"), B_FULL),
    Line(
        "pushed into the queue from the opposite lane",
        pushing_in_from_the_opposite_lane(),
        of_b("R24"),
        B_FULL,
    ),
    Line("changed lanes before two cars", pushing_in(count=1), NONE_OF_THESE, B_FULL),
    Line("changed lanes in flowing traffic", pushing_in(speed_mps=6.0), NONE_OF_THESE, B_FULL),
    Line(
        "drove on where it was A's turn, and A kept its lane",
        merging(ending_moves=False),
        of_b("R25"),
        B_FULL,
    ),
    Line("drove on where it was A's turn to move over", merging(), of_b("R25"), B_FULL, firm=False),
    Line("A moved over though it was B's turn", merging(gone_y_m=0.0), of_a("R25"), A_FULL),
    Line("whose turn it was is not seen", merging(gone_y_m=None), NONE_OF_THESE, NOTHING),
    Line("A moved over in flowing traffic", merging(crawl_mps=8.0), NONE_OF_THESE, A_FULL),
    Line("did not wait before an obstacle", meeting_at_an_obstacle(), of_b("R28"), B_FULL),
    Line(
        "A did not wait for B beside the obstacle",
        meeting_at_an_obstacle(obstacle_x_m=-6.0),
        of_a("R28"),
        A_FULL,
    ),
    Line(
        "the same where a centre line is painted",
        meeting_at_an_obstacle(road=two_way_road()),
        NONE_OF_THESE,
        NOTHING,
    ),
    Line("did not wait going down", meeting_on_a_slope(), of_b("R28"), B_FULL),
    Line(
        "A did not wait going down", meeting_on_a_slope(downhill_rad=math.pi), of_a("R28"), A_FULL
    ),
    Line(
        "A did not wait for B, half way down",
        meeting_on_a_slope(to_x_m=1.0, their_mps=2.0),
        of_a("R28"),
        A_FULL,
    ),
)


@pytest.mark.parametrize("line", TABLE, ids=lambda line: line.name)
def test_each_accident_is_found_and_proposed_as_the_table_says(line: Line) -> None:
    proposal = line.accident.proposed()

    found = {(one.rule_code, one.at_fault) for one in proposal.findings}
    assert {entry for entry in found if entry[0] in MINE} == line.rules
    assert dict(proposal.grades) == line.grades
    if line.grades:
        assert (proposal.strength is Strength.FIRM) is line.firm, proposal.reasons


@pytest.mark.parametrize(
    "scene",
    [
        overtaken_turning_left,
        overtaken_turning_round,
        second_overtaker,
        overtaking_with_oncoming,
        passing_on_the_right,
        pushing_in,
        meeting_at_an_obstacle,
    ],
    ids=lambda scene: scene.__name__,
)
def test_more_doubt_never_blames_the_other_and_never_makes_firmer(
    scene: Callable[..., Accident],
) -> None:
    firmness = []
    for sigma_scale in (1.0, 8.0, 64.0):
        proposal = scene(sigma_scale=sigma_scale).proposed()
        if not proposal.abstained:
            assert dict(proposal.grades) == B_FULL
        firmness.append(0 if proposal.abstained else 1 + (proposal.strength is Strength.FIRM))

    assert firmness == sorted(firmness, reverse=True)
    assert firmness[0] == 2
    assert firmness[-1] == 0
