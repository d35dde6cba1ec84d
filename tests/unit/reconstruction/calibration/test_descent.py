import numpy as np
import pytest

from accident_service.errors import CalibrationUnreliable
from accident_service.reconstruction.calibration.descent import (
    best_from_anywhere,
    descended,
    jacobian,
    residual_px,
    surprise,
)
from accident_service.reconstruction.calibration.survey import Survey, SurveyPoint
from tests.scenes.street_camera import SIZE, places_in_view, street_camera, surveyed

CAMERA = street_camera()
SURVEY = surveyed(CAMERA, places_in_view(CAMERA, 12, np.random.default_rng(3)))


def test_from_anywhere_the_camera_is_found() -> None:
    found = best_from_anywhere(SURVEY, "linear")

    assert np.abs(residual_px(found.camera, SURVEY)).max() < 0.5
    assert found.camera.position_m == pytest.approx(CAMERA.position_m, abs=0.2)


def test_a_descent_never_ends_higher_than_it_began() -> None:
    start = CAMERA.moved(np.array([0.02, 0, 3.0, -2.0, 0, 0, 0.002, 0, 0, 0.1, 0.1, 0.1, 0, 0, 0]))
    found = descended(start, SURVEY, "linear", 30)

    assert found.surprise < np.sum(surprise(start, SURVEY) ** 2)
    assert found.surprise == pytest.approx(np.sum(surprise(found.camera, SURVEY) ** 2))


def test_the_jacobian_tells_how_surprise_changes() -> None:
    step = np.array([1e-4, 0, 0.01, 0, 1e-4, 0, 1e-5, 0, 0, 0, 1e-3, 0, 1e-5, 0, 1e-4])
    apart = surprise(CAMERA.moved(step), SURVEY) - surprise(CAMERA, SURVEY)

    assert jacobian(CAMERA, SURVEY) @ step == pytest.approx(apart, abs=2e-3)


def test_marks_no_camera_sees_are_refused() -> None:
    """Mirrored on the ground: only a camera under the road would see them so."""
    mirrored = tuple(
        SurveyPoint(one.pixel_x_px, one.pixel_y_px, -one.x_m, one.y_m) for one in SURVEY.points
    )
    survey = Survey(SIZE, mirrored)

    try:
        found = best_from_anywhere(survey, "linear")
    except CalibrationUnreliable:
        return
    assert np.abs(residual_px(found.camera, survey)).max() > 50.0
