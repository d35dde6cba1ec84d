"""An ordinary camera is no surprise; an odd one is, in the sigmas stated."""

import numpy as np
import pytest

from accident_service.reconstruction.calibration.priors import (
    ASPECT_SIGMA,
    CENTRE_SIGMA_WIDTHS,
    ROLL_SIGMA_RAD,
    disagreement,
)
from tests.scenes.street_camera import street_camera


def test_an_ordinary_street_camera_is_within_two_sigmas_of_everything() -> None:
    assert np.abs(disagreement(street_camera())).max() < 2.0


@pytest.mark.parametrize("focal_px", [500.0, 2500.0])
def test_an_odd_focal_length_is_noticed(focal_px: float) -> None:
    ordinary = disagreement(street_camera(focal_px=1024.0))

    assert ordinary[0] == pytest.approx(0.0)
    assert abs(disagreement(street_camera(focal_px=focal_px))[0]) > 1.5


def test_a_tilted_picture_counts_in_sigmas_of_roll() -> None:
    tilted = disagreement(street_camera(roll_rad=2 * ROLL_SIGMA_RAD))

    assert abs(tilted[6]) == pytest.approx(2.0, abs=0.15)


def test_each_departure_counts_on_its_own() -> None:
    camera = street_camera()
    change = np.zeros(15)
    change[1] = 2 * ASPECT_SIGMA
    change[2] = 3 * CENTRE_SIGMA_WIDTHS * 1280

    apart = disagreement(camera.moved(change)) - disagreement(camera)

    assert apart[1] == pytest.approx(2.0)
    assert apart[2] == pytest.approx(3.0)
    assert np.delete(apart, [1, 2]) == pytest.approx(0.0, abs=1e-9)


def test_a_camera_below_the_road_is_surprising_and_no_error() -> None:
    assert np.isfinite(disagreement(street_camera(position_m=(0.0, -10.0, -1.0)))).all()
