"""Which standard a rhythm is, and what it says of the camera."""

from dataclasses import replace

import numpy as np
import pytest

from accident_service.quantities.ground_plane import GroundPoints
from accident_service.reconstruction.self_calibration.adjust import adjusted
from accident_service.reconstruction.self_calibration.dashes import DashedLine
from accident_service.reconstruction.self_calibration.lane_marks import LaneMarks, lane_marks
from tests.scenes.watched_traffic import CAMERA

FROM_VEHICLES = 0.08


def line(dash_m: float, gap_m: float, *, x_m: float = 1.0, beats: int = 4) -> DashedLine:
    """A line straight ahead, seen without error."""
    beat = np.arange(beats)
    begins_m = 8.0 + beat * (dash_m + gap_m)
    ends_m = np.stack([begins_m, begins_m + dash_m], axis=1)
    places = np.stack([np.full_like(ends_m, x_m), ends_m], axis=2).reshape(-1, 2)
    pixels = CAMERA.project_ground(GroundPoints(places)).xy_px
    return DashedLine(pixels.reshape(-1, 2, 2), beat)


@pytest.mark.parametrize(("dash_m", "gap_m"), [(2.0, 4.0), (4.0, 6.0), (6.0, 9.0)])
def test_each_standard_is_known_through_a_camera_that_is_off_by_a_tenth(
    dash_m: float, gap_m: float
) -> None:
    for factor in (0.9, 1.1):
        camera = replace(CAMERA, translation_m=factor * CAMERA.translation_m)
        marks = lane_marks([line(dash_m, gap_m)], camera, FROM_VEHICLES)
        assert marks is not None
        assert marks.apart_m == pytest.approx(dash_m + gap_m)


@pytest.mark.parametrize(
    ("dash_m", "gap_m", "why"),
    [
        (3.0, 9.0, "a rhythm of no standard"),
        (3.0, 6.0, "dashes too short for a rhythm of nearly ten metres"),
        (7.0, 3.0, "more dash than gap"),
        (8.0, 12.0, "twice a standard, further off than vehicles allow"),
    ],
)
def test_what_no_standard_can_be_says_nothing(dash_m: float, gap_m: float, why: str) -> None:
    assert lane_marks([line(dash_m, gap_m)], CAMERA, FROM_VEHICLES) is None, why


def test_where_vehicles_leave_two_standards_open_there_is_no_telling() -> None:
    assert lane_marks([line(4.0, 6.0)], CAMERA, 0.25) is None


def test_lines_that_contradict_one_another_are_not_believed() -> None:
    off = line(3.6, 5.4, x_m=-2.0)
    assert lane_marks([off], CAMERA, 0.1) is not None
    assert lane_marks([line(4.0, 6.0), off], CAMERA, 0.1) is None


def test_the_camera_comes_back_to_the_scale_of_the_paint() -> None:
    """From 1.6 m off; what is left is what height, tilt and lens leave to one another."""
    camera = replace(CAMERA, translation_m=1.08 * CAMERA.translation_m)
    marks = lane_marks([line(4.0, 6.0), line(4.0, 6.0, x_m=-2.5)], camera, FROM_VEHICLES)
    assert marks is not None

    again = adjusted(camera, (marks,), iterations=15).camera
    off_m = again.to_ground(CAMERA.project_ground(GroundPoints(np.array([[0.0, 20.0]])))).xy_m
    assert off_m[0] == pytest.approx([0.0, 20.0], abs=0.65)
    assert marks.cost(again) < 0.1 < marks.cost(camera)


def test_a_camera_whose_lengths_are_a_tenth_too_long_is_told_so() -> None:
    marks = lane_marks([line(4.0, 6.0)], CAMERA, FROM_VEHICLES)
    assert marks is not None
    longer = replace(CAMERA, translation_m=1.1 * CAMERA.translation_m)

    assert marks.scale(CAMERA) == pytest.approx(1.0, abs=1e-6)
    assert marks.scale(longer) == pytest.approx(1 / 1.1, abs=1e-6)


def test_its_terms_are_the_slopes_of_its_residuals() -> None:
    marks = lane_marks([line(4.0, 6.0)], CAMERA, FROM_VEHICLES)
    assert isinstance(marks, LaneMarks)
    terms = marks.terms(CAMERA)
    step = np.zeros(15)
    step[11] = 1e-4
    moved = marks.residual(CAMERA.moved(step)) - marks.residual(CAMERA)

    assert terms.by_own.shape == (len(marks), 0)
    assert moved == pytest.approx(terms.by_camera @ step, rel=0.01)
