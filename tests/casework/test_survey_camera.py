"""Surveys kept at the desk: the stated doubt holds, versions stay, and the newest is in force."""

import math
from dataclasses import replace

import numpy as np
import pytest

from accident_service.casework.camera_ports import ReadingNote
from accident_service.casework.survey_camera import SurveyCamera, SurveysInForce
from accident_service.errors import CalibrationUnreliable, CaseMovedOn, NotFound
from accident_service.quantities.identifiers import CameraId, ClipId
from accident_service.reconstruction.calibration.survey import Survey
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.surveyed import KEY, TRUTH, street_survey, street_world
from tests.scenes.street_camera import places_in_view

OFFICER = examples.officer()


def surveying(world: FakeWorld) -> SurveyCamera:
    return world.casework().survey_camera


def test_the_stated_doubt_of_kept_surveys_holds_the_truth() -> None:
    """Of road positions read through surveys with one pixel of noise, about 95 in 100."""
    world = street_world()
    _site, camera = surveying(world).camera(KEY)
    places = places_in_view(TRUTH, 40, np.random.default_rng(99))
    pixels = TRUTH.project_ground(places)
    held = []
    for seed in range(8):
        judged = surveying(world).judged(camera, street_survey(seed=100 + seed))
        model = judged.calibration.camera
        apart_m = model.to_ground(pixels).xy_m - places.xy_m
        held.append(np.abs(apart_m) <= 2 * model.ground_sigma_m(places))
    assert 0.88 <= float(np.mean(held)) <= 1.0


def test_the_next_version_is_in_force_and_the_others_stay() -> None:
    world = street_world()
    survey, first, second = surveying(world), street_survey(seed=1), street_survey(seed=2)
    in_force = SurveysInForce(world.survey_book, world.folder_surveys)
    assert in_force(*KEY) == world.folder_surveys.known[KEY]

    survey.keep(KEY, first, OFFICER, note="转动后重测", seen_version=0)
    kept = survey.keep(KEY, second, OFFICER, note="", seen_version=1)

    assert (kept.version, in_force(*KEY)) == (2, second)
    assert [one.version for one in survey.versions(KEY)] == [2, 1, 0]
    assert survey.versions(KEY)[1].survey == first
    assert kept.figures is not None
    assert 0 < kept.figures.usable_share <= 1


def test_two_surveyors_at_once_do_not_overwrite_each_other() -> None:
    survey = surveying(street_world())
    survey.keep(KEY, street_survey(seed=1), OFFICER, note="", seen_version=0)
    with pytest.raises(CaseMovedOn):
        survey.keep(KEY, street_survey(seed=2), OFFICER, note="", seen_version=0)


def test_marks_that_place_no_camera_are_not_kept() -> None:
    world = street_world()
    few = replace(street_survey(), points=street_survey().points[:3])
    for _ in range(2):  # the refusal is not forgotten between
        with pytest.raises(CalibrationUnreliable):
            surveying(world).keep(KEY, few, OFFICER, note="", seen_version=0)
    assert world.survey_book.versions(KEY) == ()


def test_while_a_mark_is_dragged_nothing_is_left_out() -> None:
    survey = surveying(street_world())
    _site, camera = survey.camera(KEY)
    judged = survey.judged(camera, street_survey(), dragging=True)
    assert judged.calibration.summary.leave_one_out_m == ()
    assert math.isinf(judged.figures.worst_leave_one_out_m)
    whole = survey.judged(camera, street_survey())
    assert judged.figures.usable_share == pytest.approx(whole.figures.usable_share, abs=0.25)


def test_what_was_measured_before_is_listed() -> None:
    world = street_world()
    survey = surveying(world)
    for clip, measured in (("clip-1", True), ("clip-2", False)):
        world.camera_diary.note_reading(
            ReadingNote(
                case=examples.reported_case().id,
                key=KEY,
                clip=ClipId(clip),
                at=world.clock.now(),
                standing="coded-stream",
                measured=measured,
            )
        )
    assert survey.measured_before(KEY) == ()
    world.clock.pass_by(60)
    survey.keep(KEY, street_survey(seed=1), OFFICER, note="", seen_version=0)
    assert [one.clip for one in survey.measured_before(KEY)] == ["clip-1"]


def test_a_camera_nobody_surveyed_has_no_version() -> None:
    world = street_world()
    world.folder_surveys.known.clear()
    assert surveying(world).versions(KEY) == ()
    with pytest.raises(NotFound):
        surveying(world).camera(KEY._replace(camera=CameraId("other")))
    with pytest.raises(CalibrationUnreliable):
        SurveysInForce(world.survey_book, world.folder_surveys)(*KEY)


def test_an_empty_survey_is_refused() -> None:
    world = street_world()
    _site, camera = surveying(world).camera(KEY)
    with pytest.raises(CalibrationUnreliable):
        surveying(world).judged(camera, Survey(camera.image_size, ()), dragging=True)
