import numpy as np
import pytest
from numpy.typing import NDArray

from accident_service.reconstruction.ground.joint_fit import FittedTrack
from accident_service.reconstruction.ground.occlusion import Presence, hidden, presence_of, within
from accident_service.reconstruction.ground.vehicle_shape import CAR
from tests.scenes.fitted import fit_track
from tests.scenes.seen_vehicle import CAMERA, evidence, straight_states, times_s

SQUARE = np.array([[10.0, 10.0], [30.0, 10.0], [30.0, 30.0], [10.0, 30.0]])


def moments(count: int) -> NDArray[np.float64]:
    return np.asarray(np.arange(count) * 0.04, dtype=np.float64)


def standing_at(x_m: float, y_m: float) -> FittedTrack:
    states = straight_states(speed_mps=0.0, frame_count=12, start_m=(x_m, y_m))
    return fit_track(CAMERA, CAR, evidence(states), (times_s(states), states))


def test_places_in_an_outline_and_near_it() -> None:
    places = np.array([[20.0, 20.0], [31.5, 20.0], [40.0, 20.0], [9.0, 9.0]])
    assert within(places, SQUARE, 2.0).tolist() == [True, True, False, True]
    assert within(places, SQUARE, 0.0).tolist() == [True, False, False, False]


def test_the_nearer_vehicle_hides_the_farther_and_not_the_other_way() -> None:
    pts_s = moments(12)
    # The camera stands south of both and looks north.
    near = presence_of(standing_at(0.0, 3.0), CAMERA, pts_s)
    far = presence_of(standing_at(0.0, 5.5), CAMERA, pts_s)
    rows = np.arange(12)
    low = far.pixels[:, np.argmax(far.pixels[0, :, 1])][:, None]
    assert hidden(low, (far, rows), [near]).all()
    assert not hidden(near.pixels, (near, rows), [far]).any()


def test_a_vehicle_that_has_left_hides_nothing() -> None:
    pts_s = moments(40)
    near = presence_of(standing_at(0.0, 3.0), CAMERA, pts_s)
    far = presence_of(standing_at(0.0, 5.5), CAMERA, pts_s)
    assert near.first_frame == 0
    late = np.arange(12) + 20
    moved = type(far)(20, far.pixels, far.box_px, far.distance_m)
    assert not hidden(far.pixels, (moved, late - 20), [near]).any()


def test_the_presence_begins_at_the_fits_first_moment() -> None:
    fit = standing_at(0.0, 3.0)
    presence = presence_of(fit, CAMERA, moments(25) - 0.2)
    assert presence.first_frame == 5
    assert presence.distance_m[0] == pytest.approx(
        np.hypot(*(fit.states[0, :2] - CAMERA.position_m[:2])), abs=1e-6
    )


def test_vehicles_meet_in_time_when_a_frame_knows_both() -> None:
    def known(first_frame: int, count: int) -> Presence:
        nothing = np.zeros((count, 4))
        return Presence(first_frame, nothing[:, None], nothing, np.zeros(count))

    assert known(0, 10).meets_in_time(known(9, 5))
    assert known(9, 5).meets_in_time(known(0, 10))
    assert known(0, 10).meets_in_time(known(3, 2))
    assert not known(0, 10).meets_in_time(known(10, 5))
    assert not known(10, 5).meets_in_time(known(0, 10))
