"""What a search of a case knows of its surroundings: lanes, surveys, health, and the window."""

from dataclasses import replace

import pytest

from accident_service.casework.camera_ports import CameraKey, FetchNote
from accident_service.casework.camera_search import CameraSearch, window_of
from accident_service.casework.survey_camera import SurveysInForce
from accident_service.casework.surveyed_sigma import SurveyedSigmaAt
from accident_service.footage.health import FetchOutcome, Health
from tests.fakes import examples
from tests.fakes.cameras import FakeCameraDiary
from tests.fakes.surveyed import KEY, street_world
from tests.fakes.world import FakeSite, FakeSiteRegister, camera

CASE = examples.reported_case()


def search(*cameras: object, diary: FakeCameraDiary | None = None) -> CameraSearch:
    world = street_world()
    site = FakeSite(cameras=cameras or (camera(),))  # type: ignore[arg-type]  # cameras all
    return CameraSearch(FakeSiteRegister((site,)), world.clock, diary)


def test_the_lanes_that_lead_there_are_looked_at_and_the_doubt_is_on_both_sides() -> None:
    _site, found = search().for_case(CASE)
    assert found.around.approach.length == pytest.approx(30.0)
    assert found.window == window_of(CASE)
    assert found.window.duration_s == 2 * (CASE.report.time_doubt_s + 8)


def test_failed_requests_of_late_are_known() -> None:
    diary = FakeCameraDiary()
    key = CameraKey(examples.SITE, examples.CAMERA)
    note = FetchNote(case=CASE.id, key=key, at=examples.NOON, outcome=FetchOutcome.NO_ANSWER)
    diary.note_fetch(note)
    (view,) = search(diary=diary).views(CASE)
    assert view.health is Health.FAILING


def test_a_survey_tells_how_sharp_the_place_is() -> None:
    world = street_world()
    seen = world.sites.site(KEY.site).cameras[0]
    sigma_of = SurveyedSigmaAt(SurveysInForce(world.survey_book, world.folder_surveys))
    middle = seen.field_of_view.centroid
    near = sigma_of(KEY.site, seen, (middle.x, middle.y))
    assert near is not None
    assert 0.005 < near < 0.5
    assert sigma_of(KEY.site, seen, (middle.x, middle.y)) == near
    unknown = replace(seen, id=examples.CAMERA.__class__("never-surveyed"))
    assert sigma_of(KEY.site, unknown, (middle.x, middle.y)) is None
