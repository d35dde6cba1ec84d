"""Known marks are spoilt; exactly they must be left out."""

from dataclasses import replace

import numpy as np
import pytest

from accident_service.reconstruction.calibration.bad_clicks import believed_marks
from accident_service.reconstruction.calibration.survey import Survey
from tests.scenes.street_camera import places_in_view, street_camera, surveyed

CAMERA = street_camera()


def survey_of(marks: int, seed: int, *, sigma_px: float = 1.0) -> Survey:
    rng = np.random.default_rng(seed)
    return surveyed(CAMERA, places_in_view(CAMERA, marks, rng), click_sigma_px=sigma_px, rng=rng)


def spoilt(survey: Survey, *bad: int) -> Survey:
    """Those marks clicked at a wrong place, 60 px and more aside."""
    points = list(survey.points)
    for order, index in enumerate(bad):
        one = points[index]
        aside_px = (70.0, -30.0) if order == 0 else (-25.0, 60.0)
        points[index] = replace(
            one,
            pixel_x_px=one.pixel_x_px + aside_px[0],
            pixel_y_px=one.pixel_y_px + aside_px[1],
        )
    return replace(survey, points=tuple(points))


@pytest.mark.parametrize("seed", [41, 42])
def test_good_marks_are_all_believed(seed: int) -> None:
    assert believed_marks(survey_of(9, seed)).kept == tuple(range(9))


@pytest.mark.parametrize(("marks", "bad"), [(7, 2), (12, 5)])
def test_one_bad_click_is_left_out_and_no_other(marks: int, bad: int) -> None:
    kept = believed_marks(spoilt(survey_of(marks, 43), bad)).kept

    assert set(range(marks)) - set(kept) == {bad}


def test_two_bad_clicks_are_left_out_together() -> None:
    kept = believed_marks(spoilt(survey_of(9, 44), 1, 6)).kept

    assert set(range(9)) - set(kept) == {1, 6}


def test_careless_clicks_everywhere_are_nobodys_fault() -> None:
    survey = survey_of(10, 45, sigma_px=4.0)

    assert len(believed_marks(survey).kept) >= 9


def test_of_five_marks_none_can_be_called_bad() -> None:
    assert len(believed_marks(spoilt(survey_of(5, 46), 0)).kept) == 5
