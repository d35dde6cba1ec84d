"""Two drivers who agree settle it here, page by page; and what happens when they do not."""

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Step
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import ANSWERS_A, ANSWERS_B, Visitor, app_on

TERMS = {"terms": {"electronic_service": "yes", "notice_read": "yes"}}
SETTLING_A = {slug: given for slug, given in ANSWERS_A.items() if slug != "consents"} | TERMS
SETTLING_B = {slug: given for slug, given in ANSWERS_B.items() if slug != "consents"} | TERMS
SCREENED = dict(list(ANSWERS_A.items())[:5])
OWN_A = dict(list(SETTLING_A.items())[6:])
AGREEMENT = {
    "facts": {"facts": "乙方车辆追尾前方停车等候的甲方车辆。"},
    "share": {"share": "mine"},
}


@pytest.fixture
def world() -> FakeWorld:
    return FakeWorld()


def driver(world: FakeWorld, phone: str = examples.PHONE_A) -> Visitor:
    visitor = Visitor(app_on(world))
    visitor.sign_in_by_phone(phone)
    return visitor


def case_of(world: FakeWorld) -> Case:
    with world.ledger.reading() as work:
        (case,) = work.cases.of_phone(examples.PHONE_A)
    return case


def filed(world: FakeWorld) -> Visitor:
    first = driver(world)
    first.answer("/report", SCREENED)
    first.post("/report/agree", {"disputed": "no"})
    first.post("/report/referral", {})
    first.answer("/report", OWN_A)
    first.submit("/report")
    return first


def joined(world: FakeWorld) -> tuple[Visitor, Visitor, str]:
    """Both drivers, each in a browser of their own, and the address of their case."""
    first, second = filed(world), driver(world, examples.PHONE_B)
    (token,) = world.invites.cases
    second.answer(f"/join/{token}", SETTLING_B)
    second.submit(f"/join/{token}")
    return first, second, f"/case/{case_of(world).tracking_code}"


def test_parties_who_agree_are_told_so_and_go_on(driver_page: Visitor) -> None:
    driver_page.answer("/report", SCREENED)
    response = driver_page.post("/report/agree", {"disputed": "no"})

    assert response.location == "/report/referral"
    told = driver_page.read("/report/referral")
    assert "settle this between yourselves" in told
    assert "Order 146, article 21" in told
    assert driver_page.post("/report/referral", {}).location == "/report"
    assert driver_page.get("/report").location == "/report/move"


@pytest.fixture
def driver_page(world: FakeWorld) -> Visitor:
    return driver(world)


def test_the_report_opens_a_case_of_the_parties_and_asks_no_camera(world: FakeWorld) -> None:
    first = filed(world)
    case = case_of(world)
    assert case.stage is Stage.NEGOTIATING
    assert world.ledger.waiting() == ()
    page = first.read(f"/case/{case.tracking_code}")
    assert "Then settle it here" in page
    assert "Recordings secured" not in page
    (token,) = world.invites.cases
    assert "sign one agreement" in Visitor(app_on(world)).read(f"/join/{token}")


def test_both_sign_and_each_gets_the_document(world: FakeWorld) -> None:
    first, second, case = joined(world)
    assert "Write an agreement" in first.read(case)
    second.answer(f"{case}/agreement", AGREEMENT)
    second.post(f"{case}/agreement/check", {})
    assert "has signed an agreement" in first.read(case)
    page = first.read(f"{case}/agreement/sign")
    assert "I do not sign this text" in page
    seen = page.split('name="seen_version" value="')[1].split('"')[0]
    first.post(f"{case}/agreement/sign", {"seen_version": seen})

    assert case_of(world).stage is Stage.AGREED
    assert world.ledger.waiting() == ()
    number = case_of(world).agreement
    for party in (first, second):
        assert "Both of you have signed." in party.read(case)
        assert party.get(f"{case}/paper/{number}.pdf").data.startswith(b"%PDF")
        assert party.get(f"{case}/online-determination").location == case


def test_either_may_have_it_determined_and_both_apply(world: FakeWorld) -> None:
    first, second, case = joined(world)
    assert "You do not agree after all?" in second.read(case)
    assert "counts as disputed" in second.read(f"{case}/online-determination")
    second.post(f"{case}/online-determination", {})

    assert case_of(world).stage is Stage.REPORTED
    assert world.ledger.only_waiting(Step.FIND_CLIPS)
    assert "Your application is still missing" not in second.read(case)
    assert "Your application is still missing" in first.read(case)
    first.post(f"{case}/online-determination", {})
    assert case_of(world).jointly_applied
    assert "still missing" not in first.read(case)


def test_an_open_page_learns_of_the_others_offer(world: FakeWorld) -> None:
    first, second, case = joined(world)
    before = first.get(f"{case}/progress").headers["X-Case-Version"]
    assert f'data-version="{before}"' in first.read(case)
    second.answer(f"{case}/agreement", AGREEMENT)
    second.post(f"{case}/agreement/check", {})
    assert first.get(f"{case}/progress").headers["X-Case-Version"] != before


def test_who_changes_to_disputed_is_asked_for_the_application(world: FakeWorld) -> None:
    first = driver(world)
    first.answer("/report", SCREENED)
    first.post("/report/agree", {"disputed": "no"})
    first.post("/report/referral", {})
    first.answer("/report", OWN_A)
    changed = first.post("/report/agree", {"disputed": "yes", "from": "check"})
    assert changed.location == "/report/check"
    assert first.get("/report/check").location == "/report/consents"


def test_who_changes_to_agreed_applies_for_nothing(world: FakeWorld) -> None:
    first = driver(world)
    first.answer("/report", ANSWERS_A)
    first.post("/report/agree", {"disputed": "no"})
    first.post("/report/referral", {})
    first.answer("/report", TERMS)
    first.submit("/report")
    (statement,) = case_of(world).statements
    assert not statement.applies_for_online_determination


def test_going_on_once_does_not_pass_by_a_graver_answer(world: FakeWorld) -> None:
    first = driver(world)
    first.answer("/report", SCREENED)
    first.post("/report/agree", {"disputed": "no"})
    first.post("/report/referral", {})
    graver = first.post("/report/people", {"no_to_all": "yes", "injured": "yes"})
    assert graver.location == "/report/referral"
    first.post("/report/referral", {})
    assert "120" in first.read("/report/referral")
    again = first.post("/report/people", {"no_to_all": "yes", "injured": "yes"})
    assert again.location == "/report/referral"


def test_an_officer_sees_whose_it_is_and_decides_nothing(world: FakeWorld) -> None:
    joined(world)
    officer = Visitor(app_on(world))
    officer.sign_in_as_officer()
    assert case_of(world).tracking_code in officer.read("/officer/?show=settling")
    page = officer.read(f"/officer/case/{case_of(world).id}")
    assert "The parties settle it themselves." in page
    assert "Confirm and sign" not in page
