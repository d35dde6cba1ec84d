import math
from dataclasses import replace

import pytest
from shapely import LineString

from accident_service.liability.road_map import RoadMap
from accident_service.liability.roundabout import ring_of
from tests.unit.liability import junction_roads, roads
from tests.unit.liability.drives import CONTACT_S, A, track
from tests.unit.liability.junction_drives import circulating


@pytest.mark.parametrize("pieces", [1, 4, 8])
def test_a_ring_is_known_however_many_lanes_it_is_drawn_as(pieces: int) -> None:
    ring = ring_of(junction_roads.roundabout(pieces=pieces))

    assert len(ring.lanes) == pieces
    assert ring.depth_m(13.0, 0.0) == pytest.approx(3.0, abs=0.1)
    assert ring.depth_m(0.0, 20.0) == pytest.approx(-4.0, abs=0.1)
    assert ring.depth_m(0.0, 0.0) < 0


def test_the_surface_reaches_as_far_out_as_asked() -> None:
    ring = ring_of(junction_roads.roundabout(), reach_m=1.0)

    assert ring.depth_m(0.0, 16.5) == pytest.approx(0.5, abs=0.1)


def test_a_crossing_has_no_ring() -> None:
    ring = ring_of(roads.junction())

    assert not ring.lanes
    assert ring.depth_m(0.0, 0.0) == -math.inf


@pytest.mark.parametrize("length_m", [60.0, 300.0])
def test_a_block_of_streets_is_no_ring(length_m: float) -> None:
    corners = [(0.0, 0.0), (length_m, 0.0), (length_m, length_m), (0.0, length_m), (0.0, 0.0)]
    block = replace(
        junction_roads.ring_lanes()[0],
        centre_line=LineString(corners),
        polygon=LineString(corners).buffer(2.0),
    )

    assert not ring_of(RoadMap(lanes=(block,))).lanes


@pytest.mark.parametrize(
    ("turned_rad", "inwards_rad"),
    [(0.0, 0.0), (0.5, 0.5), (-0.5, -0.5), (math.pi / 2, math.pi / 2)],
)
def test_a_heading_is_told_against_the_way_round(turned_rad: float, inwards_rad: float) -> None:
    ring = ring_of(junction_roads.roundabout(pieces=8))
    motion = circulating(2.0)
    pose = replace(track(A, motion).pose_at(CONTACT_S), heading_rad=2.0 + math.pi / 2 + turned_rad)

    inwards = ring.inwards(pose)

    assert (inwards.low + inwards.high) / 2 == pytest.approx(inwards_rad, abs=0.05)


def test_the_way_in_is_counted_back_to_the_edge() -> None:
    ring = ring_of(junction_roads.roundabout())

    assert ring.way_in_m((-14.0, 0.0), 0.0) == pytest.approx(2.0, abs=0.1)


def test_without_a_ring_nothing_points_inwards() -> None:
    ring = ring_of(roads.junction())

    assert ring.inwards(track(A, circulating(2.0)).pose_at(CONTACT_S)).high == 0.0
    assert ring.way_in_m((0.0, 0.0), 0.0) == 0.0
