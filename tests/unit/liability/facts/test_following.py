import math
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from shapely import LineString, box

from accident_service.liability.fact import FactKind, Truth
from accident_service.liability.facts.following import detect
from accident_service.liability.road_map import ConflictArea, RoadMap
from tests.unit.liability import roads
from tests.unit.liability.drives import (
    CONTACT_S,
    A,
    Accident,
    B,
    State,
    contact,
    cut_in,
    rear_end,
    reconstruction,
    standing,
    track,
)
from tests.unit.liability.facts.told import truth, value

BEND_M = 9.0


def test_the_vehicle_struck_in_the_queue_had_been_ahead_in_the_same_lane() -> None:
    accident = rear_end()

    assert truth(detect, accident, FactKind.SAME_LANE, B) is Truth.TRUE
    assert truth(detect, accident, FactKind.SAME_HEADING, B) is Truth.TRUE
    assert truth(detect, accident, FactKind.AHEAD_IN_PATH, A) is Truth.TRUE
    assert truth(detect, accident, FactKind.AHEAD_IN_PATH, B) is Truth.FALSE


def test_who_cuts_in_had_not_been_in_the_path() -> None:
    accident = cut_in()

    assert truth(detect, accident, FactKind.AHEAD_IN_PATH, B) is Truth.FALSE
    assert value(detect, accident, FactKind.AHEAD_IN_PATH, B).high == pytest.approx(3.5, abs=0.2)
    assert truth(detect, accident, FactKind.SAME_LANE, B) is not Truth.TRUE


def test_a_leader_seen_only_lately_may_have_cut_in() -> None:
    accident = rear_end()
    late = track(A, standing(20.0, 0.0), from_s=5.0)
    found = replace(accident.found, trajectories=(late, accident.found.trajectories[1]))

    assert truth(detect, replace(accident, found=found), FactKind.AHEAD_IN_PATH, A) is Truth.UNKNOWN


def test_a_vehicle_half_over_the_end_of_its_lane_is_still_in_it() -> None:
    accident = rear_end()
    short = roads.lane("short", (-120.0, 0.0), (18.0, 0.0))

    ended = replace(accident, road_map=replace(accident.road_map, lanes=(short,)))

    assert truth(detect, ended, FactKind.SAME_LANE, B) is Truth.TRUE


def test_off_every_lane_nothing_is_said_of_lanes() -> None:
    accident = Accident(found=rear_end().found, road_map=RoadMap(lanes=()))

    assert truth(detect, accident, FactKind.SAME_LANE, B) is Truth.UNKNOWN


def test_on_the_line_between_two_lanes_it_cannot_be_told() -> None:
    accident = rear_end(leader=standing(20.0, 1.75))

    assert truth(detect, accident, FactKind.SAME_LANE, B) is Truth.UNKNOWN


def on_a_bend(pts_s: float, *, along_at_contact_m: float, speed_mps: float) -> State:
    """Round a right-hand bend of 9 m radius about (0, -9), from (0, 0) heading east."""
    turned_rad = (along_at_contact_m + speed_mps * (pts_s - CONTACT_S)) / BEND_M
    if turned_rad <= 0:
        return (turned_rad * BEND_M, 0.0, 0.0, speed_mps)
    return (
        BEND_M * math.sin(turned_rad),
        BEND_M * (math.cos(turned_rad) - 1),
        -turned_rad,
        speed_mps,
    )


def bend_rear_end(road_map: RoadMap) -> Accident:
    """B runs into A, which stands further round the bend."""
    touched = on_a_bend(CONTACT_S, along_at_contact_m=7.8, speed_mps=0.0)
    return Accident(
        found=reconstruction(
            track(A, partial(on_a_bend, along_at_contact_m=10.0, speed_mps=0.0)),
            track(B, partial(on_a_bend, along_at_contact_m=5.6, speed_mps=5.0)),
            collisions=(contact((touched[0], touched[1]), (6, 12)),),
        ),
        road_map=road_map,
    )


def bend() -> RoadMap:
    """One lane round that bend."""
    angles = np.linspace(0.0, math.pi / 2, 40)
    arc = [(BEND_M * math.sin(a), BEND_M * (math.cos(a) - 1)) for a in angles]
    lane = roads.lane("bend", (-80.0, 0.0), (0.0, 0.0))
    line = LineString([(-80.0, 0.0), *arc, (BEND_M, -60.0)])
    return RoadMap(
        lanes=(replace(lane, centre_line=line, polygon=line.buffer(1.75, cap_style="flat")),)
    )


def test_two_that_follow_one_another_round_a_bend_point_the_same_way() -> None:
    accident = bend_rear_end(bend())

    # 4.4 m apart on a radius of 9 m: 28 degrees between their headings.
    assert value(detect, accident, FactKind.SAME_HEADING, B).high < math.radians(10)
    assert truth(detect, accident, FactKind.SAME_HEADING, B) is Truth.TRUE
    assert truth(detect, accident, FactKind.SAME_LANE, B) is Truth.TRUE
    assert accident.proposed().rule_code == "R01"


@pytest.mark.parametrize(
    ("aside_m", "told"), [(0.0, Truth.TRUE), (1.4, Truth.UNKNOWN), (3.0, Truth.FALSE)]
)
def test_in_a_junction_without_drawn_paths_the_way_is_what_the_one_behind_sweeps(
    aside_m: float, told: Truth
) -> None:
    inside = ConflictArea(id="inside", polygon=box(-50.0, -50.0, 50.0, 50.0))
    accident = replace(
        rear_end(leader=standing(20.0, aside_m)),
        road_map=RoadMap(lanes=(), conflict_areas=(inside,)),
    )

    for party in (A, B):
        assert truth(detect, accident, FactKind.SAME_LANE, party) is told
    bend_inside = RoadMap(lanes=(), conflict_areas=(inside,))
    assert truth(detect, bend_rear_end(bend_inside), FactKind.SAME_LANE, B) is Truth.UNKNOWN
