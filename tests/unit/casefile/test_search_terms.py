"""Words find their case from any of their characters on."""

import pytest

from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.search_terms import (
    LONGEST,
    one_spelling,
    parts_asked,
    plate_parts_of,
    term_asked,
    terms_of,
)
from accident_service.casefile.summary import CaseRecords, summary_of
from accident_service.casefile.time_limits import TimeLimits
from accident_service.casefile.time_limits_of import Timetable
from accident_service.casefile.working_days import WorkingCalendar
from accident_service.quantities.identifiers import DeterminationNumber
from tests.fakes import examples


def found_by(typed: str) -> bool:
    number = DeterminationNumber("2203020001-2026-000017")
    case = examples.decided_case().with_determination(number)
    records = CaseRecords(case=case, proceedings=Proceedings(case=case.id))
    timetable = Timetable(TimeLimits.built_in(), WorkingCalendar.built_in())
    summary = summary_of(records, timetable)
    asked = term_asked(typed)
    by_word = bool(asked) and any(term.startswith(asked) for term in terms_of(summary))
    parts = frozenset(parts_asked(asked))
    return by_word or bool(parts and parts <= plate_parts_of(summary))


@pytest.mark.parametrize(
    "typed",
    [
        "吉C12345",
        "吉C·123 45",
        "c123",
        "2345",
        "0678",
        "ｄ０６７",
        "BCDF0001",
        "bcdf",
        "2203020001-2026-000017",
        "2026-000017",
        "000017",
        "北路",
        "中央路与北路",
    ],
)
def test_a_case_is_found_by(typed: str) -> None:
    assert found_by(typed)


@pytest.mark.parametrize("typed", ["", "5", "  4 ", "吉A", "000018", "DF00", "南路"])
def test_a_case_is_not_found_by(typed: str) -> None:
    assert not found_by(typed)


def test_no_word_kept_as_it_is_tells_a_plate() -> None:
    case = examples.decided_case()
    records = CaseRecords(case=case, proceedings=Proceedings(case=case.id))
    timetable = Timetable(TimeLimits.built_in(), WorkingCalendar.built_in())
    told = " ".join(terms_of(summary_of(records, timetable)))
    assert not [part for part in plate_parts_of(summary_of(records, timetable)) if part in told]


def test_spelling_is_one() -> None:
    assert one_spelling(" 吉ｃ·12-34 5") == "吉C12345"


def test_what_is_typed_beyond_the_longest_term_is_cut() -> None:
    assert len(term_asked("x" * 99)) == LONGEST
