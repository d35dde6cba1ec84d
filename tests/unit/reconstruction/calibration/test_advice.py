"""Surveys with one fault each, and the fault is named."""

from dataclasses import replace

import numpy as np

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.reconstruction.calibration.advice import AdviceKind, advice_on
from accident_service.reconstruction.calibration.fit import calibrate
from accident_service.reconstruction.calibration.survey import Survey
from tests.scenes.street_camera import places_in_view, street_camera, surveyed

CAMERA = street_camera()


def told(survey: Survey) -> dict[AdviceKind, str]:
    return {one.kind: one.sentence for one in advice_on(survey, calibrate(survey))}


def good_survey(marks: int = 12) -> Survey:
    rng = np.random.default_rng(31)
    places = places_in_view(CAMERA, marks, rng, within_m=30.0)
    return surveyed(CAMERA, places, click_sigma_px=0.5, rng=rng)


def test_a_good_survey_needs_no_advice() -> None:
    assert told(good_survey()) == {}


def test_a_bad_click_is_named_by_its_number() -> None:
    survey = good_survey()
    bad = replace(survey.points[3], pixel_x_px=survey.points[3].pixel_x_px + 90.0)
    spoiled = replace(survey, points=(*survey.points[:3], bad, *survey.points[4:]))

    assert told(spoiled)[AdviceKind.BAD_CLICK].startswith("point 4 ")


def test_four_points_are_few_and_cannot_be_checked() -> None:
    kinds = told(good_survey(4))

    assert AdviceKind.TOO_FEW in kinds
    assert AdviceKind.CANNOT_BE_CHECKED in kinds


def test_points_nearly_on_a_line_are_told() -> None:
    along = np.linspace(-6.0, 20.0, 9)
    aside = np.array([0.0, 1.0, -1.0, 0.5, -0.5, 1.0, -1.0, 0.0, 0.8])
    survey = surveyed(CAMERA, GroundPoints(np.column_stack([aside, along])))

    assert AdviceKind.NEARLY_ON_A_LINE in told(survey)


def test_points_in_a_corner_of_the_picture_are_told() -> None:
    places = np.array([[x, y] for x in (0.0, 1.0, 2.0) for y in (0.0, 1.5, 3.0)])
    survey = surveyed(CAMERA, GroundPoints(places))

    assert AdviceKind.SMALL_PART_OF_PICTURE in told(survey)
