from dataclasses import replace

import numpy as np

from accident_service.reconstruction.ground.joint_fit import FittedTrack
from accident_service.reconstruction.ground.second_look import looked_again
from accident_service.reconstruction.ground.vehicle_shape import CAR, VAN, WAGON
from accident_service.reconstruction.motion.background import Background
from accident_service.reconstruction.motion.silhouettes import Silhouettes
from tests.scenes.fitted import fit_track
from tests.scenes.pictured import COUNT, first_fit, pictures
from tests.scenes.seen_vehicle import CAMERA, evidence, straight_states, times_s


def off_m(fit: FittedTrack, states: np.ndarray) -> float:
    return float(np.median(np.hypot(*(fit.states - states)[:, :2].T)))


def test_soft_shadow_no_longer_draws_the_vehicle_to_the_camera() -> None:
    states = straight_states(frame_count=COUNT)
    first = first_fit(states)
    again = looked_again([first], pictures(states), CAMERA)[0]
    assert off_m(first, states) > 0.3
    # Half the shadow's width on the road.
    assert off_m(again, states) < 0.25
    assert np.median(np.abs(again.states[:, 3] - states[:, 3])) < 0.15


def test_what_a_nearer_vehicle_hides_says_nothing() -> None:
    far = straight_states(frame_count=COUNT, start_m=(-9.0, 6.0))
    near = straight_states(frame_count=COUNT, start_m=(-8.0, 3.5))
    fits = [first_fit(far), first_fit(near)]
    again = looked_again(fits, pictures(far, near), CAMERA)
    assert off_m(again[0], far) < 0.3
    assert off_m(again[1], near) < 0.25


def test_a_vehicle_that_shows_no_outline_keeps_its_first_fit() -> None:
    states = straight_states(frame_count=COUNT)
    first = first_fit(states)
    elsewhere = straight_states(frame_count=COUNT, start_m=(-9.0, 30.0))
    assert looked_again([first], pictures(elsewhere), CAMERA) == [first]


def test_a_standing_vehicle_is_found_by_its_edges_in_the_empty_scene() -> None:
    states = straight_states(speed_mps=0.0, frame_count=COUNT, start_m=(0.0, 3.5))
    scene = pictures(states)
    learned = scene.clip.frames[0].astype(np.float32)
    scene = replace(scene, background=Background(learned, np.full_like(learned, 1.5)))
    first = first_fit(states)
    stood = replace(first, silhouettes=_begun(first.silhouettes, 20))
    again = looked_again([stood], scene, CAMERA)[0]
    assert off_m(again, states) < 0.25
    assert np.abs(again.states[:, 2]).max() < np.radians(4.0)


def test_a_low_car_is_not_taken_for_a_high_one() -> None:
    states = straight_states(frame_count=COUNT)
    first = replace(first_fit(states), shape=WAGON, size_m=WAGON.size_m.copy())
    again = looked_again([first], pictures(states), CAMERA)[0]
    assert again.shape.vehicle_class is CAR.vehicle_class


def _begun(silhouettes: Silhouettes, first: int) -> Silhouettes:
    """Sights of a vehicle that stood in the scene until this frame."""
    own = np.arange(len(silhouettes)) >= first
    arrays = {
        name: getattr(silhouettes, name)[own]
        for name in Silhouettes.__slots__
        if name not in {"stood", "displaced"}
    }
    return Silhouettes(**arrays, stood=True)


def test_a_van_is_told_from_a_saloon() -> None:
    states = straight_states(frame_count=COUNT)
    told = evidence(states, shape=VAN)
    first = fit_track(CAMERA, WAGON, told, (times_s(states), states))
    again = looked_again([first], pictures(states, shape=VAN), CAMERA)[0]
    assert again.shape.vehicle_class is VAN.vehicle_class
    assert off_m(again, states) < 0.3


def test_a_vehicle_whose_foot_is_in_view_has_its_place_told() -> None:
    states = straight_states(frame_count=COUNT)
    again = looked_again([first_fit(states)], pictures(states), CAMERA)[0]
    assert again.doubt.looked_again
    assert again.doubt.foot_untold < 0.2
    assert again.doubt.kind_variance_m2.shape == (COUNT, 2)


def test_a_wagon_is_told_from_a_saloon() -> None:
    # A wagon begun as a saloon.
    states = straight_states(frame_count=COUNT)
    wagon = replace(first_fit(states), shape=CAR)
    again = looked_again([wagon], pictures(states, shape=WAGON), CAMERA)[0]
    assert again.shape.vehicle_class is WAGON.vehicle_class
    assert off_m(again, states) < 0.3
