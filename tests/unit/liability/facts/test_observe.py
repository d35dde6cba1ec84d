import math
from dataclasses import replace

import pytest

from accident_service.liability.facts.observe import (
    Observation,
    across_sigma_m,
    along_sigma_m,
    distance_to_path,
    half_breadth,
    left_of_centre,
    told_once,
)
from accident_service.reconstruction.ground.trajectory import VehicleDimensions, VehiclePose
from tests.unit.liability import roads
from tests.unit.liability.drives import A, B, rear_end

SIZE = VehicleDimensions(4.5, 1.8, 1.5, 0.02, 0.02)


def pose(x_m: float, y_m: float, heading_rad: float = 0.0) -> VehiclePose:
    return VehiclePose(
        pts_s=0.0,
        x_m=x_m,
        y_m=y_m,
        heading_rad=heading_rad,
        speed_mps=0.0,
        x_sigma_m=0.3,
        y_sigma_m=0.1,
        heading_sigma_rad=0.01,
        speed_sigma_mps=0.0,
    )


def test_a_sigma_is_taken_across_or_along_a_direction() -> None:
    assert across_sigma_m(pose(0, 0), 0.0) == pytest.approx(0.1)
    assert along_sigma_m(pose(0, 0), 0.0) == pytest.approx(0.3)
    assert across_sigma_m(pose(0, 0), math.pi / 2) == pytest.approx(0.3)


def test_left_of_a_lane_is_left_as_its_driver_sees_it() -> None:
    near, _, oncoming = roads.straight_road().lanes

    assert left_of_centre(pose(0, 0.5), near).value == pytest.approx(0.5)
    assert left_of_centre(pose(0, 7.5), oncoming).value == pytest.approx(-0.5)


def test_a_vehicle_at_an_angle_spans_more_than_its_width() -> None:
    assert half_breadth(pose(0, 0), SIZE, 0.0).value == pytest.approx(0.9)
    assert half_breadth(pose(0, 0, math.pi / 2), SIZE, 0.0).value == pytest.approx(2.25)
    assert half_breadth(pose(0, 0, 0.2), SIZE, 0.0).value == pytest.approx(
        2.25 * math.sin(0.2) + 0.9 * math.cos(0.2)
    )


def test_the_distance_to_a_path_reaches_beyond_both_its_ends() -> None:
    path = [pose(0.0, 0.0), pose(5.0, 0.0), pose(10.0, 0.0)]

    assert distance_to_path(pose(5.0, 1.2), path).value == pytest.approx(1.2)
    assert distance_to_path(pose(-40.0, -0.7), path).value == pytest.approx(0.7)
    assert distance_to_path(pose(60.0, 0.3), path).value == pytest.approx(0.3)


def test_the_last_moment_before_the_contact_is_where_its_interval_opens() -> None:
    seen = rear_end().observed()

    assert seen.before_pts_s == pytest.approx(6.95)
    assert seen.seen_before_s(A) == pytest.approx(6.95)
    assert seen.pairs == ((A, B), (B, A))
    poses = seen.poses_before(B, window_s=1.0)
    assert poses[0].pts_s >= 5.95 - 1e-6
    assert poses[-1].pts_s <= 6.95 + 1e-6
    assert seen.poses_before(B, window_s=1.0, end_s=-5.0) == []


def test_a_pose_outside_the_track_is_the_nearest_known_one() -> None:
    seen = rear_end().observed()

    assert seen.pose_at(B, 100.0).pts_s == pytest.approx(seen.trajectory(B).last_pts_s)


def test_what_is_told_once_is_told_of_this_observation_and_question_alone() -> None:
    asked: list[tuple[float, str]] = []

    @told_once
    def tell(seen: Observation, what: str) -> str:
        asked.append((seen.contact_pts_s, what))
        return what.upper()

    one, other = rear_end().observed(), rear_end().observed()

    assert [tell(one, "a"), tell(one, "a"), tell(one, "b"), tell(other, "a")] == list("AABA")
    assert len(asked) == 3
    assert tell(replace(one, clip="2"), "a") == "A"
    assert len(asked) == 4
