"""Turning what was to be settled into an ordinary case, on every ledger."""

from dataclasses import replace

from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casework.apply_online import ApplyOnline
from accident_service.casework.ports import Ledger, Step
from accident_service.quantities.identifiers import CaseId
from accident_service.reports.eligibility import ScreeningAnswers, route
from accident_service.reports.party import PartyLetter
from tests.fakes import examples
from tests.fakes.clock import FakeClock


def test_it_is_kept_with_its_application_and_its_search(ledger: Ledger) -> None:
    answers = ScreeningAnswers(disputed=False)
    report = replace(examples.report(), answers=answers, routing=route(answers))
    case = Case.opened(CaseId("case-1"), "BCDF0001", report)
    clock = FakeClock()
    with ledger.transaction() as work:
        work.cases.add(case)

    disputed = ApplyOnline(ledger, clock)(case.id, PartyLetter.A)

    with ledger.reading() as work:
        assert work.cases.load(case.id) == disputed
        assert [one.act.verb for one in work.audit.of_case(case.id)] == [
            "dispute-case",
            "apply-online",
        ]
        assert [one.step for one in work.steps.progress(case.id)] == [Step.FIND_CLIPS]
    statement = disputed.statement(PartyLetter.A)
    assert disputed.stage is Stage.REPORTED
    assert statement is not None
    assert statement.applied_at == clock.now()
