"""E4: whoever looks at evidence, downloads it or passes it on leaves a line, whichever way."""

import pytest

from tests.casework.after_decision import Desk
from tests.fakes import examples
from tests.fakes.evidence import determined_with_evidence
from tests.web.visit import Visitor, app_on

pytestmark = pytest.mark.proves("E4")

CASE = examples.proposed_case()
AT_THE_DESK = f"/officer/case/{CASE.id}"
OF_THE_PARTY = f"/case/{CASE.tracking_code}"
BY_THE_OFFICER = (
    (AT_THE_DESK, "view-case"),
    (f"{AT_THE_DESK}/exhibit/still-contact.png", "view-exhibit"),
    (f"{AT_THE_DESK}/exhibit/camera.mp4", "view-exhibit"),
    (f"{AT_THE_DESK}/photo/photo-A", "view-photo"),
    (f"{AT_THE_DESK}/determination.pdf", "read-determination"),
    (f"{AT_THE_DESK}/evidence-bundle", "export-evidence"),
)
BY_THE_PARTY = (
    (f"{OF_THE_PARTY}/exhibit/A.png", "view-party-picture"),
    (f"{OF_THE_PARTY}/determination.pdf", "read-determination"),
    (f"{OF_THE_PARTY}/masked-copy.pdf", "make-masked-copy"),
    (f"{OF_THE_PARTY}/evidence-bundle", "export-evidence"),
)


@pytest.fixture(scope="module")
def desk() -> Desk:
    return determined_with_evidence()


@pytest.fixture(scope="module")
def officer(desk: Desk) -> Visitor:
    visitor = Visitor(app_on(desk.world))
    visitor.sign_in_as_officer()
    return visitor


@pytest.fixture(scope="module")
def party(desk: Desk) -> Visitor:
    visitor = Visitor(app_on(desk.world))
    visitor.sign_in_by_phone(examples.PHONE_A)
    return visitor


@pytest.mark.parametrize(
    ("address", "verb"), BY_THE_OFFICER, ids=lambda one: one.rpartition("/")[2]
)
def test_an_officers_look_is_on_record(
    desk: Desk, officer: Visitor, address: str, verb: str
) -> None:
    assert_on_record(desk, officer, address, ("officer:officer-1", verb))


@pytest.mark.parametrize(("address", "verb"), BY_THE_PARTY, ids=lambda one: one.rpartition("/")[2])
def test_a_partys_look_is_on_record(desk: Desk, party: Visitor, address: str, verb: str) -> None:
    assert_on_record(desk, party, address, ("driver:A", verb))


def assert_on_record(desk: Desk, visitor: Visitor, address: str, wanted: tuple[str, str]) -> None:
    page = address.removesuffix("/evidence-bundle")
    if page != address:
        visitor.get(page)
    before = len(desk.world.ledger.tables.audit)
    given = visitor.get(address) if page == address else visitor.post(address, {}, page=page)
    assert given.status_code == 200, given.text
    given.close()
    noted = [one.act for one in desk.world.ledger.tables.audit[before:]]
    assert wanted in [(act.actor, act.verb) for act in noted]
    assert all(act.case == CASE.id for act in noted)
