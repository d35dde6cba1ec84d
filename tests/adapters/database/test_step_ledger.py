"""What every step ledger promises: one open attempt, one holder, late results refused."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accident_service.adapters.database.ledger import SqlLedger
from accident_service.adapters.database.lost_attempts import LostAttempts
from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Lease, Ledger, Step
from accident_service.errors import AttemptSuperseded
from accident_service.quantities.identifiers import AttemptId
from tests.adapters.database.bells_due import bells_due
from tests.fakes import examples
from tests.fakes.clock import FakeClock
from tests.fakes.ledger import FakeLedger

CASE = examples.reported_case()
STEP = Step.FIND_CLIPS


def waiting(ledger: Ledger, clock: FakeClock) -> tuple[AttemptId, ...]:
    """The attempts whose bell is due by now."""
    if isinstance(ledger, FakeLedger):
        return tuple(one.id for one in ledger.waiting() if one.not_before <= clock.now())
    assert isinstance(ledger, SqlLedger)
    return tuple(entry.attempt for entry in bells_due(ledger.engines, clock.now()))


def supersede(ledger: Ledger, lease: Lease) -> None:
    """What the reconciler does once the lease has expired."""
    if isinstance(ledger, FakeLedger):
        with ledger.transaction() as unit:
            unit.steps.supersede(lease.attempt)
        return
    assert isinstance(ledger, SqlLedger)
    LostAttempts(ledger).supersede_and_request_again(lease)


@pytest.fixture
def asked(ledger: Ledger, clock: FakeClock) -> AttemptId:
    """The attempt that waits once a step of the example has been asked for."""
    with ledger.transaction() as work:
        work.cases.add(CASE)
        work.steps.request(CASE.id, STEP)
    (attempt,) = waiting(ledger, clock)
    return attempt


def begun(ledger: Ledger, attempt: AttemptId) -> Lease:
    with ledger.transaction() as work:
        lease = work.steps.begin(attempt)
    assert lease is not None
    return lease


def state(ledger: Ledger) -> tuple[str, int, float, str]:
    with ledger.reading() as work:
        (progress,) = work.steps.progress(CASE.id)
    return progress.state, progress.attempts, progress.share_done, progress.failure


@pytest.mark.usefixtures("asked")
def test_a_step_asked_for_waits(ledger: Ledger) -> None:
    assert state(ledger) == ("waiting", 1, 0.0, "")


def test_an_attempt_is_begun_once(ledger: Ledger, clock: FakeClock, asked: AttemptId) -> None:
    lease = begun(ledger, asked)
    assert lease == Lease(asked, CASE.id, STEP, 1, clock.now() + timedelta(seconds=60))
    with ledger.transaction() as work:
        assert work.steps.begin(asked) is None
        assert work.steps.begin(AttemptId("attempt-of-nobody")) is None


def test_asking_again_changes_nothing_while_it_waits_or_runs(
    ledger: Ledger, clock: FakeClock, asked: AttemptId
) -> None:
    with ledger.transaction() as work:
        work.steps.request(CASE.id, STEP)
    assert waiting(ledger, clock) == (asked,)
    begun(ledger, asked)
    with ledger.transaction() as work:
        work.steps.request(CASE.id, STEP)
    assert waiting(ledger, clock) == ()


def test_a_step_asked_for_after_it_was_done_gets_a_higher_number(
    ledger: Ledger, clock: FakeClock, asked: AttemptId
) -> None:
    lease = begun(ledger, asked)
    finish(ledger, lease)
    assert state(ledger) == ("done", 1, 1.0, "")
    with ledger.transaction() as work:
        work.steps.request(CASE.id, STEP)
    (second,) = waiting(ledger, clock)
    assert begun(ledger, second).number == 2


def test_progress_renews_the_lease(ledger: Ledger, clock: FakeClock, asked: AttemptId) -> None:
    lease = begun(ledger, asked)
    clock.pass_by(50.0)
    with ledger.transaction() as work:
        renewed = work.steps.extend(lease, 0.4)
    assert renewed.expires_at == clock.now() + timedelta(seconds=60)
    assert state(ledger) == ("running", 1, 0.4, "")


def test_a_failed_step_waits_for_its_next_try(
    ledger: Ledger, clock: FakeClock, asked: AttemptId
) -> None:
    lease = begun(ledger, asked)
    with ledger.transaction() as work:
        work.steps.fail(lease, "no answer", retry_at=clock.now() + timedelta(seconds=10))
    assert state(ledger) == ("waiting", 2, 0.0, "no answer")
    assert waiting(ledger, clock) == ()
    clock.pass_by(10.0)
    (second,) = waiting(ledger, clock)
    assert begun(ledger, second).number == 2


def test_a_failure_without_another_try_hands_the_case_over(
    ledger: Ledger, asked: AttemptId
) -> None:
    lease = begun(ledger, asked)
    with ledger.transaction() as work:
        work.steps.fail(lease, "never again", retry_at=None)
    assert state(ledger)[0] == "failed"
    with ledger.reading() as work:
        case = work.cases.load(CASE.id)
    assert (case.stage, case.evidence_gap) == (Stage.NEEDS_OFFICER, "step-given-up")


def finish(ledger: Ledger, lease: Lease) -> None:
    with ledger.transaction() as work:
        work.steps.finish(lease)


def fail(ledger: Ledger, lease: Lease) -> None:
    with ledger.transaction() as work:
        work.steps.fail(lease, "too late", retry_at=lease.expires_at)


def extend(ledger: Ledger, lease: Lease) -> None:
    with ledger.transaction() as work:
        work.steps.extend(lease, 0.9)


@pytest.mark.parametrize("act", [finish, fail, extend])
def test_whoever_lost_the_lease_can_do_nothing_more(
    ledger: Ledger, clock: FakeClock, asked: AttemptId, act: Callable[[Ledger, Lease], None]
) -> None:
    lost = begun(ledger, asked)
    clock.pass_by(61.0)
    supersede(ledger, lost)
    with pytest.raises(AttemptSuperseded):
        act(ledger, lost)
    (second,) = waiting(ledger, clock)
    begun(ledger, second)
    with pytest.raises(AttemptSuperseded):
        act(ledger, lost)
    assert state(ledger) == ("running", 2, 0.0, "lease-expired")


@pytest.mark.parametrize("act", [finish, fail, extend])
def test_what_is_done_is_not_done_again(
    ledger: Ledger, asked: AttemptId, act: Callable[[Ledger, Lease], None]
) -> None:
    lease = begun(ledger, asked)
    finish(ledger, lease)
    with pytest.raises(AttemptSuperseded):
        act(ledger, lease)


def test_progress_is_told_in_the_order_of_the_story(ledger: Ledger) -> None:
    with ledger.transaction() as work:
        work.cases.add(CASE)
        work.steps.request(CASE.id, Step.PROPOSE)
        work.steps.request(CASE.id, Step.FIND_CLIPS)
    with ledger.reading() as work:
        steps = [progress.step for progress in work.steps.progress(CASE.id)]
    assert steps == [Step.FIND_CLIPS, Step.PROPOSE]


def test_how_long_a_step_usually_takes_is_told_from_enough_cases(
    sql_ledger: SqlLedger, clock: FakeClock
) -> None:
    for number, took_s in enumerate((10.0, 20.0, 30.0, 40.0, 900.0)):
        with sql_ledger.transaction() as work:
            assert work.steps.usual_s(Step.FIND_CLIPS) is None
            case = examples.reported_case(str(number))
            work.cases.add(case)
            work.steps.request(case.id, Step.FIND_CLIPS)
        (bell,) = bells_due(sql_ledger.engines, clock.now())
        clock.pass_by(took_s)
        with sql_ledger.transaction() as work:
            lease = work.steps.begin(bell.attempt)
            assert lease is not None
            work.steps.finish(lease)
    with sql_ledger.reading() as work:
        assert work.steps.usual_s(Step.FIND_CLIPS) == 30.0
        (found,) = work.steps.progress(examples.reported_case("4").id)
        assert found.done_at == clock.now()
