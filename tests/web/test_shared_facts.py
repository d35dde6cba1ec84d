"""Was it so? The second driver's first page, and what follows from a no."""

import pytest

from accident_service.casefile.stage import Stage
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.web.visit import ANSWERS_B, Visitor, app_on

JOIN = "/join/invitation-1"
ALL_SO = dict.fromkeys(("said_place", "said_time", "said_weather", "said_vehicle"), "yes")


@pytest.fixture
def world() -> FakeWorld:
    world = FakeWorld()
    case = examples.reported_case()
    with world.ledger.transaction() as work:
        work.cases.add(case)
    world.invites.issue(case.id)
    return world


@pytest.fixture
def second(world: FakeWorld) -> Visitor:
    visitor = Visitor(app_on(world))
    visitor.sign_in_by_phone(examples.PHONE_B)
    return visitor


def test_the_page_shows_facts_and_no_word_of_the_first_account(second: Visitor) -> None:
    page = second.read(f"{JOIN}/shared")
    assert "Central Road and North Road" in page
    assert "white · car · 吉C" in page
    for secret in ("甲某", "吉C12345", examples.PHONE_A, "等红灯", "I was standing still"):
        assert secret not in page


def test_nothing_is_confirmed_by_silence(second: Visitor) -> None:
    response = second.post(f"{JOIN}/shared", {})
    assert response.status_code == 422
    assert second.get(f"{JOIN}/vehicle").location == f"{JOIN}/shared"


def test_what_was_otherwise_is_read_back_and_shown_to_both_and_to_officers(
    world: FakeWorld, second: Visitor
) -> None:
    otherwise = ALL_SO | {"said_weather": "no", "own_weather": "rain", "any_applies": "no"}
    first = Visitor(app_on(world))
    first.sign_in_by_phone(examples.PHONE_A)
    second.answer(JOIN, ANSWERS_B | {"shared": otherwise})
    assert "Different: Weather" in second.read(f"{JOIN}/check")
    assert "Where your accounts differ" not in first.read("/case/BCDF0001")
    second.submit(JOIN)

    for reader in (first, second):
        page = reader.read("/case/BCDF0001")
        assert "Where your accounts differ" in page
        assert "<td>clear</td><td>rain</td>" in page
    officer = Visitor(app_on(world))
    officer.sign_in_as_officer()
    desk = officer.read("/officer/case/case-1")
    assert "Where the accounts contradict one another" in desk
    assert "<td>clear</td><td>rain</td>" in desk


def test_somebody_hurt_is_told_to_the_police_before_any_account(
    world: FakeWorld, second: Visitor
) -> None:
    hurt = ALL_SO | {"any_applies": "yes", "also_injured": "yes"}
    assert second.post(f"{JOIN}/shared", hurt).location == f"{JOIN}/referral"
    page = second.read(f"{JOIN}/referral")
    assert "tel:120" in page
    assert "Tell the police now" in page
    assert second.post(f"{JOIN}/referral", {}).location == f"{JOIN}/referral"

    assert "The police have been told" in second.read(f"{JOIN}/referral")
    assert second.get(f"{JOIN}/start").location == f"{JOIN}/referral"
    with world.ledger.reading() as work:
        case = work.cases.with_tracking_code("BCDF0001")
    assert (case.stage, case.report.routing.code) == (Stage.REFERRED, "REF_DEATH_INJURY")


def test_a_slip_is_put_right_without_telling_anybody(world: FakeWorld, second: Visitor) -> None:
    wanted = ALL_SO | {"any_applies": "yes", "also_officer_wanted": "yes"}
    second.post(f"{JOIN}/shared", wanted)
    second.post(f"{JOIN}/shared", ALL_SO | {"any_applies": "no"})
    assert second.get(f"{JOIN}/referral").location == f"{JOIN}/start"
    with world.ledger.reading() as work:
        assert work.cases.with_tracking_code("BCDF0001").stage is Stage.REPORTED
