"""A driver's report opens one case, and the law says at once where it goes."""

from dataclasses import replace

import pytest

from accident_service.casefile.stage import Stage
from accident_service.casework.file_report import CODE_LENGTH, CODE_LETTERS, FileReport
from accident_service.casework.ports import Step
from accident_service.reports.eligibility import ScreeningAnswers, route
from accident_service.reports.report import AccidentReport
from tests.casework.workshop import Workshop
from tests.fakes import examples


@pytest.fixture
def shop() -> Workshop:
    return Workshop()


def referred_report() -> AccidentReport:
    answers = ScreeningAnswers(injured=True)
    return replace(examples.report(), answers=answers, routing=route(answers))


def test_the_case_is_open_and_the_search_is_asked_for(shop: Workshop) -> None:
    case = FileReport(shop.ledger, shop.clock)(examples.report())
    assert shop.case(case.id) == case
    assert case.stage is Stage.REPORTED
    assert case.parties == (examples.party_a(),)
    assert shop.ledger.only_waiting(Step.FIND_CLIPS)
    assert shop.verbs(case.id) == ["file-report"]


@pytest.mark.proves("D2")
def test_a_second_tap_finds_the_first_taps_case(shop: Workshop) -> None:
    file_report = FileReport(shop.ledger, shop.clock)
    first, second = file_report(examples.report()), file_report(examples.report())
    assert first == second
    assert shop.ledger.only_waiting(Step.FIND_CLIPS)
    assert shop.verbs(first.id) == ["file-report"]


def test_two_reports_are_two_cases(shop: Workshop) -> None:
    file_report = FileReport(shop.ledger, shop.clock)
    one, other = file_report(examples.report("one")), file_report(examples.report("other"))
    assert one.id != other.id
    assert one.tracking_code != other.tracking_code


def test_what_the_law_keeps_from_the_internet_is_referred_and_pushed_to_who_drives_there(
    shop: Workshop,
) -> None:
    case = FileReport(shop.ledger, shop.clock)(referred_report())
    assert shop.case(case.id).stage is Stage.REFERRED
    waits = [one.step for one in shop.ledger.waiting()]
    assert waits == [Step.HAND_OVER, Step.PRESERVE_CLIPS, Step.SECURE_CLIPS]


def test_the_audit_entry_names_nobody(shop: Workshop) -> None:
    case = FileReport(shop.ledger, shop.clock)(examples.report())
    with shop.ledger.reading() as work:
        (entry,) = work.audit.of_case(case.id)
    told = repr(entry)
    party = examples.party_a()
    assert not any(word in told for word in (party.name, party.phone, party.vehicle.plate))


def test_a_tracking_code_can_be_read_out_over_the_phone(shop: Workshop) -> None:
    code = FileReport(shop.ledger, shop.clock)(examples.report()).tracking_code
    assert len(code) == CODE_LENGTH
    assert set(code) <= set(CODE_LETTERS)
    assert not set(CODE_LETTERS) & set("AEIOU0125LSZ")  # nothing that looks or sounds like another
