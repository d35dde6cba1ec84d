"""Step 5: number, documents and case are kept together, or none of them is."""

import pytest

from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Step
from accident_service.errors import BlobStoreUnavailable
from accident_service.quantities.identifiers import CaseId
from tests.casework.workshop import Workshop
from tests.fakes import examples

CASE = examples.decided_case()
FIRST_NUMBER = "2203020001-2026-000001"


@pytest.fixture
def shop() -> Workshop:
    return Workshop()


def issued_number(shop: Workshop, case_id: CaseId) -> str | None:
    with shop.ledger.reading() as work:
        kept = work.determinations.of_case(case_id)
    return kept[0].number if kept else None


def test_the_case_gets_its_number_and_its_documents(shop: Workshop) -> None:
    shop.issue()(shop.put(CASE, Step.ISSUE_DETERMINATION))
    case = shop.case(CASE.id)
    assert (case.stage, case.determination) == (Stage.DETERMINED, FIRST_NUMBER)
    with shop.ledger.reading() as work:
        kept = work.determinations.of_case(CASE.id)
    assert kept is not None
    determination, pdf, json = kept
    assert determination.issued_at == shop.clock.now()
    assert determination.place == "中央路与北路交叉口"
    assert shop.blobs.open(pdf) == f"%PDF {FIRST_NUMBER}".encode()
    assert pdf.sha256.encode() in shop.blobs.open(json)
    assert shop.ledger.waiting() == ()


def test_running_it_twice_issues_one_number(shop: Workshop) -> None:
    attempt = shop.put(CASE, Step.ISSUE_DETERMINATION)
    shop.issue()(attempt)
    shop.issue()(attempt)
    assert list(shop.ledger.tables.issued) == [FIRST_NUMBER]
    assert list(shop.ledger.tables.last_numbers.values()) == [1]


def test_documents_that_cannot_be_kept_cost_no_number(shop: Workshop) -> None:
    shop.blobs.failures = [BlobStoreUnavailable("disk full")]
    shop.issue()(shop.put(CASE, Step.ISSUE_DETERMINATION))
    assert shop.case(CASE.id).stage is Stage.DECIDED
    assert issued_number(shop, CASE.id) is None
    assert "disk full" in shop.progress(CASE.id)[Step.ISSUE_DETERMINATION].failure
    shop.issue()(shop.ledger.only_waiting(Step.ISSUE_DETERMINATION))
    assert issued_number(shop, CASE.id) == FIRST_NUMBER


def test_the_officers_decision_is_never_handed_back(shop: Workshop) -> None:
    shop.blobs.failures = [BlobStoreUnavailable("disk full")] * 12
    attempt = shop.put(CASE, Step.ISSUE_DETERMINATION)
    for _ in range(12):
        shop.issue()(attempt)
        attempt = shop.ledger.only_waiting(Step.ISSUE_DETERMINATION)
    assert shop.case(CASE.id).stage is Stage.DECIDED
    shop.issue()(attempt)
    assert issued_number(shop, CASE.id) == FIRST_NUMBER


def test_numbers_follow_one_another(shop: Workshop) -> None:
    for name in ("1", "2", "3"):
        shop.issue()(shop.put(examples.decided_case(name), Step.ISSUE_DETERMINATION))
    assert [issued_number(shop, CaseId(f"case-{name}")) for name in ("1", "2", "3")] == [
        f"2203020001-2026-{number:06d}" for number in (1, 2, 3)
    ]
