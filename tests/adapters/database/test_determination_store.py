"""What every determination store promises: numbers without gaps, and one in force at most."""

import pytest

from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.determination import Determination, DeterminationStatus
from accident_service.casework.ports import Ledger
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId, DeterminationNumber, UnitId
from tests.fakes import examples
from tests.fakes.documents import NUMBER, determination

UNIT = UnitId("2203020001")
PDF = BlobRef(sha256="01" * 32, size_bytes=52_000, media_type="application/pdf")
JSON = BlobRef(sha256="02" * 32, size_bytes=3_000, media_type="application/jose+json")


def kept(ledger: Ledger, *issued: Determination) -> None:
    with ledger.transaction() as work:
        for number, one in enumerate(issued):
            if one.case not in {earlier.case for earlier in issued[:number]}:
                work.cases.add(examples.decided_case(one.case.removeprefix("case-")))
            work.determinations.add(one, PDF, JSON)


def test_numbers_run_without_gaps_in_each_unit_and_year(ledger: Ledger) -> None:
    drawn = []
    for unit, year in [(UNIT, 2026), (UNIT, 2026), (UnitId("other"), 2026), (UNIT, 2027)]:
        with ledger.transaction() as work:
            drawn.append(work.determinations.next_number(unit, year))
    assert drawn == [
        "2203020001-2026-000001",
        "2203020001-2026-000002",
        "other-2026-000001",
        "2203020001-2027-000001",
    ]


def test_a_number_drawn_in_a_unit_that_failed_is_given_out_again(ledger: Ledger) -> None:
    def draw_and_fail() -> None:
        with ledger.transaction() as work:
            work.determinations.next_number(UNIT, 2026)
            work.cases.load(CaseId("nobody's"))

    with pytest.raises(NotFound):
        draw_and_fail()
    with ledger.transaction() as work:
        assert work.determinations.next_number(UNIT, 2026) == "2203020001-2026-000001"


def test_a_determination_comes_back_with_its_documents(ledger: Ledger) -> None:
    kept(ledger, determination())
    with ledger.reading() as work:
        assert work.determinations.of_case(determination().case) == (determination(), PDF, JSON)
        assert work.determinations.of_case(CaseId("nobody's")) is None


def test_the_one_in_force_is_the_newest_not_revoked(ledger: Ledger) -> None:
    replaced = determination(status=DeterminationStatus.REPLACED)
    in_force = determination(DeterminationNumber("2203020001-2026-000002"), version=2)
    kept(ledger, replaced, in_force)
    with ledger.reading() as work:
        found = work.determinations.of_case(in_force.case)
    assert found is not None
    assert found[0] == in_force


def test_a_revoked_determination_is_not_in_force(ledger: Ledger) -> None:
    kept(ledger, determination(status=DeterminationStatus.REVOKED))
    with ledger.reading() as work:
        assert work.determinations.of_case(determination().case) is None


def test_only_its_status_changes(ledger: Ledger) -> None:
    kept(ledger, determination())
    with ledger.transaction() as work:
        work.determinations.set_status(NUMBER, DeterminationStatus.UNDER_REVIEW)
    with ledger.reading() as work:
        read = work.determinations.numbered(NUMBER)[0]
    assert read == determination(status=DeterminationStatus.UNDER_REVIEW)
    with ledger.transaction() as work, pytest.raises(NotFound):
        work.determinations.set_status(DeterminationNumber("none"), DeterminationStatus.SERVED)
