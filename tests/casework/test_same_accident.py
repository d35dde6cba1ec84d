"""Two reports of one accident: found by place, time and the other's plate, and by nothing less."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.casework.same_accident import FindSameAccident
from accident_service.reports.report import AccidentReport
from tests.casework.after_decision import Desk
from tests.fakes import examples

PLATE_A = examples.party_a().vehicle.plate


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.case_id = desk.casework.file_report(examples.report()).id
    return desk


@pytest.fixture
def find(desk: Desk) -> FindSameAccident:
    return desk.casework.same_accident


def seconds_report() -> AccidentReport:
    """What the second driver is about to file, eight minutes off by their watch."""
    return replace(
        examples.report("submission-2"),
        reporter=examples.party_b(),
        occurred_at=examples.NOON + timedelta(minutes=8),
    )


LATER = replace(seconds_report(), occurred_at=examples.NOON + timedelta(minutes=16))
IN_WORDS_ONLY = replace(seconds_report(), place=replace(examples.report().place, site=None))
THE_FIRST_AGAIN = replace(seconds_report(), reporter=examples.party_a())


@pytest.mark.proves("D3")
def test_who_names_the_other_plate_finds_the_case(desk: Desk, find: FindSameAccident) -> None:
    assert find.may_be_known(seconds_report())
    assert find.by_plate(seconds_report(), " 吉c·12345 ") == desk.case_id


@pytest.mark.proves("D3")
@pytest.mark.parametrize("plate", ["", "吉C12346", "吉CD06789"])
def test_another_plate_leads_nowhere(find: FindSameAccident, plate: str) -> None:
    assert find.by_plate(seconds_report(), plate) is None


@pytest.mark.parametrize("report", [LATER, IN_WORDS_ONLY, THE_FIRST_AGAIN])
def test_what_does_not_fit_is_not_asked_about(
    find: FindSameAccident, report: AccidentReport
) -> None:
    assert not find.may_be_known(report)
    assert find.by_plate(report, PLATE_A) is None


def test_a_case_with_both_drivers_waits_for_nobody(desk: Desk, find: FindSameAccident) -> None:
    desk.casework.join_case(desk.case_id, examples.party_b(), examples.statement_b())
    third = replace(examples.party_b(), phone="13700000003")
    assert not find.may_be_known(replace(seconds_report(), reporter=third))
