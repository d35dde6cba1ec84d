"""Truth first: a known camera, clicks with known noise, and the camera is asked for again."""

from dataclasses import replace

import numpy as np
import pytest

from accident_service.errors import CalibrationUnreliable
from accident_service.quantities.ground_plane import GroundPoints
from accident_service.reconstruction.calibration.camera_fit import fit_camera
from accident_service.reconstruction.calibration.priors import K3_SIGMA, TANGENTIAL_SIGMA
from accident_service.reconstruction.calibration.survey import Survey, SurveyPoint
from tests.scenes.street_camera import SIZE, places_in_view, street_camera, surveyed


def road_error_m(survey: Survey, places: GroundPoints) -> np.ndarray:
    truth = street_camera()
    return fit_camera(survey).camera.to_ground(truth.project_ground(places)).xy_m - places.xy_m


def test_perfect_clicks_give_the_camera_back_to_the_centimetre() -> None:
    rng = np.random.default_rng(11)
    camera = street_camera()
    survey = surveyed(camera, places_in_view(camera, 14, rng))

    places = places_in_view(camera, 30, rng, within_m=40.0)
    assert np.abs(road_error_m(survey, places)).max() < 0.03


def test_marks_above_the_road_count_at_their_height() -> None:
    rng = np.random.default_rng(12)
    camera = street_camera()
    heights_m = rng.uniform(0.0, 2.5, 12)
    survey = surveyed(camera, places_in_view(camera, 12, rng), heights_m=heights_m)

    places = places_in_view(camera, 30, rng, within_m=40.0)
    assert np.abs(road_error_m(survey, places)).max() < 0.05


@pytest.mark.parametrize(("marks", "median_m"), [(5, 0.10), (8, 0.06), (12, 0.04)])
def test_noisy_clicks_place_the_road_within_decimetres(marks: int, median_m: float) -> None:
    camera = street_camera()
    errors_m = []
    for seed in range(8):
        rng = np.random.default_rng(seed)
        places = places_in_view(camera, marks, rng)
        survey = surveyed(camera, places, click_sigma_px=1.0, rng=rng)
        wanted = places_in_view(camera, 20, rng, within_m=35.0)
        errors_m.append(np.hypot(*road_error_m(survey, wanted).T))

    assert np.median(np.concatenate(errors_m)) < median_m


@pytest.mark.parametrize("marks", [5, 12])
def test_the_stated_sigma_holds_the_truth(marks: int) -> None:
    """95 % within two sigmas, over many draws; the draws of one survey are not independent."""
    camera = street_camera()
    within = []
    for seed in range(24):
        rng = np.random.default_rng(100 + seed)
        survey = surveyed(camera, places_in_view(camera, marks, rng), click_sigma_px=1.0, rng=rng)
        fit = fit_camera(survey)
        places = places_in_view(camera, 20, rng, within_m=40.0)
        error_m = fit.camera.to_ground(camera.project_ground(places)).xy_m - places.xy_m
        within.append(np.abs(error_m) <= 2 * fit.camera.ground_sigma_m(places))

    assert 0.88 <= np.mean(within) <= 1.0


def test_one_wrong_click_is_found_and_left_out() -> None:
    rng = np.random.default_rng(21)
    camera = street_camera()
    survey = surveyed(camera, places_in_view(camera, 12, rng), click_sigma_px=0.7, rng=rng)
    points = list(survey.points)
    bad = points[4]
    points[4] = SurveyPoint(bad.pixel_x_px + 60.0, bad.pixel_y_px - 25.0, bad.x_m, bad.y_m)
    spoiled = Survey(SIZE, tuple(points))

    fit = fit_camera(spoiled)

    assert 4 not in fit.kept
    assert len(fit.kept) >= 10
    places = places_in_view(camera, 20, rng, within_m=35.0)
    assert np.median(np.hypot(*road_error_m(spoiled, places).T)) < 0.08


def test_three_marks_are_too_few() -> None:
    camera = street_camera()
    survey = surveyed(camera, places_in_view(camera, 3, np.random.default_rng(1)))

    with pytest.raises(CalibrationUnreliable, match="3 survey points; at least 4"):
        fit_camera(survey)


def test_marks_on_one_line_fix_no_plane() -> None:
    along = np.linspace(-5.0, 15.0, 8)
    line = GroundPoints(np.column_stack([0.2 * along, along]))

    with pytest.raises(CalibrationUnreliable, match="one line on the ground"):
        fit_camera(surveyed(street_camera(), line))


def test_marks_that_no_camera_can_have_seen_are_refused() -> None:
    rng = np.random.default_rng(5)
    points = tuple(
        SurveyPoint(*rng.uniform(50, 700, 2), *rng.uniform(-20, 20, 2)) for _ in range(10)
    )

    with pytest.raises(CalibrationUnreliable, match="px"):
        fit_camera(Survey(SIZE, points))


def test_a_lens_mounted_askew_places_as_well_as_a_true_one() -> None:
    # Where it is told apart from an off-centre sensor at all: that is the same but for the edges.
    askew = np.array([-0.13, 0.017, 8e-4, -6e-4, 0.0])
    camera = replace(street_camera(), distortion=askew)
    rng = np.random.default_rng(9)
    survey = surveyed(camera, places_in_view(camera, 40, rng), click_sigma_px=0.2, rng=rng)

    places = places_in_view(camera, 60, rng, within_m=40.0)
    told = fit_camera(survey).camera
    off_m = told.to_ground(camera.project_ground(places)).xy_m - places.xy_m

    assert np.abs(off_m).max() < 0.05
    assert np.abs(told.distortion[2:4]).max() > 1e-4


def test_few_marks_leave_the_lesser_terms_of_the_lens_near_nothing() -> None:
    rng = np.random.default_rng(10)
    camera = street_camera()
    survey = surveyed(camera, places_in_view(camera, 6, rng), click_sigma_px=1.0, rng=rng)

    lens = fit_camera(survey).camera.distortion

    assert np.abs(lens[2:4]).max() < TANGENTIAL_SIGMA
    assert abs(lens[4]) < K3_SIGMA
