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
