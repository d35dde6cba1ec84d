"""What a party is told and shown of a decision, and nobody else's of it."""

from dataclasses import replace

import pytest

from accident_service.casefile.party_picture import PartyPicture
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.party import PartyLetter
from tests.browser.staged import staged_world
from tests.browser.staged_after import staged_after
from tests.fakes import examples, measured
from tests.fakes.casework import FakeWorld
from tests.web.visit import Visitor, app_on


@pytest.fixture
def world() -> FakeWorld:
    return staged_after(staged_world())


def driver(world: FakeWorld, phone: str = examples.PHONE_A, language: str = "en") -> Visitor:
    visitor = Visitor(app_on(world), language)
    visitor.sign_in_by_phone(phone)
    return visitor


def test_a_party_sees_its_own_pictures_and_never_the_others(world: FakeWorld) -> None:
    blob = world.blobs.put_bytes(b"everybody else is a blur", "image/png")
    pictures = tuple(
        PartyPicture(letter, replace(measured.exhibit(), name=f"still-1-{letter}.png", blob=blob))
        for letter in PartyLetter
    )
    with world.ledger.transaction() as work:
        case = work.cases.load(CaseId("case-12"))
        work.cases.save(case.with_party_pictures(pictures))
    party = driver(world)

    assert "still-1-A.png" in party.read("/case/BCDF0012")
    assert "still-1-B.png" not in party.read("/case/BCDF0012")
    assert party.get("/case/BCDF0012/exhibit/still-1-A.png").data == b"everybody else is a blur"
    assert party.get("/case/BCDF0012/exhibit/still-1-B.png").status_code == 404
    other = driver(world, examples.PHONE_B)
    assert other.get("/case/BCDF0012/exhibit/still-1-A.png").status_code == 404
    assert other.get("/case/BCDF0012/exhibit/still-1-B.png").status_code == 200
