"""A worker that dies without a word loses its step to a new attempt; five deaths are enough."""

import pytest

from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.lost_attempts import LostAttempts
from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Lease, Step
from accident_service.errors import AttemptSuperseded
from tests.adapters.database.bells_due import bells_due
from tests.fakes import examples
from tests.fakes.clock import FakeClock


@pytest.fixture
def lost_attempts(sql_ledger: SqlLedger) -> LostAttempts:
    return LostAttempts(sql_ledger)


def running(ledger: SqlLedger, clock: FakeClock, case: Case, step: Step) -> Lease:
    with ledger.transaction() as work:
        work.cases.add(case)
        work.steps.request(case.id, step)
    return begin_the_due(ledger, clock)


def begin_the_due(ledger: SqlLedger, clock: FakeClock) -> Lease:
    (entry,) = bells_due(ledger.engines, clock.now())
    with ledger.transaction() as work:
        lease = work.steps.begin(entry.attempt)
    assert lease is not None
    return lease


def test_an_attempt_is_lost_when_its_lease_runs_out(
    sql_ledger: SqlLedger, lost_attempts: LostAttempts, clock: FakeClock
) -> None:
    lease = running(sql_ledger, clock, examples.reported_case(), Step.FIND_CLIPS)
    clock.pass_by(60.0)
    assert lost_attempts.expired(clock.now()) == ()
    clock.pass_by(0.001)
    assert lost_attempts.expired(clock.now()) == (lease,)


def test_a_new_attempt_takes_the_step_and_the_audit_says_so(
    sql_ledger: SqlLedger, lost_attempts: LostAttempts, clock: FakeClock
) -> None:
    lost = running(sql_ledger, clock, examples.reported_case(), Step.FIND_CLIPS)
    clock.pass_by(61.0)
    assert lost_attempts.supersede_and_request_again(lost)
    assert lost_attempts.expired(clock.now()) == ()
    assert begin_the_due(sql_ledger, clock).number == 2
    with sql_ledger.reading() as work:
        (entry,) = work.audit.of_case(lost.case)
    assert (entry.act.actor, entry.act.verb) == ("reconciler", "supersede-attempt")
    assert ("number", "1") in entry.act.detail


def test_two_reconcilers_supersede_once(
    sql_ledger: SqlLedger, lost_attempts: LostAttempts, clock: FakeClock
) -> None:
    lost = running(sql_ledger, clock, examples.reported_case(), Step.FIND_CLIPS)
    clock.pass_by(61.0)
    lost_attempts.supersede_and_request_again(lost)
    with pytest.raises(AttemptSuperseded):
        lost_attempts.supersede_and_request_again(lost)
    assert len(bells_due(sql_ledger.engines, clock.now())) == 1


def test_an_attempt_that_renewed_its_lease_in_time_keeps_its_step(
    sql_ledger: SqlLedger, lost_attempts: LostAttempts, clock: FakeClock
) -> None:
    lease = running(sql_ledger, clock, examples.reported_case(), Step.FIND_CLIPS)
    clock.pass_by(61.0)
    (found,) = lost_attempts.expired(clock.now())
    with sql_ledger.transaction() as work:
        work.steps.extend(lease, 0.5)
    with pytest.raises(AttemptSuperseded):
        lost_attempts.supersede_and_request_again(found)


def die_until_given_up(ledger: SqlLedger, lost_attempts: LostAttempts, clock: FakeClock) -> int:
    for deaths in range(1, 20):
        clock.pass_by(61.0)
        (lost,) = lost_attempts.expired(clock.now())
        if not lost_attempts.supersede_and_request_again(lost):
            return deaths
        clock.pass_by(61.0)
        begin_the_due(ledger, clock)
    return 20


def test_a_step_that_kills_five_workers_goes_to_an_officer(
    sql_ledger: SqlLedger, lost_attempts: LostAttempts, clock: FakeClock
) -> None:
    case = examples.case_with_clips()
    running(sql_ledger, clock, case, Step.RECONSTRUCT)
    assert die_until_given_up(sql_ledger, lost_attempts, clock) == 5
    with sql_ledger.reading() as work:
        stored = work.cases.load(case.id)
        (progress,) = work.steps.progress(case.id)
        verbs = [entry.act.verb for entry in work.audit.of_case(case.id)]
    assert (stored.stage, stored.evidence_gap) == (Stage.NEEDS_OFFICER, "step-given-up")
    assert (progress.state, progress.attempts) == ("failed", 5)
    assert verbs == ["supersede-attempt"] * 4 + ["give-step-up"]
    assert bells_due(sql_ledger.engines, clock.now()) == ()


def test_a_document_an_officer_has_decided_on_is_tried_for_ever(
    sql_ledger: SqlLedger, lost_attempts: LostAttempts, clock: FakeClock
) -> None:
    case = examples.decided_case()
    running(sql_ledger, clock, case, Step.ISSUE_DETERMINATION)
    assert die_until_given_up(sql_ledger, lost_attempts, clock) == 20
    with sql_ledger.reading() as work:
        assert work.cases.load(case.id).stage is Stage.DECIDED
