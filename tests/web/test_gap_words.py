"""What kept the footage from answering is told in the officer's language, as it is raised."""

import math
from datetime import timedelta

import pytest
from apiflask import APIFlask

from accident_service import web
from accident_service.errors import NoFootage
from accident_service.footage.camera import Camera
from accident_service.web.officer.gap_words import gap_detail
from tests.fakes.casework import FakeWorld
from tests.unit.footage.sample_cameras import camera
from tests.unit.footage.test_search import HAPPENED_AT, search

AWAY, GONE = camera(heading_rad=math.pi), HAPPENED_AT + timedelta(days=31)


@pytest.fixture(scope="module")
def app() -> APIFlask:
    made = APIFlask("accident_service", json_errors=False, spec_path=None, docs_path=None)
    made.config.update(SECRET_KEY="a secret of forty characters, for tests")
    web.register(made, FakeWorld().casework())
    return made


def told(app: APIFlask, detail: str, language: str) -> tuple[str, bool]:
    with app.test_request_context(headers={"Accept-Language": language}):
        return gap_detail(detail)


def raised(*cameras: Camera, days_later: int = 0) -> str:
    with pytest.raises(NoFootage) as refusal:
        search(*cameras, now_at=HAPPENED_AT + timedelta(days=days_later))
    return str(refusal.value)


@pytest.mark.parametrize(
    ("detail", "zh", "en"),
    [
        (raised(AWAY, AWAY), "已知的2台摄像机均拍不到事故地点", "None of the 2 cameras"),
        (raised(camera(), days_later=31), "mast (保存30天)", "mast (keeps 30 days)"),
        ("“北街” lies at no site with cameras known to this service", "“北街”", "for “北街”"),
        ("case AAAA-1 lies at no known site", "该地点没有登记摄像机", "for this place"),
        ("no contact between vehicles is seen on any clip", "全部录像", "All recordings"),
        ("reconstruct was tried 5 times; its worker died each time", "共尝试5次", "tried 5 times"),
    ],
)
def test_what_officers_meet_is_told_in_both_languages(
    app: APIFlask, detail: str, zh: str, en: str
) -> None:
    chinese, english = told(app, detail, "zh"), told(app, detail, "en")
    assert chinese[1]
    assert english[1]
    assert zh in chinese[0]
    assert not any(word in chinese[0] for word in ("camera", "tried", "keeps"))
    assert en in english[0]


def test_what_only_an_engineer_understands_stays_as_it_is(app: APIFlask) -> None:
    detail = "87 of 500 frames; no key frame"
    assert told(app, detail, "zh") == (detail, False)
