"""Steps of the procedure taken too early, twice, or by whoever may not: nothing happens."""

from collections.abc import Mapping

import pytest
from flask import Flask

from accident_service.casefile.case import Case
from accident_service.quantities.identifiers import CaseId
from tests.browser.staged import staged_world
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on

pytestmark = pytest.mark.proves("S12")

CODE = {"code": "135790"}
WHOLE: Mapping[str, str] = {
    "kind": "confirm",
    "grade_A": "none",
    "grade_B": "full",
    "provisions": "RTSL-43",
    "letter": "A",
    "method": "in-person",
    "outcome": "uphold",
    "findings": "复核认为原认定正确。",
    "words": "同意。",
    "reason": "理由充分。",
    "document": "2203020001-2026-000001",
}
# Cases of the staged world, and what may not be done in them yet, or any more.
TOO_EARLY = {
    "case-1": ("decision", "sign", "second", "service", "review-forwarded", "mediation", "tracks"),
    "case-2": ("decision", "sign", "second", "service", "review-forwarded", "mediation"),
    "case-3": ("sign", "second", "second/return", "second/take-back", "service", "mediation"),
    "case-8": ("sign", "second", "service", "review-forwarded", "mediation"),
}
TOO_LATE = {
    "case-4": ("decision", "sign", "second", "correction", "tracks"),
    "case-5": ("decision", "sign", "second", "correction", "tracks", "hand-over"),
    "case-7": ("decision", "sign", "second", "service"),
}
OF_PARTIES_TOO_EARLY = ("receipt", "mediation", "review/request", "rating")


@pytest.fixture(scope="module")
def world() -> FakeWorld:
    return staged_world()


@pytest.fixture(scope="module")
def app(world: FakeWorld) -> Flask:
    return app_on(world)


def standing(world: FakeWorld, case_id: str) -> tuple[Case, object, int]:
    """Everything about the case that decides anything."""
    tables, name = world.ledger.tables, CaseId(case_id)
    return tables.cases[name], tables.proceedings.get(name), len(tables.issued)


def tried(visitor: Visitor, world: FakeWorld, address: str, case_id: str) -> str:
    """Empty where nothing came of it."""
    before = standing(world, case_id)
    seen = {"seen_version": str(before[0].version), "shown": "0" * 64}
    page = "/officer/" if address.startswith("/officer") else "/cases"
    answer = visitor.post(address, {**WHOLE, **CODE, **seen}, page=page)
    unchanged = standing(world, case_id) == before
    taken = answer.status_code != 400 and answer.status_code < 500  # the form as such was in order
    return "" if unchanged and taken else f"{address}: {answer.status_code}"


@pytest.mark.parametrize("when", [TOO_EARLY, TOO_LATE], ids=["too early", "too late"])
def test_an_officer_cannot_take_a_step_out_of_turn(
    app: Flask, world: FakeWorld, when: dict[str, tuple[str, ...]]
) -> None:
    officer = Visitor(app)
    officer.sign_in_as_officer()
    done = [
        told
        for case_id, acts in when.items()
        for act in acts
        if (told := tried(officer, world, f"/officer/case/{case_id}/{act}", case_id))
    ]
    assert not done


def test_nobody_reviews_what_no_party_asked_to_have_reviewed(app: Flask, world: FakeWorld) -> None:
    officer = Visitor(app)
    officer.sign_in_as_officer()
    done = [
        told
        for act in ("findings", "signature")
        for case_id in ("case-3", "case-5")
        if (told := tried(officer, world, f"/officer/review/{case_id}/{act}", case_id))
    ]
    assert not done


def test_a_party_has_no_rights_against_a_document_that_is_not_made_yet(
    app: Flask, world: FakeWorld
) -> None:
    driver = Visitor(app)
    driver.sign_in_by_phone("13800000001")
    done = [
        told
        for act in OF_PARTIES_TOO_EARLY
        if (told := tried(driver, world, f"/case/BCDF0001/{act}", "case-1"))
    ]
    assert not done
