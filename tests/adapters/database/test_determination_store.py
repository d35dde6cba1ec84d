"""What every determination store promises: numbers without gaps, and only one's own to read."""

import pytest

from accident_service.adapters.database import determination_store
from accident_service.casefile.analysis import BlobRef
from accident_service.casefile.determination import Determination, DeterminationStatus
from accident_service.casework.ports import Ledger
from accident_service.errors import NotFound
from accident_service.quantities.identifiers import CaseId, DeterminationNumber, InsurerId, UnitId
from tests.fakes import examples
from tests.fakes.documents import NUMBER, determination
from tests.fakes.doors import insurer_client

UNIT = UnitId("2203020001")
PDF = BlobRef(sha256="01" * 32, size_bytes=52_000, media_type="application/pdf")
JSON = BlobRef(sha256="02" * 32, size_bytes=3_000, media_type="application/jose+json")
PICC, CPIC = insurer_client("PICC").insurer, insurer_client("CPIC").insurer
STRANGER = insurer_client("PINGAN").insurer


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
        read = work.determinations.for_insurer(PICC, NUMBER)[0]
    assert read == determination(status=DeterminationStatus.UNDER_REVIEW)
    with ledger.transaction() as work, pytest.raises(NotFound):
        work.determinations.set_status(DeterminationNumber("none"), DeterminationStatus.SERVED)


@pytest.mark.parametrize("insurer", [PICC, CPIC])
def test_either_partys_insurer_may_read_it(ledger: Ledger, insurer: InsurerId) -> None:
    kept(ledger, determination())
    with ledger.reading() as work:
        assert work.determinations.for_insurer(insurer, NUMBER)[0] == determination()


def test_a_strangers_request_looks_like_one_for_nothing(ledger: Ledger) -> None:
    kept(ledger, determination())
    with ledger.reading() as work:
        with pytest.raises(NotFound) as not_theirs:
            work.determinations.for_insurer(STRANGER, NUMBER)
        with pytest.raises(NotFound) as nothing:
            work.determinations.for_insurer(PICC, DeterminationNumber("none"))
    assert str(not_theirs.value).replace(NUMBER, "none") == str(nothing.value)


@pytest.mark.parametrize(("few", "step"), [(2000, 200), (0, 200), (0, 2), (0, 1)])
def test_an_insurer_pages_through_its_own_in_order(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, few: int, step: int
) -> None:
    monkeypatch.setattr(determination_store, "FEW", few)  # a large insurer's are walked
    monkeypatch.setattr(determination_store, "STEP", step)
    numbers = [DeterminationNumber(f"2203020001-2026-{one:06d}") for one in (9, 10, 11, 12)]
    kept(ledger, *(determination(one, case=CaseId(f"case-{one[-2:]}")) for one in numbers))
    with ledger.reading() as work:
        listed = work.determinations.listed_for_insurer
        first = listed(PICC, after=None, limit=3)
        second = listed(PICC, after=first[-1].number, limit=3)
        assert [one.number for one in (*first, *second)] == numbers
        assert listed(STRANGER, after=None, limit=3) == ()
