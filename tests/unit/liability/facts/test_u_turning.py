import math

import numpy as np
import pytest
from shapely import LineString

from accident_service.liability.facts.u_turning import turn_before_contact, turned_by_the_end
from accident_service.liability.road_map import Lane, LaneKind, RoadMap
from tests.unit.liability.drives import A, B, rear_end
from tests.unit.liability.manoeuvre_drives import RADIUS_M, turning_round, u_turn


def ring(radius_m: float) -> RoadMap:
    """A lane that bends the same way as the turn does."""
    angles = np.linspace(0.0, 1.5 * math.pi, 60)
    bend = [(radius_m * math.sin(a), radius_m * (1 - math.cos(a))) for a in angles]
    line = LineString([(-40.0, 0.0), *bend])
    return RoadMap(
        lanes=(
            Lane(
                id="ring",
                kind=LaneKind.DRIVE,
                centre_line=line,
                polygon=line.buffer(1.75, cap_style="flat"),
                width_m=3.5,
            ),
        )
    )


def test_the_turn_is_measured_from_where_it_began() -> None:
    turn = turn_before_contact(u_turn(130.0).observed(), A)

    assert turn is not None
    # 0.25 s before the contact at 3 m/s round 3.5 m: 12 degrees less, and up to 3 that are
    # taken for the straight way before.
    assert math.degrees(turn.turned.value) == pytest.approx(115, abs=3)
    assert not turn.follows_lanes
    assert turn.goes_on


def test_who_drives_straight_has_turned_nothing() -> None:
    turn = turn_before_contact(rear_end().observed(), B)

    assert turn is not None
    assert turn.turned.value == pytest.approx(0.0)
    assert turn.follows_lanes


def test_who_follows_a_bending_lane_turns_with_the_road() -> None:
    accident = u_turn(150.0, road_map=ring(RADIUS_M))
    turn = turn_before_contact(accident.observed(), A)

    assert turn is not None
    assert turn.follows_lanes


def test_who_came_into_line_again_has_finished() -> None:
    turn = turn_before_contact(u_turn(math.degrees(math.pi + 4.0)).observed(), A)

    assert turn is not None
    assert not turn.goes_on


def test_what_it_did_after_the_contact_counts_while_it_drives() -> None:
    seen = u_turn(80.0, stops=False).observed()
    turn = turn_before_contact(seen, A)
    assert turn is not None
    later = turned_by_the_end(seen, A, turn)

    assert later is not None
    assert math.degrees(later.value) > 150


def test_who_stopped_at_the_contact_shows_nothing_more() -> None:
    seen = u_turn(80.0).observed()
    turn = turn_before_contact(seen, A)

    assert turn is not None
    assert turned_by_the_end(seen, A, turn) is None
    assert turning_round(0.0)(0.0)[2] == 0.0
