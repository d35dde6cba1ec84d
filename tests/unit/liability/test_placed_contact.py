from dataclasses import replace

import pytest

from accident_service.liability.changes import ContactDenied, ContactPlaced, FootprintMoved
from accident_service.liability.moved_track import moved
from accident_service.liability.placed_contact import with_contacts
from tests.unit.liability.drives import CONTACT_S, A, B, rear_end

FOUND = rear_end().found


def test_a_contact_placed_stands_in_place_of_the_measured_one() -> None:
    told = ContactPlaced(tracks=(A, B), pts_s=CONTACT_S - 0.2, doubt_s=0.08)
    (event,) = with_contacts(FOUND, [told], frozenset()).collisions

    assert event.pts_s == told.pts_s
    assert event.pts_interval_s.high - event.pts_interval_s.low == pytest.approx(0.16)
    assert event.side_of(A).zone == "rear"
    assert event.side_of(B).zone == "front"
    assert event.point_sigma_m == pytest.approx(0.25)
    assert event.camera_error_m == FOUND.collisions[0].camera_error_m


def test_without_a_point_it_is_where_the_outlines_are_nearest() -> None:
    told = ContactPlaced(tracks=(A, B), pts_s=CONTACT_S)
    (event,) = with_contacts(FOUND, [told], frozenset()).collisions
    measured = FOUND.collisions[0]

    assert event.x_m == pytest.approx(measured.x_m, abs=0.3)
    assert event.y_m == pytest.approx(measured.y_m, abs=1.0)


def test_a_point_given_is_the_point() -> None:
    told = ContactPlaced(tracks=(B, A), pts_s=CONTACT_S, x_m=1.0, y_m=2.0)
    (event,) = with_contacts(FOUND, [told], frozenset()).collisions

    assert (event.x_m, event.y_m) == (1.0, 2.0)
    assert event.tracks == (B, A)


def test_a_contact_can_be_placed_where_none_was_seen() -> None:
    unseen = replace(FOUND, collisions=())
    told = ContactPlaced(tracks=(A, B), pts_s=CONTACT_S)
    (event,) = with_contacts(unseen, [told], frozenset()).collisions

    assert event.closing_speed_mps.value > 1.0
    assert event.first.delta_v_mps is None


def test_the_last_word_on_a_pair_counts() -> None:
    placed, denied = ContactPlaced(tracks=(A, B), pts_s=5.0), ContactDenied(tracks=(B, A))

    assert with_contacts(FOUND, [placed, denied], frozenset()).collisions == ()
    assert len(with_contacts(FOUND, [denied, placed], frozenset()).collisions) == 1


def test_a_moved_vehicle_is_touched_elsewhere() -> None:
    event, struck = FOUND.collisions[0], FOUND.trajectory(A)
    beside = FootprintMoved(track=A, pts_s=CONTACT_S, x_m=event.x_m, y_m=event.y_m - 1.0)
    tracks = tuple(moved(one, [beside]) if one is struck else one for one in FOUND.trajectories)
    there = replace(FOUND, trajectories=tracks)
    (seen,) = with_contacts(there, [], frozenset({A})).collisions

    assert seen.side_of(A).zone == "left"
    assert seen.side_of(B) == event.side_of(B)
