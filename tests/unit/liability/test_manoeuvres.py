"""Whole small accidents of turning round, pulling out, parking and rolling, through `propose`.

Each states the motions and the road; the rule, the grades and how firm they are must follow.
"""

from dataclasses import dataclass

import pytest

from accident_service.liability.grade import Grade
from accident_service.liability.proposal import Strength
from accident_service.liability.road_map import LaneKind, LineKind
from accident_service.liability.road_place import PlaceKind
from accident_service.quantities.identifiers import TrackId
from tests.unit.liability.drives import A, Accident, B, rear_end, straight
from tests.unit.liability.manoeuvre_drives import out_of_a_bay, out_of_a_gate, parked, u_turn
from tests.unit.liability.manoeuvre_roads import place, road, sign

FULL_A = {A: Grade.FULL, B: Grade.NONE}
FULL_B = {A: Grade.NONE, B: Grade.FULL}
CYCLE = LaneKind.BICYCLE
SCRAPED_M = -1.4  # where a passing vehicle's body meets one in the bays


@dataclass(frozen=True, slots=True)
class Expected:
    """What is to be proposed; `reason` is the code of the first reason, where there is one."""

    name: str
    accident: Accident
    rule: str
    grades: dict[TrackId, Grade]
    firm: bool = True
    reason: str = ""


CASES = [
    Expected("turned round where one may", u_turn(130.0), "R18", FULL_A),
    Expected("cut short, but driven on round", u_turn(80.0, stops=False), "R18", FULL_A),
    Expected("turned off or round", u_turn(80.0), "R90", {}, firm=False, reason="undecided-fact"),
    Expected(
        "over a double yellow line",
        u_turn(150.0, road_map=road(middle=LineKind.DOUBLE_YELLOW)),
        "R19",
        FULL_A,
    ),
    Expected(
        "under a sign", u_turn(130.0, road_map=road(signs=(sign("no-u-turn"),))), "R19", FULL_A
    ),
    Expected(
        "on a crosswalk",
        u_turn(130.0, road_map=road(place=place(PlaceKind.CROSSWALK, 0.0, 5.0))),
        "R19",
        FULL_A,
    ),
    Expected("out of a bay", out_of_a_bay(), "R26", FULL_A),
    Expected("out of the cycle lane", out_of_a_bay(road_map=road(beside=CYCLE)), "R26", FULL_A),
    Expected("out of a gate", out_of_a_gate(), "R26", FULL_A),
    Expected("scraped one in a bay", parked(passing_y_m=SCRAPED_M), "R27", FULL_B),
    Expected(
        "perhaps a door",
        parked(passing_y_m=-0.5),
        "R90",
        {},
        firm=False,
        reason="undecided-fact",
    ),
    Expected(
        "parked near a junction",
        parked(passing_y_m=SCRAPED_M, road_map=road(beside=CYCLE, junction_at_m=40.0)),
        "R90",
        {},
        firm=False,
        reason="mixed-M06",
    ),
    Expected(
        "the leader reversed towards a follower",
        rear_end(leader=straight(20.0, 0.0, 0.0, -1.5)),
        "R20",
        FULL_A,
        firm=False,
        reason="mixed-M01",
    ),
    Expected(
        "the leader rolled back towards a follower",
        rear_end(leader=straight(20.0, 0.0, 0.0, -0.4)),
        "R90",
        {},
        firm=False,
        reason="mixed-M01",
    ),
]


@pytest.mark.parametrize("expected", CASES, ids=lambda case: case.name)
def test_the_accident_is_proposed_as_the_law_has_it(expected: Expected) -> None:
    proposal = expected.accident.proposed()

    assert dict(proposal.grades) == expected.grades
    assert proposal.rule_code == expected.rule
    assert (proposal.strength is Strength.FIRM) == expected.firm
    assert [reason.code for reason in proposal.reasons[:1]] == [expected.reason] * (
        not expected.firm
    )
