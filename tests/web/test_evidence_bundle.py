"""Bundles at the doors: a court's from the officer's desk, a party's own, and each on record."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.casework.after_decision import Desk
from tests.fakes import examples
from tests.fakes.casework import FakeWorld
from tests.fakes.evidence import determined_with_evidence
from tests.web.visit import Visitor, app_on
from verifier.verify_bundle import verify

CASE = examples.proposed_case()
OFFICERS = f"/officer/case/{CASE.id}"
PARTYS = f"/case/{CASE.tracking_code}"


@pytest.fixture(scope="module")
def desk() -> Desk:
    return determined_with_evidence()


def asked_for(visitor: Visitor, page: str) -> bytes:
    response = visitor.post(f"{page}/evidence-bundle", {}, page=page)
    assert response.status_code == 200, response.text
    assert response.mimetype == "application/zip"
    assert "no-store" in response.headers["Cache-Control"]
    assert "attachment" in response.headers["Content-Disposition"]
    content: bytes = response.data
    response.close()
    return content


def test_an_officer_hands_a_court_the_whole_evidence(desk: Desk, tmp_path: Path) -> None:
    visitor = Visitor(app_on(desk.world))
    visitor.sign_in_as_officer()
    assert "evidence-bundle" in visitor.get(OFFICERS).text
    bundle = tmp_path / "court.zip"
    bundle.write_bytes(asked_for(visitor, OFFICERS))
    assert verify(bundle)[0] == []
    last = desk.world.ledger.tables.audit[-1].act
    assert (last.actor, last.verb) == ("officer:officer-1", "export-evidence")
    assert dict(last.detail)["for"] == "court"


def test_a_party_gets_its_own_and_not_the_others(desk: Desk) -> None:
    visitor = Visitor(app_on(desk.world))
    visitor.sign_in_by_phone(examples.PHONE_A)
    names = ZipFile(BytesIO(asked_for(visitor, PARTYS))).namelist()
    assert any(name.startswith("photos/A/") for name in names)
    assert not any(name.startswith(("photos/B/", "originals/", "case/")) for name in names)
    assert desk.world.ledger.tables.audit[-1].act.actor == "driver:A"


def test_before_the_decision_there_is_nothing_to_ask_for() -> None:
    world = FakeWorld()
    with world.ledger.transaction() as work:
        work.cases.add(CASE)
    visitor = Visitor(app_on(world))
    visitor.sign_in_by_phone(examples.PHONE_A)
    assert "evidence-bundle" not in visitor.get(PARTYS).text
    assert visitor.post(f"{PARTYS}/evidence-bundle", {}, page=PARTYS).status_code == 409
    assert not any(one.act.verb == "export-evidence" for one in world.ledger.tables.audit)
