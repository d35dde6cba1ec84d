"""The survey is judged by the marks left out, not by the marks that took part."""

import math

import numpy as np

from accident_service.reconstruction.calibration.fit import calibrate
from accident_service.reconstruction.calibration.survey import Survey, SurveyPoint
from tests.scenes.street_camera import SIZE, places_in_view, street_camera, surveyed

CAMERA = street_camera()


def noisy_survey(marks: int, seed: int) -> Survey:
    rng = np.random.default_rng(seed)
    return surveyed(CAMERA, places_in_view(CAMERA, marks, rng), click_sigma_px=1.0, rng=rng)


def test_every_mark_is_left_out_once() -> None:
    calibration = calibrate(noisy_survey(12, 3))

    assert calibration.summary.point_count == 12
    assert len(calibration.summary.leave_one_out_m) == 12
    assert calibration.summary.worst_leave_one_out_m < 1.5
    assert 0.3 < calibration.summary.residual_rms_px < 2.0
    assert abs(calibration.summary.camera_height_m - 7.5) < 0.3
    assert calibration.rejected == ()


def test_a_mark_measured_wrongly_shows_where_its_residual_would_not() -> None:
    survey = noisy_survey(5, 8)
    bad = survey.points[2]
    moved = SurveyPoint(bad.pixel_x_px, bad.pixel_y_px, bad.x_m + 1.5, bad.y_m - 1.0)
    points = (*survey.points[:2], moved, *survey.points[3:])

    honest, spoiled = calibrate(survey), calibrate(Survey(SIZE, points))

    assert spoiled.summary.worst_leave_one_out_m > 1.0
    assert spoiled.summary.worst_leave_one_out_m > 2 * honest.summary.worst_leave_one_out_m


def test_a_rejected_mark_is_named_and_judged_by_the_others() -> None:
    survey = noisy_survey(12, 4)
    bad = survey.points[7]
    moved = SurveyPoint(bad.pixel_x_px, bad.pixel_y_px, bad.x_m + 3.0, bad.y_m)
    points = (*survey.points[:7], moved, *survey.points[8:])

    calibration = calibrate(Survey(SIZE, points))

    assert calibration.rejected == (7,)
    assert 2.5 < calibration.summary.leave_one_out_m[7] < 3.5


def test_four_marks_calibrate_and_cannot_be_judged() -> None:
    survey = surveyed(CAMERA, places_in_view(CAMERA, 4, np.random.default_rng(2)))

    summary = calibrate(survey).summary

    assert summary.leave_one_out_m == ()
    assert summary.worst_leave_one_out_m == math.inf
