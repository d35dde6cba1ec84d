"""The second driver reports by themselves: the case is one, and nothing of it leaks before."""

import pytest

from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import ANSWERS_A, ANSWERS_B, Visitor, app_on

ABOUT_ONESELF = {slug: given for slug, given in ANSWERS_B.items() if slug != "shared"}
OWN_REPORT = ANSWERS_A | ABOUT_ONESELF
ASKED = "/report/same-accident"


@pytest.fixture
def world() -> FakeWorld:
    """The first driver has reported; the link never reached the second."""
    world = FakeWorld()
    first = driver(world, examples.PHONE_A)
    first.answer("/report", ANSWERS_A)
    assert (first.submit("/report").location or "").startswith("/case/")
    return world


def driver(world: FakeWorld, phone: str) -> Visitor:
    visitor = Visitor(app_on(world))
    visitor.sign_in_by_phone(phone)
    return visitor


@pytest.fixture
def second(world: FakeWorld) -> Visitor:
    visitor = driver(world, examples.PHONE_B)
    visitor.answer("/report", OWN_REPORT)
    return visitor


def cases(world: FakeWorld) -> int:
    return len(world.ledger.tables.cases)


@pytest.mark.proves("D3")
def test_the_other_plate_leads_to_the_one_case_with_ones_own_answers_kept(
    world: FakeWorld, second: Visitor
) -> None:
    assert second.submit("/report").location == ASKED
    page = second.read(ASKED)
    for secret in ("甲某", examples.PHONE_A, "等红灯", "PICC"):
        assert secret not in page
    joining = second.post(ASKED, {"other_plate": "吉C12345"}).location or ""
    assert joining.endswith("/shared")
    base = joining.removesuffix("/shared")
    assert second.post(joining, {"all_so": "yes"}).status_code == 303
    second.submit(base)

    (case,) = world.ledger.tables.cases.values()
    party, given = case.party(PartyLetter.B), case.statement(PartyLetter.B)
    assert party is not None
    assert (party.phone, party.vehicle.plate) == (examples.PHONE_B, "吉CD06789")
    assert given is not None
    assert given.words == "前车突然停车。"
    assert second.get("/report/place").status_code in (200, 303)


@pytest.mark.proves("D3")
def test_a_wrong_plate_tells_nothing_and_after_three_no_plate_is_compared(
    world: FakeWorld, second: Visitor
) -> None:
    second.submit("/report")
    for plate in ("吉C00001", "吉C00002", "吉C00003", "吉C12345"):
        response = second.post(ASKED, {"other_plate": plate})
        assert response.status_code == 422
        assert "We found no report with this plate" in response.text
    assert cases(world) == 1


def test_another_accident_is_filed_as_ones_own(world: FakeWorld, second: Visitor) -> None:
    second.submit("/report")
    response = second.post(ASKED, {"another": "yes"})
    assert (response.location or "").startswith("/case/")
    assert cases(world) == 2


def test_nobody_is_asked_where_nothing_was_reported() -> None:
    visitor = driver(FakeWorld(), examples.PHONE_B)
    assert visitor.get(ASKED).location == "/report"
    visitor.answer("/report", OWN_REPORT)
    assert visitor.get(ASKED).location == "/report"
    assert (visitor.submit("/report").location or "").startswith("/case/")
