import math
from dataclasses import replace

import numpy as np

from accident_service.reconstruction.calibration.camera_fit import fit_camera
from accident_service.reconstruction.calibration.leave_one_out import leave_one_out
from accident_service.reconstruction.calibration.survey import Survey
from tests.scenes.street_camera import places_in_view, street_camera, surveyed

CAMERA = street_camera()


def survey_of(marks: int, seed: int) -> Survey:
    rng = np.random.default_rng(seed)
    return surveyed(CAMERA, places_in_view(CAMERA, marks, rng), click_sigma_px=1.0, rng=rng)


def badly_measured(survey: Survey, seed: int, sigma_m: float) -> Survey:
    """The same clicks, but the tape was read this badly on the ground."""
    rng = np.random.default_rng(seed)
    points = tuple(
        replace(one, x_m=one.x_m + rng.normal(0, sigma_m), y_m=one.y_m + rng.normal(0, sigma_m))
        for one in survey.points
    )
    return replace(survey, points=points)


def test_careful_surveys_are_as_good_as_they_say() -> None:
    factors = [
        leave_one_out(fit_camera(survey), survey).variance_factor
        for survey in (survey_of(9, seed) for seed in range(51, 57))
    ]

    assert min(factors) >= 1.0
    assert np.median(factors) < 1.5


def test_a_survey_measured_poorly_is_doubted_more() -> None:
    careful = survey_of(6, 58)
    poor = badly_measured(careful, 59, 0.4)

    before = leave_one_out(fit_camera(careful), careful)
    after = leave_one_out(fit_camera(poor), poor)

    assert after.variance_factor > 1.5 * before.variance_factor
    assert max(after.error_m) > max(before.error_m)


def test_of_four_marks_none_can_be_left_out() -> None:
    survey = survey_of(4, 60)
    left_out = leave_one_out(fit_camera(survey), survey)

    assert left_out.error_m == ()
    assert math.isclose(left_out.variance_factor, 1.0)
