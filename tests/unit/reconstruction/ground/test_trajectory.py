from dataclasses import replace

import numpy as np
import pytest

from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.ground.trajectory import (
    GroundTrajectory,
    VehicleClass,
    VehicleDimensions,
)

PTS_S = np.array([1.0, 1.1, 1.3])
TRAJECTORY = GroundTrajectory(
    id=TrackId("t7"),
    vehicle_class=VehicleClass.CAR,
    dimensions=VehicleDimensions(4.5, 1.8, 1.5, 0.1, 0.05),
    pts_s=PTS_S,
    xy_m=np.array([[0.0, 0.0], [1.0, 0.0], [3.0, 1.0]]),
    heading_rad=np.array([0.0, 0.1, 0.3]),
    speed_mps=np.array([10.0, 10.0, 8.0]),
    xy_sigma_m=np.full((3, 2), 0.1),
    heading_sigma_rad=np.full(3, 0.02),
    speed_sigma_mps=np.full(3, 0.2),
    visible_share=np.ones(3),
)


def test_a_pose_between_frames_is_interpolated_in_time_not_in_frames() -> None:
    pose = TRAJECTORY.pose_at(1.2)
    assert (pose.x_m, pose.y_m) == pytest.approx((2.0, 0.5))
    assert pose.heading_rad == pytest.approx(0.2)
    assert pose.speed_mps == pytest.approx(9.0)


def test_outside_its_time_a_trajectory_is_silent() -> None:
    assert not TRAJECTORY.covers(0.99)
    with pytest.raises(ValueError, match="known from"):
        TRAJECTORY.pose_at(1.31)


def test_times_must_increase() -> None:
    with pytest.raises(ValueError, match="increasing"):
        replace(TRAJECTORY, pts_s=np.array([1.0, 1.0, 1.3]))


def test_errors_that_go_together_are_largest_along_their_common_direction() -> None:
    """A tenth each way, nearly always of one sign: the error lies along the diagonal."""
    oblique = replace(TRAJECTORY, xy_correlation=np.full(3, 0.9)).pose_at(1.2)

    assert oblique.sigma_m(0.0) == pytest.approx(0.1)
    assert oblique.sigma_m(np.pi / 4) == pytest.approx(0.1 * np.sqrt(1.9))
    assert oblique.sigma_m(-np.pi / 4) == pytest.approx(0.1 * np.sqrt(0.1))
    assert TRAJECTORY.pose_at(1.2).sigma_m(1.0) == pytest.approx(0.1)


def test_more_doubt_adds_to_what_there_was() -> None:
    along = np.array([np.cos(0.7), np.sin(0.7)])
    doubted = TRAJECTORY.doubted(0.3**2 * np.outer(along, along))

    pose = doubted.pose_at(1.3)
    assert pose.sigma_m(0.7) == pytest.approx(np.hypot(0.1, 0.3))
    assert pose.sigma_m(0.7 + np.pi / 2) == pytest.approx(0.1)
    assert doubted.xy_covariance_m2 == pytest.approx(
        TRAJECTORY.xy_covariance_m2 + 0.3**2 * np.outer(along, along)
    )


def test_some_of_its_moments_keep_all_that_is_known_of_them() -> None:
    some = replace(TRAJECTORY, xy_correlation=np.array([0.0, 0.5, -0.5]))
    kept = np.array([True, False, True])
    for whole in (TRAJECTORY, some):
        part = whole.at_rows(kept)
        assert part.pts_s == pytest.approx(PTS_S[kept])
        assert part.pose_at(1.3) == whole.pose_at(1.3)
        assert part.xy_covariance_m2 == pytest.approx(whole.xy_covariance_m2[kept])


def test_each_row_has_its_own_covariance() -> None:
    some = replace(TRAJECTORY, xy_correlation=np.array([0.0, 0.5, -0.5]))
    assert some.xy_covariance_m2[:, 0, 1] == pytest.approx([0.0, 0.005, -0.005])
    assert some.pose_at(1.2).xy_correlation == pytest.approx(0.0)


def test_the_pose_of_a_row_is_the_pose_at_its_moment() -> None:
    for row in range(len(TRAJECTORY.pts_s)):
        assert TRAJECTORY.pose_of_row(row) == TRAJECTORY.pose_at(float(TRAJECTORY.pts_s[row]))
