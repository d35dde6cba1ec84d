import numpy as np
import pytest

from accident_service.liability.changes import FootprintMoved
from accident_service.liability.moved_track import REACH_M, moved
from tests.unit.liability.drives import A, standing, straight, track

DRIVING = track(A, straight(0.0, 0.0, 0.0, 10.0))
STANDING = track(A, standing(3.0, 4.0))


def to(pts_s: float, x_m: float, y_m: float, heading_rad: float | None = None) -> FootprintMoved:
    return FootprintMoved(track=A, pts_s=pts_s, x_m=x_m, y_m=y_m, heading_rad=heading_rad)


def test_the_track_passes_where_it_is_said_to_have_been() -> None:
    before = DRIVING.pose_at(4.0)
    pose = moved(DRIVING, [to(4.0, before.x_m, before.y_m + 0.8)]).pose_at(4.0)

    assert pose.y_m - before.y_m == pytest.approx(0.8, abs=1e-3)
    assert pose.x_m == pytest.approx(before.x_m, abs=1e-3)
    assert pose.x_sigma_m == pytest.approx(0.25, abs=1e-3)


def test_far_from_there_it_stays_as_measured() -> None:
    before = DRIVING.pose_at(4.0)
    shifted = moved(DRIVING, [to(4.0, before.x_m, before.y_m + 0.8)])
    far = np.abs(DRIVING.pts_s - 4.0) * 10.0 > 4 * REACH_M

    assert far.any()
    np.testing.assert_allclose(shifted.xy_m[far], DRIVING.xy_m[far], atol=1e-3)
    np.testing.assert_allclose(shifted.xy_sigma_m[far], DRIVING.xy_sigma_m[far], atol=1e-2)


def test_speeds_follow_the_shifted_path() -> None:
    before = DRIVING.pose_at(4.0)
    shifted = moved(DRIVING, [to(4.0, before.x_m + 1.0, before.y_m)])
    steps_mps = np.gradient(shifted.xy_m[:, 0], shifted.pts_s)

    np.testing.assert_allclose(shifted.speed_mps[2:-2], steps_mps[2:-2], atol=0.05)
    assert (shifted.speed_sigma_mps >= DRIVING.speed_sigma_mps).all()


def test_a_standing_vehicle_stands_all_the_while_at_the_new_place() -> None:
    shifted = moved(STANDING, [to(4.0, 3.5, 4.0)])

    np.testing.assert_allclose(shifted.xy_m[:, 0], 3.5, atol=1e-3)
    np.testing.assert_allclose(shifted.speed_mps, 0.0)


def test_two_places_are_both_met() -> None:
    places = [to(3.0, DRIVING.pose_at(3.0).x_m, 0.5), to(5.0, DRIVING.pose_at(5.0).x_m, -0.5)]
    shifted = moved(DRIVING, places)

    assert shifted.pose_at(3.0).y_m == pytest.approx(0.5, abs=0.01)
    assert shifted.pose_at(5.0).y_m == pytest.approx(-0.5, abs=0.01)


def test_two_places_of_a_standing_vehicle_are_met_halfway() -> None:
    shifted = moved(STANDING, [to(3.0, 3.0, 4.4), to(5.0, 3.0, 4.0)])

    assert shifted.pose_at(4.0).y_m == pytest.approx(4.2, abs=0.01)


def test_the_heading_turns_only_where_it_is_said() -> None:
    pose = DRIVING.pose_at(4.0)
    kept = moved(DRIVING, [to(4.0, pose.x_m, pose.y_m)])
    turned = moved(DRIVING, [to(4.0, pose.x_m, pose.y_m, heading_rad=0.2)])

    np.testing.assert_allclose(kept.heading_rad, DRIVING.heading_rad, atol=1e-9)
    np.testing.assert_allclose(kept.heading_sigma_rad, DRIVING.heading_sigma_rad)
    assert turned.pose_at(4.0).heading_rad == pytest.approx(0.2, abs=1e-3)
    assert turned.pose_at(4.0).heading_sigma_rad > DRIVING.heading_sigma_rad[0]


def test_without_a_place_nothing_changes() -> None:
    assert moved(DRIVING, []) is DRIVING
