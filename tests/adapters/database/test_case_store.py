"""What every case store promises, held to on the fake and on SQL."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.stage import AWAITING_OFFICER, Stage
from accident_service.casework.ports import Ledger
from accident_service.errors import CaseMovedOn, Conflict, NotFound
from accident_service.quantities.identifiers import CaseId, SiteId
from tests.fakes import examples


def kept(ledger: Ledger, *cases: Case) -> None:
    with ledger.transaction() as work:
        for case in cases:
            work.cases.add(case)


@pytest.mark.parametrize(
    "case",
    [
        examples.reported_case(),
        examples.proposed_case(),
        examples.handed_over_case(),
        examples.decided_case(),
    ],
    ids=lambda case: str(case.stage),
)
def test_a_case_comes_back_as_it_was_kept(ledger: Ledger, case: Case) -> None:
    kept(ledger, case)
    with ledger.reading() as work:
        assert work.cases.load(case.id) == case
        assert work.cases.with_tracking_code(case.tracking_code) == case
        assert work.cases.with_submission_key(case.report.submission_key) == case


def test_an_unknown_case_is_not_found(ledger: Ledger) -> None:
    with ledger.reading() as work:
        assert work.cases.with_submission_key("never-filed") is None
        with pytest.raises(NotFound):
            work.cases.load(CaseId("nobody's"))
        with pytest.raises(NotFound):
            work.cases.with_tracking_code("XXXXXXXX")


def test_one_form_opens_one_case(ledger: Ledger) -> None:
    kept(ledger, examples.reported_case("1"))
    again = replace(examples.reported_case("2"), report=examples.report("submission-1"))
    with pytest.raises(Conflict), ledger.transaction() as work:
        work.cases.add(again)
    with ledger.reading() as work:
        assert work.cases.count(frozenset(Stage)) == 1


def test_several_moves_may_be_saved_at_once(ledger: Ledger) -> None:
    kept(ledger, examples.reported_case())
    moved = examples.proposed_case()
    with ledger.transaction() as work:
        work.cases.load(moved.id)
        work.cases.save(moved)
    with ledger.reading() as work:
        assert work.cases.load(moved.id) == moved


def test_saving_the_stored_version_changes_nothing(ledger: Ledger) -> None:
    case = examples.reported_case()
    kept(ledger, case)
    with ledger.transaction() as work:
        work.cases.save(work.cases.load(case.id))
    with ledger.reading() as work:
        assert work.cases.load(case.id) == case


def test_a_version_made_from_an_older_one_is_refused(ledger: Ledger) -> None:
    kept(ledger, examples.reported_case())
    stale = examples.case_with_clip_requests()
    with ledger.transaction() as work:
        case = work.cases.load(stale.id)
        work.cases.save(case.joined_by(examples.party_b(), examples.statement_b()))
    with pytest.raises(CaseMovedOn), ledger.transaction() as work:
        work.cases.save(stale)
    with ledger.reading() as work:
        assert work.cases.load(stale.id).stage is Stage.REPORTED


def test_a_case_nobody_kept_cannot_be_saved(ledger: Ledger) -> None:
    with pytest.raises(CaseMovedOn), ledger.transaction() as work:
        work.cases.save(examples.case_with_clip_requests())


def test_a_unit_of_work_that_fails_leaves_no_trace(ledger: Ledger) -> None:
    kept(ledger, examples.reported_case("1"))
    with pytest.raises(Conflict):
        kept(ledger, examples.reported_case("2"), examples.reported_case("1"))
    with ledger.reading() as work:
        assert work.cases.count(frozenset(Stage)) == 1


def test_a_phone_finds_the_cases_of_either_party_newest_first(ledger: Ledger) -> None:
    older = examples.proposed_case("1")
    later = examples.reported_case("2")
    later = replace(
        later, report=replace(later.report, filed_at=later.report.filed_at + timedelta(hours=1))
    )
    kept(ledger, older, later)
    with ledger.reading() as work:
        assert [case.id for case in work.cases.of_phone(examples.PHONE_A)] == [later.id, older.id]
        assert [case.id for case in work.cases.of_phone(examples.PHONE_B)] == [older.id]
        assert work.cases.of_phone("13900000000") == ()


def test_the_second_party_is_found_by_phone_once_joined(ledger: Ledger) -> None:
    kept(ledger, examples.reported_case())
    with ledger.transaction() as work:
        case = work.cases.load(examples.reported_case().id)
        work.cases.save(case.joined_by(examples.party_b(), examples.statement_b()))
    with ledger.reading() as work:
        assert len(work.cases.of_phone(examples.PHONE_B)) == 1


def test_the_officers_list_is_in_order_of_waiting_and_in_pages(ledger: Ledger) -> None:
    cases = []
    for number in range(5):
        case = examples.proposed_case(str(number))
        filed_at = case.report.filed_at - timedelta(minutes=number)
        cases.append(replace(case, report=replace(case.report, filed_at=filed_at)))
    kept(ledger, *cases, examples.reported_case("9"))
    with ledger.reading() as work:
        assert work.cases.count(AWAITING_OFFICER) == 5
        first = work.cases.listed(AWAITING_OFFICER, limit=3, offset=0)
        second = work.cases.listed(AWAITING_OFFICER, limit=3, offset=3)
    assert [case.id for case in (*first, *second)] == [case.id for case in reversed(cases)]


def test_cases_of_a_site_and_time_are_found_both_ends_included(ledger: Ledger) -> None:
    case = examples.reported_case()
    minute = timedelta(minutes=1)
    with ledger.transaction() as work:
        work.cases.add(case)
    with ledger.reading() as work:
        assert work.cases.at_site(examples.SITE, examples.NOON, examples.NOON) == (case,)
        assert (
            work.cases.at_site(examples.SITE, examples.NOON + minute, examples.NOON + 2 * minute)
            == ()
        )
        assert work.cases.at_site(SiteId("elsewhere"), examples.NOON, examples.NOON) == ()
