from dataclasses import replace

import numpy as np
import pytest

from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.ground.joint_fit import FittedTrack
from accident_service.reconstruction.ground.trajectories import (
    ACROSS_SIGHT_M,
    tells_the_lane,
    trajectory_of,
)
from accident_service.reconstruction.ground.vehicle_shape import CAR
from tests.scenes.seen_vehicle import CAMERA, evidence, straight_states, times_s

STATES = straight_states()
FIT = FittedTrack(
    shape=CAR,
    silhouettes=evidence(STATES),
    pts_s=times_s(STATES),
    states=STATES,
    size_m=CAR.size_m,
    covariance=np.zeros((len(STATES), 4, 4)),
    size_covariance_m2=np.zeros((4, 4)),
    misfit=1.0,
)


def test_states_become_columns() -> None:
    trajectory = trajectory_of(FIT, CAMERA, TrackId("t1"))
    assert trajectory.xy_m == pytest.approx(STATES[:, :2])
    assert trajectory.speed_mps == pytest.approx(STATES[:, 3])
    assert trajectory.dimensions.length_m == CAR.size_m[0]
    assert trajectory.vehicle_class is CAR.vehicle_class


def test_even_a_noiseless_fit_is_doubted_and_more_so_far_away() -> None:
    near = trajectory_of(FIT, CAMERA, TrackId("t1"))
    far_states = STATES + np.array([0.0, 20.0, 0.0, 0.0])
    far = trajectory_of(replace(FIT, states=far_states), CAMERA, TrackId("t1"))
    assert (near.xy_sigma_m >= ACROSS_SIGHT_M).all()
    assert (far.xy_sigma_m[:, 1] > near.xy_sigma_m[:, 1]).all()
    assert (near.heading_sigma_rad > 0).all()
    assert (near.speed_sigma_mps > 0).all()


def test_a_place_is_doubted_most_along_the_line_of_sight() -> None:
    ahead = STATES + np.array([CAMERA.position_m[0] - STATES[0, 0], 20.0, 0.0, 0.0])
    sigma_m = trajectory_of(replace(FIT, states=ahead), CAMERA, TrackId("t1")).xy_sigma_m[0]
    # The camera looks north: y is along the line of sight, x across it.
    assert sigma_m[1] > 1.5 * sigma_m[0]


def test_of_a_place_seen_obliquely_the_error_lies_along_the_line_of_sight() -> None:
    """North-east of the camera: neither axis is the line of sight."""
    offset = CAMERA.position_m[:2] + np.array([20.0, 20.0]) - STATES[0, :2]
    oblique = STATES + np.array([*offset, 0.0, 0.0])
    pose = trajectory_of(replace(FIT, states=oblique), CAMERA, TrackId("t1")).pose_at(FIT.pts_s[0])

    assert pose.xy_correlation > 0.2
    assert pose.sigma_m(np.pi / 4) > 1.25 * pose.sigma_m(-np.pi / 4)
    assert pose.x_sigma_m == pytest.approx(pose.y_sigma_m, rel=0.05)


def test_what_is_out_of_shape_for_its_kind_is_doubted() -> None:
    known = trajectory_of(FIT, CAMERA, TrackId("t1")).xy_sigma_m
    # Two cars taken for one: two sigmas too long, and a fifth of the outline met by nothing.
    long = FIT.size_m + np.array([2 * CAR.size_sigma_m[0], 0.0, 0.0, 0.0])
    strange = replace(FIT, size_m=long, misfit=2.0)
    assert (trajectory_of(strange, CAMERA, TrackId("t1")).xy_sigma_m > 1.8 * known).all()
    rough = trajectory_of(replace(FIT, misfit=2.0), CAMERA, TrackId("t1")).xy_sigma_m
    assert (rough > 1.4 * known).all()


def test_a_doubtful_camera_makes_doubtful_positions() -> None:
    doubtful = replace(CAMERA, parameter_covariance=np.diag([1e-4] + [0.0] * 14))
    known = trajectory_of(FIT, CAMERA, TrackId("t1")).xy_sigma_m
    assert (trajectory_of(FIT, doubtful, TrackId("t1")).xy_sigma_m >= known).all()


def test_what_cannot_be_placed_in_a_lane_is_told() -> None:
    assert tells_the_lane(trajectory_of(FIT, CAMERA, TrackId("t1")))
    far = replace(FIT, states=STATES + np.array([0.0, 120.0, 0.0, 0.0]))
    assert not tells_the_lane(trajectory_of(far, CAMERA, TrackId("t1")))


def test_half_an_outline_cut_off_is_half_in_view() -> None:
    seen = evidence(STATES)
    seen.high_px[:, :12] = np.inf
    trajectory = trajectory_of(replace(FIT, silhouettes=seen), CAMERA, TrackId("t1"))
    assert trajectory.visible_share == pytest.approx(0.5)


def test_what_stood_in_the_scene_was_in_view_there() -> None:
    late = replace(
        evidence(STATES),
        frame_index=np.arange(30, 60),
        high_px=evidence(STATES).high_px[30:],
        stood=True,
    )
    trajectory = trajectory_of(replace(FIT, silhouettes=late), CAMERA, TrackId("t1"))
    assert (trajectory.visible_share == 1.0).all()


def test_a_foot_that_is_not_seen_leaves_the_place_open_along_the_line_of_sight() -> None:
    ahead = STATES + np.array([CAMERA.position_m[0] - STATES[0, 0], 20.0, 0.0, 0.0])
    told = replace(FIT, states=ahead, doubt=replace(FIT.doubt, looked_again=True))
    untold = replace(told, doubt=replace(told.doubt, foot_untold=1.0))
    known, open_m = (
        trajectory_of(fit, CAMERA, TrackId("t1")).xy_sigma_m[0] for fit in (told, untold)
    )
    assert open_m[1] > 2.0 * known[1]
    assert open_m[0] < 1.2 * known[0]


def test_what_nobody_looked_at_again_and_what_may_be_of_another_kind_is_doubted() -> None:
    looked = replace(FIT, doubt=replace(FIT.doubt, looked_again=True))
    known = trajectory_of(looked, CAMERA, TrackId("t1")).xy_sigma_m
    assert (trajectory_of(FIT, CAMERA, TrackId("t1")).xy_sigma_m > known).all()
    either = replace(looked.doubt, kind_variance_m2=np.full((len(STATES), 2), 0.25))
    sigma_m = trajectory_of(replace(looked, doubt=either), CAMERA, TrackId("t1")).xy_sigma_m
    assert sigma_m**2 == pytest.approx(known**2 + 0.25)
