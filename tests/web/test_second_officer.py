"""A colleague reads what was signed first, and signs it too or gives it back."""

import re

import pytest

from accident_service.casefile.four_eyes import waiting
from accident_service.casefile.stage import Stage
from tests.browser.staged import staged_world
from tests.casework.after_decision import COLLEAGUE
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on, case_of

CASE = "/officer/case/case-3"
AMEND = {
    "kind": "amend",
    "grade_A": "secondary",
    "grade_B": "primary",
    "provisions": "RTSL-43",
    "reason": "甲方起步时未观察后方情况。",
}


@pytest.fixture
def world() -> FakeWorld:
    world = staged_world()
    world.officers.accounts["colleague"] = ("a long password", COLLEAGUE)
    return world


def signed_first(world: FakeWorld) -> Visitor:
    officer = Visitor(app_on(world))
    officer.sign_in_as_officer()
    officer.decide(CASE, {**AMEND, "seen_version": str(case_of(world, 3).version)})
    assert waiting(case_of(world, 3)) is not None
    return officer


def colleague(world: FakeWorld) -> Visitor:
    visitor = Visitor(app_on(world))
    visitor.sign_in_as_officer("colleague")
    return visitor


def sign(visitor: Visitor, code: str = "135790") -> int:
    shown = re.search(r'name="shown" value="([^"]+)"', visitor.read(f"{CASE}/second"))
    fields = {"shown": shown.group(1) if shown else "", "code": code}
    return visitor.post(f"{CASE}/second", fields).status_code


def test_the_colleague_sees_what_it_changes_and_signs(world: FakeWorld) -> None:
    signed_first(world)
    desk = colleague(world)
    assert "Read as the second officer" in desk.read(CASE)
    page = desk.read(f"{CASE}/second")
    assert "departs from what the measurements alone propose" in page
    assert AMEND["reason"] in page
    assert desk.get(f"{CASE}/second/1.png").mimetype == "image/png"
    assert desk.get(f"{CASE}/second/2.png").status_code == 404

    assert sign(desk, code="000000") == 422
    assert sign(desk) == 303
    assert case_of(world, 3).stage is Stage.DECIDED
    assert COLLEAGUE.name in desk.read(CASE)
    assert desk.get(f"{CASE}/second").status_code == 303


def test_whoever_may_sign_second_finds_it_in_the_queue(world: FakeWorld) -> None:
    first = signed_first(world)
    queue = colleague(world).read("/officer/")
    assert re.search(r'For your second signature <span class="count">1<', queue)
    assert f'href="{CASE}"' in colleague(world).read("/officer/?second=mine")
    assert "For your second signature" not in first.read("/officer/")
    assert "No decision waits" in first.read("/officer/?second=mine")


def test_who_has_not_opened_the_case_is_sent_there(world: FakeWorld) -> None:
    signed_first(world)
    assert sign(colleague(world)) == 409
    assert case_of(world, 3).decision is None


def test_the_first_officer_may_not_and_may_take_it_back(world: FakeWorld) -> None:
    officer = signed_first(world)
    page = officer.read(CASE)
    assert "Take it back" in page
    assert "Read as the second officer" not in page
    assert officer.get(f"{CASE}/second").status_code == 403

    seen = {"seen_version": str(case_of(world, 3).version)}
    assert officer.post(f"{CASE}/second/take-back", seen, page=CASE).status_code == 303
    assert case_of(world, 3).pending_decision is None
    assert "Confirm and sign" in officer.read(CASE)


def test_it_comes_back_with_words(world: FakeWorld) -> None:
    officer, desk = signed_first(world), colleague(world)
    seen = {"seen_version": str(case_of(world, 3).version)}
    back = f"{CASE}/second/return"
    assert desk.post(back, {**seen, "words": "no"}, page=f"{CASE}/second").status_code == 422
    words = "Please look at the signal once more."
    assert desk.post(back, {**seen, "words": words}, page=f"{CASE}/second").status_code == 303

    page = officer.read(CASE)
    assert words in page
    assert "gives the decision back" in page
    assert "Confirm and sign" in page


def test_nobody_decides_past_it(world: FakeWorld) -> None:
    signed_first(world)
    desk = colleague(world)
    page = desk.read(CASE)
    assert "Confirm and sign" not in page
    fields = {"kind": "confirm", "seen_version": str(case_of(world, 3).version)}
    assert desk.decide(CASE, fields).status_code == 409
    assert case_of(world, 3).decision is None


def test_the_queue_says_that_it_waits(world: FakeWorld) -> None:
    officer = signed_first(world)
    assert "Waits for a second officer" in officer.read("/officer/")
