"""Steps in trouble: found alike in every ledger, tried again and given up exactly once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Ledger, Step
from accident_service.casework.steps_in_trouble import StepsInTrouble
from accident_service.casework.trouble_ports import Trouble, TroubleQuery
from accident_service.errors import Conflict, InvalidInput, NotFound, StepOutOfOrder
from accident_service.quantities.identifiers import AttemptId, CaseId
from tests.fakes import examples
from tests.fakes.clock import FakeClock

EVERYTHING = TroubleQuery()
NO_CAMERA = "clip-source-unavailable: the recorder did not answer"


@dataclass(frozen=True, slots=True)
class Desk:
    """An administrator before a ledger."""

    ledger: Ledger
    clock: FakeClock
    steps: StepsInTrouble

    def ask(self, name: str, step: Step = Step.FETCH_CLIPS) -> CaseId:
        case = examples.case_with_clip_requests(name)
        with self.ledger.transaction() as work:
            work.cases.add(case)
            work.steps.request(case.id, step)
        return case.id

    def newest(self, case: CaseId, step: Step = Step.FETCH_CLIPS) -> AttemptId:
        (found,) = [one.step for one in self.steps.found(EVERYTHING) if one.step.case == case]
        assert found.step is step
        return found.newest.attempt

    def fail(self, case: CaseId, *, again_in_s: float | None) -> None:
        """Let the waiting try fail, with another one after it or none."""
        self.clock.pass_by(3600)  # whatever pause there was is over
        attempt = self.newest(case)
        with self.ledger.transaction() as work:
            lease = work.steps.begin(attempt)
            assert lease is not None
            at = None
            if again_in_s is not None:
                at = self.clock.now() + timedelta(seconds=again_in_s)
            work.steps.fail(lease, NO_CAMERA, retry_at=at)

    def stage(self, case: CaseId) -> Stage:
        with self.ledger.reading() as work:
            return work.cases.load(case).stage

    def verbs(self, case: CaseId) -> list[str]:
        with self.ledger.reading() as work:
            return [entry.act.verb for entry in work.audit.of_case(case)]

    def due_at(self, case: CaseId) -> datetime:
        (found,) = [one.step for one in self.steps.found(EVERYTHING) if one.step.case == case]
        return found.newest.due_at


@pytest.fixture
def desk(ledger: Ledger, clock: FakeClock) -> Desk:
    return Desk(ledger, clock, StepsInTrouble(ledger, clock))


def test_what_goes_well_is_not_listed_and_what_waits_long_is(desk: Desk) -> None:
    case = desk.ask("1")
    assert desk.steps.found(EVERYTHING) == ()
    desk.clock.pass_by(601)
    (listed,) = desk.steps.found(EVERYTHING)
    assert (listed.step.case, listed.step.trouble) == (case, Trouble.WAITING_LONG)
    assert (listed.may_retry, listed.may_give_up) == (True, True)
    assert desk.steps.counts() == {Trouble.WAITING_LONG: 1}


def test_a_pause_after_a_failure_can_be_cut_short_once(desk: Desk) -> None:
    case = desk.ask("1")
    desk.fail(case, again_in_s=1800)
    (listed,) = desk.steps.found(TroubleQuery(trouble=Trouble.TRIED_AGAIN))
    assert listed.step.reason == "clip-source-unavailable"
    assert [one.state for one in listed.step.tries] == ["failed", "waiting"]
    assert listed.step.tries[0].told == "the recorder did not answer"

    attempt = desk.newest(case)
    for _ in range(2):  # a second press of the button comes when it is due already
        assert desk.steps.retry(attempt, by="officer:officer-1") == case
    assert desk.due_at(case) == desk.clock.now()
    assert desk.verbs(case) == ["retry-step"]


def test_a_worker_gone_silent_is_the_reconcilers(desk: Desk) -> None:
    case = desk.ask("1")
    desk.clock.pass_by(601)
    attempt = desk.newest(case)
    with desk.ledger.transaction() as work:
        assert work.steps.begin(attempt) is not None
    assert desk.steps.found(EVERYTHING) == ()
    with pytest.raises(StepOutOfOrder):
        desk.steps.retry(attempt, by="officer:officer-1")
    with pytest.raises(StepOutOfOrder):
        desk.steps.give_up(attempt, "the recorder is broken", by="officer:officer-1")
    desk.clock.pass_by(61)
    (listed,) = desk.steps.found(EVERYTHING)
    assert listed.step.trouble is Trouble.LEASE_LOST
    assert (listed.may_retry, listed.may_give_up) == (False, False)


def test_giving_up_hands_the_case_to_an_officer_and_it_can_be_taken_up_again(desk: Desk) -> None:
    case = desk.ask("1")
    desk.clock.pass_by(601)
    attempt = desk.newest(case)
    with pytest.raises(InvalidInput):
        desk.steps.give_up(attempt, " a ", by="officer:officer-1")
    for _ in range(2):
        desk.steps.give_up(attempt, "the recorder is\nbroken", by="officer:officer-1")
    assert desk.stage(case) is Stage.NEEDS_OFFICER
    (listed,) = desk.steps.found(TroubleQuery(reason="given-up-by-hand"))
    assert (listed.step.trouble, listed.may_retry, listed.may_give_up) == (
        Trouble.GIVEN_UP,
        True,
        False,
    )
    assert listed.step.newest.told == "the recorder is broken"

    for _ in range(2):
        desk.steps.retry(attempt, by="officer:officer-1")
    assert desk.stage(case) is Stage.CLIPS_FOUND
    assert desk.steps.found(EVERYTHING)[0].step.newest.number == 2
    assert desk.verbs(case) == ["give-step-up", "retry-step"]
    with pytest.raises(Conflict):
        desk.steps.give_up(attempt, "seen long ago", by="officer:officer-1")


def test_a_step_given_up_by_itself_is_listed_until_the_case_is_decided(desk: Desk) -> None:
    case = desk.ask("1")
    desk.clock.pass_by(601)
    desk.fail(case, again_in_s=None)
    (listed,) = desk.steps.found(TroubleQuery(trouble=Trouble.GIVEN_UP, step=Step.FETCH_CLIPS))
    assert listed.may_retry
    with desk.ledger.transaction() as work:
        at_hand = work.cases.load(case)
        work.cases.save(at_hand.referred_by_law())
    assert desk.steps.found(EVERYTHING) == ()
    with pytest.raises(StepOutOfOrder):
        desk.steps.retry(listed.step.newest.attempt, by="officer:officer-1")


def test_what_nobody_else_can_do_is_not_given_up_and_what_can_be_left_is(desk: Desk) -> None:
    case = desk.ask("1", Step.ISSUE_DETERMINATION)
    other = desk.ask("2", Step.PRESERVE_CLIPS)
    desk.clock.pass_by(601)
    with pytest.raises(StepOutOfOrder):
        desk.steps.give_up(
            desk.newest(case, Step.ISSUE_DETERMINATION), "no paper", by="officer:officer-1"
        )
    left = desk.newest(other, Step.PRESERVE_CLIPS)
    desk.steps.give_up(left, "they keep it anyway", by="operator")
    assert desk.stage(other) is Stage.CLIPS_FOUND
    with pytest.raises(NotFound):
        desk.steps.retry(AttemptId("attempt-nobody-made"), by="operator")
