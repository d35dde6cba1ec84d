"""The first driver's way through the form."""

import pytest

from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Step
from accident_service.quantities.identifiers import SiteId
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.world import FakeSite, FakeSiteRegister
from tests.web.visit import ANSWERS_A, TOKEN, Visitor, app_on


@pytest.fixture
def world() -> FakeWorld:
    return FakeWorld()


@pytest.fixture
def driver(world: FakeWorld) -> Visitor:
    visitor = Visitor(app_on(world))
    visitor.sign_in_by_phone(examples.PHONE_A)
    return visitor


def test_a_report_opens_a_case_and_asks_for_its_cameras(world: FakeWorld, driver: Visitor) -> None:
    driver.answer("/report", ANSWERS_A)
    response = driver.submit("/report")

    assert response.status_code == 303
    with world.ledger.reading() as work:
        (case,) = work.cases.of_phone(examples.PHONE_A)
    assert response.location == f"/case/{case.tracking_code}"
    assert case.stage is Stage.REPORTED
    assert case.report.reporter.vehicle.plate == "吉C12345"
    assert case.statement(case.report.reporter.letter) is not None
    world.ledger.only_waiting(Step.FIND_CLIPS)
    assert "Leave now" in driver.read(response.location)


@pytest.mark.proves("D2")
def test_a_second_tap_on_submit_finds_the_case_of_the_first(
    world: FakeWorld, driver: Visitor
) -> None:
    driver.answer("/report", ANSWERS_A)
    page = driver.read("/report/check")
    key = page.split('name="submission_key" value="')[1].split('"')[0]

    first = driver.post("/report/check", {"submission_key": key})
    second = driver.post("/report/check", {"submission_key": key}, page="/report/place")

    assert first.location == second.location
    with world.ledger.reading() as work:
        assert len(work.cases.of_phone(examples.PHONE_A)) == 1


@pytest.mark.proves("D2")
def test_a_second_tap_after_the_first_was_cut_off_finishes_what_it_left(
    world: FakeWorld, driver: Visitor
) -> None:
    """The server died when the report was kept, and before anything else was."""
    driver.answer("/report", ANSWERS_A)
    typed = dict(world.drafts.kept[f"report:{examples.PHONE_A}"])
    driver.submit("/report")
    world.drafts.kept[f"report:{examples.PHONE_A}"] = typed
    again = Visitor(app_on(world))
    again.sign_in_by_phone(examples.PHONE_A)

    filed = again.submit("/report")

    assert "/join/" in again.read(filed.location or "")
    assert not world.drafts.kept
    with world.ledger.reading() as work:
        assert len(work.cases.of_phone(examples.PHONE_A)) == 1


def test_what_was_typed_is_kept_and_its_fault_named_beside_it(driver: Visitor) -> None:
    driver.answer("/report", dict(list(ANSWERS_A.items())[:7]))
    response = driver.post(
        "/report/vehicle",
        {"plate_province": "吉", "plate_rest": "C1I345", "vehicle_class": "car", "colour": "red"},
    )

    assert response.status_code == 422
    assert 'href="#f-plate"' in response.text
    assert 'value="C1I345"' in driver.read("/report/vehicle")


def test_pages_after_an_open_question_lead_back_to_it(driver: Visitor) -> None:
    driver.answer("/report", {"place": ANSWERS_A["place"]})

    assert driver.get("/report/damage").location == "/report/when"
    assert driver.get("/report/check").location == "/report/when"
    assert driver.get("/report").location == "/report/when"


def test_the_draft_waits_for_whoever_proves_the_phone_again(world: FakeWorld) -> None:
    app = app_on(world)
    first, second = Visitor(app), Visitor(app)
    first.sign_in_by_phone(examples.PHONE_A)
    first.answer("/report", {"place": ANSWERS_A["place"]})
    second.sign_in_by_phone(examples.PHONE_A)

    assert "由北向南第二车道" in second.read("/report/place")


@pytest.mark.proves("D2")
def test_going_back_and_changing_an_answer_is_harmless(driver: Visitor) -> None:
    driver.answer("/report", ANSWERS_A)
    response = driver.post("/report/damage", {"damage_clock": "5", "from": "check"})

    assert response.location == "/report/check"
    assert "rear right corner" in driver.read("/report/check")


