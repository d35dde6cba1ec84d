"""The cameras of a case on one page, and an officer who wants more looked at."""

import pytest
from flask import render_template_string

from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casefile.widen import margins_s
from accident_service.casework.ports import Step
from accident_service.quantities.identifiers import CaseId
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on, case_of

CASE = "/officer/case/case-3"
PAGE = f"{CASE}/recordings"
REASON = "The approach of the second car is not on the recording."


def fields(case: Case, **changed: str) -> dict[str, str]:
    before_s, after_s = margins_s(case)
    usual = {
        "before": str(before_s + 30),
        "after": str(after_s),
        "reason": REASON,
        "seen_version": str(case.version),
    }
    return usual | changed


def test_every_camera_is_told_with_what_speaks_for_it(world: FakeWorld, officer: Visitor) -> None:
    page = officer.read(PAGE)
    for told in ("North mast", "100 % of where it may have happened", "by rule of thumb"):
        assert told in page
    assert "Cameras: look at more" in officer.read(CASE)
    drawn = officer.get(f"{CASE}/recordings.svg")
    assert drawn.mimetype == "image/svg+xml"
    assert "<circle" in drawn.text
    with world.ledger.reading() as work:
        assert "view-recordings" in [one.act.verb for one in work.audit.of_case(CaseId("case-3"))]


def test_more_is_looked_at_and_everybody_is_told(world: FakeWorld, officer: Visitor) -> None:
    before = case_of(world, 3)
    assert officer.post(PAGE, fields(before), page=PAGE).status_code == 303
    assert case_of(world, 3).stage is Stage.REPORTED
    assert [one.step for one in world.ledger.waiting()][-1:] == [Step.FIND_CLIPS]
    page = officer.read(PAGE)
    assert "More recordings are being looked at." in page
    assert REASON in page
    assert "R01" in page  # what was proposed until then
    party = Visitor(app_on(world))
    party.sign_in_by_phone(examples.PHONE_A)
    assert "More recordings are being looked at." in party.read("/case/BCDF0003")
    again = officer.post(PAGE, fields(before), page=PAGE)
    assert again.status_code == 409
    assert case_of(world, 3).recordings.newest is not None
    assert len(case_of(world, 3).recordings.widenings) == 1


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"reason": "more"}, 422, "Say in at least 10 characters why more is needed."),
        ({"before": "9999"}, 422, "The window may grow"),
        ({"before": "soon"}, 422, "The window may grow"),
        ({"camera": "elsewhere"}, 422, "Choose cameras of this site."),
        ({"seen_version": "1"}, 409, "Nothing was asked for."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    world: FakeWorld, officer: Visitor, changed: dict[str, str], status: int, words: str
) -> None:
    case = case_of(world, 3)
    answer = officer.post(PAGE, fields(case, **changed), page=PAGE)
    assert answer.status_code == status
    assert words in answer.text
    assert changed.get("reason", REASON) in answer.text
    assert case_of(world, 3) == case


def test_how_a_request_ended_is_told_in_words_of_its_own(officer: Visitor) -> None:
    # A word for outcomes of reviews, offered under the same name, once left it blank.
    with officer.app.test_request_context(PAGE, headers={"Accept-Language": "en"}):
        told = render_template_string("{{ fetch_words['no-recording'] }}")
    assert told == "it has no recording of that time"
