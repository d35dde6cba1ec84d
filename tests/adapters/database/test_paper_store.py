"""What every paper store promises: numbers without gaps by kind, and contents unchanged."""

import pytest

from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.determination import DeterminationStatus
from accident_service.casework.ports import Ledger
from accident_service.casework.proceedings_ports import PaperContent, PaperKind
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId, DocumentNumber, UnitId
from tests.fakes import examples
from tests.fakes.documents import agreement, certificate, review_conclusion

UNIT = UnitId("2203020001")
PDF = BlobRef(sha256="01" * 32, size_bytes=52_000, media_type="application/pdf")
JSON = BlobRef(sha256="02" * 32, size_bytes=3_000, media_type="application/jose+json")


def test_numbers_run_without_gaps_in_each_unit_year_and_kind(ledger: Ledger) -> None:
    drawn = []
    for unit, year, kind in [
        (UNIT, 2026, PaperKind.CERTIFICATE),
        (UNIT, 2026, PaperKind.CERTIFICATE),
        (UNIT, 2026, PaperKind.AGREEMENT),
        (UNIT, 2027, PaperKind.CERTIFICATE),
        (UnitId("other"), 2026, PaperKind.REVIEW_CONCLUSION),
    ]:
        with ledger.transaction() as work:
            drawn.append(work.papers.next_number(unit, year, kind))
    assert drawn == [
        "2203020001-2026-C000001",
        "2203020001-2026-C000002",
        "2203020001-2026-A000001",
        "2203020001-2027-C000001",
        "other-2026-R000001",
    ]


def test_a_number_drawn_in_a_unit_that_failed_is_given_out_again(ledger: Ledger) -> None:
    def draw_and_fail() -> None:
        with ledger.transaction() as work:
            work.papers.next_number(UNIT, 2026, PaperKind.CERTIFICATE)
            work.cases.load(CaseId("nobody's"))

    with pytest.raises(NotFound):
        draw_and_fail()
    with ledger.transaction() as work:
        again = work.papers.next_number(UNIT, 2026, PaperKind.CERTIFICATE)
    assert again == "2203020001-2026-C000001"


@pytest.mark.parametrize("content", [certificate(), agreement(), review_conclusion()])
def test_a_paper_comes_back_as_it_was_issued(ledger: Ledger, content: PaperContent) -> None:
    with ledger.transaction() as work:
        work.cases.add(examples.decided_case())
        work.papers.add(content, PDF, JSON)
    with ledger.reading() as work:
        kept = work.papers.paper(content.number)
        assert work.papers.of_case(content.case) == (kept,)
    assert (kept.content, kept.pdf, kept.json) == (content, PDF, JSON)
    assert kept.status is DeterminationStatus.ISSUED


def test_a_case_may_have_several(ledger: Ledger) -> None:
    with ledger.transaction() as work:
        work.cases.add(examples.decided_case())
        work.papers.add(certificate(), PDF, JSON)
        work.papers.add(review_conclusion(), PDF, JSON)
    with ledger.reading() as work:
        found = work.papers.of_case(examples.decided_case().id)
        assert [one.content for one in found] == [certificate(), review_conclusion()]
        assert work.papers.of_case(CaseId("nobody's")) == ()


def test_only_its_status_changes(ledger: Ledger) -> None:
    with ledger.transaction() as work:
        work.cases.add(examples.decided_case())
        work.papers.add(certificate(), PDF, JSON)
        work.papers.set_status(certificate().number, DeterminationStatus.REVOKED)
    with ledger.reading() as work:
        kept = work.papers.paper(certificate().number)
    assert kept.status is kept.content.status is DeterminationStatus.REVOKED  # type: ignore[union-attr]  # it is the certificate


def test_what_was_never_issued_is_not_found(ledger: Ledger) -> None:
    nothing = DocumentNumber("2203020001-2026-C000009")
    with ledger.transaction() as work:
        with pytest.raises(NotFound):
            work.papers.paper(nothing)
        with pytest.raises(NotFound):
            work.papers.set_status(nothing, DeterminationStatus.SERVED)