@pytest.mark.parametrize(
    ("page", "field", "article"),
    [
        ("people", "alcohol_or_drugs", "Order 146, article 13 (2)"),
        ("vehicles", "dangerous_goods", "Order 146, article 15"),
        ("scene", "officer_wanted", "Order 146, article 20, paragraph 2"),
    ],
)
def test_a_case_the_law_sends_elsewhere_is_told_at_once_why_and_what_to_do(
    driver: Visitor, page: str, field: str, article: str
) -> None:
    for slug in list(ANSWERS_A)[: list(ANSWERS_A).index(page)]:
        driver.post(f"/report/{slug}", ANSWERS_A[slug])
    response = driver.post(f"/report/{page}", {"no_to_all": "yes", field: "yes"})

    assert response.location == "/report/referral"
    told = driver.read("/report/referral")
    assert article in told
    assert "122" in told


def test_a_referred_driver_may_still_leave_a_record(world: FakeWorld, driver: Visitor) -> None:
    driver.answer("/report", dict(list(ANSWERS_A.items())[:2]))
    driver.post("/report/people", {"no_to_all": "yes", "party_left_scene": "yes"})
    driver.post("/report/referral", {})
    stays = {slug: ANSWERS_A[slug] for slug in list(ANSWERS_A)[3:] if slug != "move"}
    driver.answer("/report", stays)
    response = driver.submit("/report")

    with world.ledger.reading() as work:
        (case,) = work.cases.of_phone(examples.PHONE_A)
    assert case.stage is Stage.REFERRED
    assert "not online" in driver.read(response.location or "")


def test_no_to_all_answers_only_what_was_left_open(driver: Visitor) -> None:
    driver.answer("/report", dict(list(ANSWERS_A.items())[:2]))
    driver.post("/report/people", {"no_to_all": "yes", "deliberate": "yes"})

    page = driver.read("/report/people")
    assert page.count('value="yes" id="f-deliberate" checked') == 1
    assert page.count('value="no" checked') == 4


def test_a_screening_question_left_open_is_not_taken_for_no(driver: Visitor) -> None:
    driver.answer("/report", dict(list(ANSWERS_A.items())[:2]))

    assert driver.post("/report/people", {"injured": "no"}).status_code == 422


def test_a_city_of_many_sites_offers_them_in_a_list(world: FakeWorld) -> None:
    names = [f"site-{number}" for number in range(9)]
    world.sites = FakeSiteRegister(tuple(FakeSite(id=SiteId(name)) for name in names))
    driver = Visitor(app_on(world))
    driver.sign_in_by_phone(examples.PHONE_A)

    assert '<select id="f-site" name="site">' in driver.read("/report/place")
    assert driver.post("/report/place", {"site": "site-8"}).location == "/report/when"


def test_what_only_a_person_can_tell_reaches_the_officer_as_a_report(
    world: FakeWorld, driver: Visitor
) -> None:
    driver.answer("/report", ANSWERS_A)
    assert "The driver was using a phone (The other one)" in driver.read("/report/check")
    driver.submit("/report")
    with world.ledger.reading() as work:
        (case,) = work.cases.of_phone(examples.PHONE_A)

    officer = Visitor(driver.app)
    officer.sign_in_as_officer()
    page = officer.read(f"/officer/case/{case.id}")
    assert "reported, not measured" in page
    assert "<strong>other vehicle</strong>: The driver was using a phone" in page


def test_what_was_noticed_may_be_left_open(world: FakeWorld, driver: Visitor) -> None:
    driver.answer("/report", {**ANSWERS_A, "observed": {}})
    driver.submit("/report")

    with world.ledger.reading() as work:
        (case,) = work.cases.of_phone(examples.PHONE_A)
    assert case.report.statement.observations == ()


def test_a_form_sent_by_script_is_told_the_next_address_and_keeps_the_session(
    driver: Visitor,
) -> None:
    token = TOKEN.search(driver.get("/report/place").text)
    response = driver.client.post(
        "/report/place",
        data={**ANSWERS_A["place"], "csrf_token": token.group(1) if token else ""},
        headers={"X-Sent-By": "script"},
    )

    assert (response.status_code, response.headers["X-Next"]) == (204, "/report/when")
    assert driver.get("/report").location == "/report/when"


def test_a_second_report_knows_the_vehicle_and_never_the_person(driver: Visitor) -> None:
    driver.answer("/report", ANSWERS_A)
    driver.submit("/report")
    again = Visitor(driver.app)
    again.sign_in_by_phone(examples.PHONE_A)
    again.answer("/report", dict(list(ANSWERS_A.items())[:7]))

    vehicle = again.read("/report/vehicle")
    assert "Filled in from your last report" in vehicle
    assert 'value="C12345"' in vehicle
    again.post("/report/vehicle", ANSWERS_A["vehicle"])
    person = again.read("/report/you")
    assert "甲某" not in person
    assert "11010519491231002X" not in person
