import numpy as np
import pytest

from accident_service.reconstruction.ground.first_guess import (
    numbered_from,
    rough_path,
    states_along,
    way_m,
)
from tests.scenes.seen_vehicle import CAMERA, evidence, straight_states, times_s

STATES = straight_states()


def test_the_rough_path_is_within_a_metre() -> None:
    path = rough_path(CAMERA, evidence(STATES), times_s(STATES))
    assert np.hypot(*(path - STATES[:, :2]).T).max() < 1.0


def test_it_is_unknown_above_the_horizon() -> None:
    seen = evidence(STATES)
    seen.centre_px[:, 1] = -200.0
    assert np.isnan(rough_path(CAMERA, seen, times_s(STATES))).all()


def test_headings_follow_the_path_and_hold_while_standing() -> None:
    speed = np.where(np.arange(100) < 60, 6.0, 0.0)
    path = straight_states(speed_mps=speed, frame_count=100, heading_rad=1.0)[:, :2]
    states = states_along(path, np.linspace(0.0, 3.96, 100))
    assert states[:, 2] == pytest.approx(1.0, abs=1e-6)
    assert states[10, 3] == pytest.approx(6.0)
    assert states[90, 3] == pytest.approx(0.0, abs=1e-6)
    assert way_m(path) == pytest.approx(59.5 * 0.04 * 6.0)


def test_who_comes_back_the_way_it_went_reverses() -> None:
    out_and_back_m = np.concatenate([np.linspace(0.0, 9.0, 60), np.linspace(9.0, 5.0, 40)])
    path = np.column_stack([out_and_back_m, np.zeros(100)])

    states = states_along(path, np.linspace(0.0, 3.96, 100))

    assert states[:, 2] == pytest.approx(0.0, abs=1e-9)
    assert states[80, 3] < 0.0 < states[30, 3]


def test_what_wobbles_while_it_stands_does_not_turn_about() -> None:
    driven_m = np.concatenate([np.linspace(0.0, 9.0, 60), np.full(60, 9.0)])
    wobble_m = np.where(np.arange(120) > 70, 0.6 * np.sin(np.arange(120) / 6.0), 0.0)
    path = np.column_stack([driven_m + wobble_m, 0.2 * wobble_m])

    headings = states_along(path, np.linspace(0.0, 4.76, 120))[:, 2]

    assert np.abs(np.diff(headings)).max() < 0.3
    assert np.abs(headings).max() < np.pi / 2


def test_a_given_heading_is_kept_and_signs_the_speed() -> None:
    path = STATES[:, :2]
    states = states_along(path, times_s(STATES), heading_rad=np.pi)
    assert (states[:, 2] == np.pi).all()
    assert states[30, 3] == pytest.approx(-8.0)


def test_frames_are_counted_from_where_the_track_begins() -> None:
    assert numbered_from(-5, evidence(STATES)).frame_index[0] == 5
