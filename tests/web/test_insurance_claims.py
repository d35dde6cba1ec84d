"""The officer sees under which number an insurer settles the accident."""

from accident_service.casework.link_claim import LinkClaim
from accident_service.quantities.identifiers import CaseId
from tests.browser.staged import staged_world
from tests.browser.staged_after import staged_after
from tests.fakes.doors import insurer_client
from tests.web.visit import Visitor, app_on

CASE = CaseId("case-11")


def test_an_insurers_claim_stands_on_the_cases_page() -> None:
    world = staged_after(staged_world())
    officer = Visitor(app_on(world))
    officer.sign_in_as_officer()
    assert 'id="insurance-claims"' not in officer.get(f"/officer/case/{CASE}").text

    with world.ledger.reading() as work:
        found = work.determinations.of_case(CASE)
    assert found is not None
    LinkClaim(world.ledger, world.clock)(insurer_client("PICC"), found[0].number, "<CLM-317>")

    page = officer.get(f"/officer/case/{CASE}").text
    assert "Insurers' claims" in page
    assert "&lt;CLM-317&gt;" in page
    assert "PICC Property and Casualty" in page
