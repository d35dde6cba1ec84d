"""A number passed over is never given out, and neither is one before it."""

import pytest

from accident_service.adapters.database.issued_numbers import SqlIssuedNumbers
from accident_service.adapters.database.ledger import SqlLedger
from accident_service.casework.proceedings_ports import PaperKind
from accident_service.quantities.identifiers import DocumentNumber, UnitId

UNIT = UnitId("2203-02")
SEVENTH = DocumentNumber("2203-02-2026-000007")
SEVENTH_CERTIFICATE = DocumentNumber("2203-02-2026-C000007")


@pytest.fixture
def numbers(sql_ledger: SqlLedger) -> SqlIssuedNumbers:
    return SqlIssuedNumbers(sql_ledger.engines)


def drawn(ledger: SqlLedger) -> tuple[str, str, str]:
    with ledger.transaction() as work:
        return (
            work.determinations.next_number(UNIT, 2026),
            work.papers.next_number(UNIT, 2026, PaperKind.CERTIFICATE),
            work.papers.next_number(UNIT, 2026, PaperKind.AGREEMENT),
        )


def test_numbers_go_on_after_those_passed_over(
    sql_ledger: SqlLedger, numbers: SqlIssuedNumbers
) -> None:
    drawn(sql_ledger)
    numbers.pass_over([SEVENTH, SEVENTH_CERTIFICATE])

    assert drawn(sql_ledger) == (
        "2203-02-2026-000008",
        "2203-02-2026-C000008",
        "2203-02-2026-A000002",
    )


def test_a_count_is_never_set_back(sql_ledger: SqlLedger, numbers: SqlIssuedNumbers) -> None:
    numbers.pass_over([SEVENTH, DocumentNumber("2203-02-2026-000003")])

    assert drawn(sql_ledger)[0] == "2203-02-2026-000008"


def test_only_what_was_not_given_out_will_come(numbers: SqlIssuedNumbers) -> None:
    assert numbers.will_come(SEVENTH)
    numbers.pass_over([SEVENTH])

    assert not numbers.will_come(SEVENTH)
    assert numbers.will_come(SEVENTH_CERTIFICATE)
    assert numbers.will_come(DocumentNumber("2203-02-2027-000007"))
