"""A party's own case, from the first minute to the document."""

from dataclasses import replace

import pytest

from accident_service.casework.ports import Step
from accident_service.quantities.identifiers import CaseId
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on


@pytest.fixture
def driver(world: FakeWorld) -> Visitor:
    visitor = Visitor(app_on(world))
    visitor.sign_in_by_phone(examples.PHONE_A)
    return visitor


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("BCDF0001", "Leave now. Clear the road."),
        ("BCDF0002", "1 camera covers this place."),
        ("BCDF0003", "Nothing more is asked of you."),
        ("BCDF0004", "An officer has decided."),
        ("BCDF0005", "The decision"),
        ("BCDF0006", "An officer looks at your case in person."),
        ("BCDF0007", "画面中另有第三辆车参与"),
    ],
)
def test_every_stage_says_what_to_do_now(driver: Visitor, code: str, says: str) -> None:
    assert says in driver.read(f"/case/{code}")


def test_a_proposal_is_not_told_to_the_parties(driver: Visitor) -> None:
    page = driver.read("/case/BCDF0003") + driver.read("/cases")

    assert "full responsibility" not in page.split("</main>")[0]
    assert "Proposal" not in page


def test_the_result_comes_with_reasons_pictures_and_the_document(
    world: FakeWorld, driver: Visitor
) -> None:
    page = driver.read("/case/BCDF0005")
    assert "no responsibility" in page
    assert "Party B did not keep a safe distance." in page
    assert "乙某" not in page

    pdf = driver.get("/case/BCDF0005/determination.pdf")
    plan = driver.get("/case/BCDF0005/exhibit/plan.svg")
    assert pdf.data.startswith(b"%PDF")
    assert pdf.headers["Content-Disposition"].startswith("attachment")
    assert pdf.headers["Cache-Control"] == plan.headers["Cache-Control"] == "private, no-store"
    with world.ledger.reading() as work:
        verbs = [(one.act.actor, one.act.verb) for one in work.audit.of_case(_case_5(world))]
    assert ("driver:A", "read-determination") in verbs
    assert ("driver:A", "view-exhibit") in verbs


def test_stills_with_other_peoples_plates_are_for_officers_only(driver: Visitor) -> None:
    assert "still-" not in driver.read("/case/BCDF0005")
    assert driver.get("/case/BCDF0005/exhibit/still-2.svg").status_code == 404


def test_parties_see_the_plan_in_motion_and_not_the_street(driver: Visitor) -> None:
    page = driver.read("/case/BCDF0005")

    assert "plan-film.mp4" in page
    assert "camera-film" not in page
    assert driver.get("/case/BCDF0005/exhibit/plan-film.mp4").mimetype == "video/mp4"
    assert driver.get("/case/BCDF0005/exhibit/camera-film.mp4").status_code == 404


def test_a_copy_to_pass_on_masks_the_other_driver_and_leaves_a_trace(
    driver: Visitor, world: FakeWorld
) -> None:
    copy = driver.get("/case/BCDF0005/masked-copy.pdf")

    assert copy.data.startswith(b"%PDF masked")
    assert "甲某".encode() in copy.data
    assert "乙某".encode() not in copy.data
    assert copy.headers["Cache-Control"] == "private, no-store"
    with world.ledger.reading() as work:
        verbs = [one.act.verb for one in work.audit.of_case(_case_5(world))]
    assert "make-masked-copy" in verbs
    assert driver.get("/case/BCDF0003/masked-copy.pdf").status_code == 404


def test_pictures_are_shown_only_once_it_is_determined(driver: Visitor) -> None:
    assert driver.get("/case/BCDF0003/exhibit/plan.svg").status_code == 404
    assert driver.get("/case/BCDF0003/determination.pdf").status_code == 404


def test_the_progress_alone_carries_the_version_of_the_case(driver: Visitor) -> None:
    response = driver.get("/case/BCDF0002/progress")

    assert response.headers["X-Case-Version"] == "3.0"
    assert "<html" not in response.text
    assert response.text.count('class="station done"') == 3


def test_a_page_without_script_looks_again_by_itself_until_it_is_over(driver: Visitor) -> None:
    assert 'http-equiv="refresh"' in driver.read("/case/BCDF0002")
    assert 'http-equiv="refresh"' not in driver.read("/case/BCDF0005")


def test_a_new_link_for_the_other_driver_can_be_made_and_scanned(driver: Visitor) -> None:
    assert driver.get("/case/BCDF0001/invite.svg").status_code == 404
    driver.post("/case/BCDF0001/invite", {}, page="/case/BCDF0001")

    assert "https://accident.example/join/invitation-1" in driver.read("/case/BCDF0001")
    code = driver.get("/case/BCDF0001/invite.svg")
    assert code.mimetype == "image/svg+xml"
    assert b"<svg" in code.data


def test_no_link_is_made_for_a_case_that_takes_no_more_accounts(driver: Visitor) -> None:
    assert driver.post("/case/BCDF0005/invite", {}, page="/cases").status_code == 409


def _case_5(world: FakeWorld) -> CaseId:
    with world.ledger.reading() as work:
        return work.cases.with_tracking_code("BCDF0005").id


def test_how_long_a_step_usually_takes_is_said_only_when_it_was_measured(
    driver: Visitor, world: FakeWorld
) -> None:
    with world.ledger.transaction() as work:
        work.steps.request(work.cases.with_tracking_code("BCDF0002").id, Step.RECONSTRUCT)
    assert "usually takes" not in driver.read("/case/BCDF0002/progress")
    world.ledger.tables.usual_s[Step.RECONSTRUCT] = 130.0
    assert "usually takes about 2 minutes" in driver.read("/case/BCDF0002/progress")


def test_stations_say_when_they_were_reached(driver: Visitor) -> None:
    assert "2 Mar 2026, 12:06" in driver.read("/case/BCDF0002/progress")


def test_the_case_in_which_something_waits_for_me_comes_first(world: FakeWorld) -> None:
    second = Visitor(app_on(world))
    second.sign_in_by_phone(examples.PHONE_B)
    with world.ledger.transaction() as work:
        case = work.cases.with_tracking_code("BCDF0003")
        unasked = replace(examples.statement_b(), applies_for_online_determination=False)
        statements = (examples.statement_a(), unasked)
        work.cases.save(replace(case, statements=statements, version=case.version + 1))
    page = second.read("/cases")
    first_card = page.split('class="case-card"')[1]
    assert "BCDF0003" in first_card or "A document waits for you" in first_card
    assert "Your application is missing" in page
    waiting = [card for card in page.split('class="case-card"')[1:] if 'class="waits"' in card]
    assert page.split('class="case-card"')[1 : 1 + len(waiting)] == waiting
