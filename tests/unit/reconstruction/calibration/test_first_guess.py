"""First guesses need only be near enough for the descent, and on the right side of the road."""

import numpy as np

from accident_service.reconstruction.calibration.first_guess import first_guesses
from tests.scenes.street_camera import places_in_view, street_camera, surveyed


def test_one_of_the_guesses_is_near_the_truth() -> None:
    camera = street_camera(k1=0.0)
    survey = surveyed(camera, places_in_view(camera, 10, np.random.default_rng(2)))

    guesses = first_guesses(survey)

    nearest = min(guesses, key=lambda guess: abs(guess.intrinsics[0, 0] - 800.0))
    assert np.hypot(*(nearest.position_m - camera.position_m)[:2]) < 3.0
    assert abs(nearest.intrinsics[0, 0] - 800.0) < 120.0


def test_no_guess_is_below_the_road() -> None:
    camera = street_camera()
    survey = surveyed(camera, places_in_view(camera, 6, np.random.default_rng(3)))

    assert all(guess.position_m[2] > 0.0 for guess in first_guesses(survey))
