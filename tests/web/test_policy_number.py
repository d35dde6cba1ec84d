"""Without a policy number at hand the report is filed all the same, and the number added later."""

import pytest

from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import ANSWERS_A, Visitor, app_on

NUMBER = "PDZA202622030000000009"


@pytest.fixture
def world() -> FakeWorld:
    return FakeWorld()


@pytest.fixture
def filed(world: FakeWorld) -> tuple[Visitor, str]:
    """A driver who left the number out, and the address of their case."""
    driver = Visitor(app_on(world))
    driver.sign_in_by_phone(examples.PHONE_A)
    answers = {**ANSWERS_A, "insurance": {"insurer": "PICC", "policy_no": ""}}
    driver.answer("/report", answers)
    sent = driver.submit("/report")
    assert sent.status_code == 303
    (case,) = world.ledger.tables.cases.values()
    return driver, f"/case/{case.tracking_code}"


def number_of(world: FakeWorld) -> str:
    (case,) = world.ledger.tables.cases.values()
    party = case.party(PartyLetter.A)
    return party.insurance.policy_no if party else "?"


def test_the_report_is_filed_and_the_number_asked_for_on_the_cases_page(
    world: FakeWorld, filed: tuple[Visitor, str]
) -> None:
    driver, case = filed
    assert number_of(world) == ""
    assert "Your policy number" in driver.read(case)


def test_it_is_added_once(world: FakeWorld, filed: tuple[Visitor, str]) -> None:
    driver, case = filed
    for odd in ("", "#"):
        refused = driver.post(f"{case}/policy", {"policy_no": odd}, page=case)
        assert "6 to 30 letters or digits" in driver.read(str(refused.location))
    kept = driver.post(f"{case}/policy", {"policy_no": NUMBER.lower()}, page=case)
    assert number_of(world) == NUMBER
    page = driver.read(str(kept.location))
    assert "is added" in page
    assert 'name="policy_no"' not in page
    assert world.ledger.tables.audit[-1].act.verb == "add-policy-number"
    driver.post(f"{case}/policy", {"policy_no": "PDZA000000"}, page=case)
    assert number_of(world) == NUMBER


def test_the_officer_sees_that_it_is_missing(world: FakeWorld, filed: tuple[Visitor, str]) -> None:
    (case,) = world.ledger.tables.cases
    officer = Visitor(app_on(world))
    officer.sign_in_as_officer()
    assert "policy number not given yet" in officer.read(f"/officer/case/{case}")
    assert filed
