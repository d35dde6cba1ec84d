"""What every step keeps to, whatever its work: leases, retries, hand-overs, late results."""

from dataclasses import dataclass, field, replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casework.join_case import JoinCase
from accident_service.casework.ports import ProgressSink, Step
from accident_service.casework.worker_step import PAUSES_S, CaseChange, WorkerStep
from accident_service.errors import (
    AccidentServiceError,
    AttemptSuperseded,
    ClipSourceUnavailable,
    NoFootage,
)
from accident_service.quantities.identifiers import AttemptId
from tests.casework.workshop import Meanwhile, Workshop
from tests.fakes import examples

CASE = examples.reported_case()


@dataclass(slots=True)
class Work:
    """Finds the example's clip, or fails as told; counts how often it was done."""

    failures: list[AccidentServiceError] = field(default_factory=list)
    done: int = 0

    def __call__(self, case: Case, on_progress: ProgressSink) -> CaseChange:
        self.done += 1
        on_progress(0.5)
        if self.failures:
            raise self.failures.pop(0)
        return lambda _unit, current: current.with_clip_requests(
            examples.SITE, (examples.clip_request(),)
        )


@pytest.fixture
def shop() -> Workshop:
    return Workshop()


def step_of(shop: Workshop, work: Work) -> WorkerStep:
    return shop.worker_step(Step.FIND_CLIPS, Stage.REPORTED, Step.FETCH_CLIPS, work)


def test_result_next_step_and_audit_are_kept_together(shop: Workshop) -> None:
    attempt = shop.put(CASE, Step.FIND_CLIPS)
    step_of(shop, Work())(attempt)
    assert shop.case(CASE.id).stage is Stage.CLIPS_FOUND
    assert shop.progress(CASE.id)[Step.FIND_CLIPS].state == "done"
    assert shop.progress(CASE.id)[Step.FETCH_CLIPS].state == "waiting"
    assert shop.verbs(CASE.id) == ["begin-step", "finish-step"]


def test_the_same_attempt_twice_is_done_once(shop: Workshop) -> None:
    work = Work()
    attempt = shop.put(CASE, Step.FIND_CLIPS)
    step_of(shop, work)(attempt)
    before = shop.ledger.tables
    step_of(shop, work)(attempt)
    assert work.done == 1
    assert shop.ledger.tables == before


def test_a_step_asked_for_again_after_it_was_done_only_settles_its_attempt(shop: Workshop) -> None:
    work = Work()
    step_of(shop, work)(shop.put(CASE, Step.FIND_CLIPS))
    with shop.ledger.transaction() as unit:
        unit.steps.request(CASE.id, Step.FIND_CLIPS)
    (again,) = [one for one in shop.ledger.waiting() if one.step is Step.FIND_CLIPS]
    step_of(shop, work)(again.id)
    assert work.done == 1
    assert shop.progress(CASE.id)[Step.FIND_CLIPS].attempts == 2
    assert shop.progress(CASE.id)[Step.FETCH_CLIPS].attempts == 1


def test_a_gap_in_the_evidence_goes_to_an_officer_and_queues_nothing(shop: Workshop) -> None:
    step_of(shop, Work([NoFootage("no camera")]))(shop.put(CASE, Step.FIND_CLIPS))
    case = shop.case(CASE.id)
    assert (case.stage, case.evidence_gap) == (Stage.NEEDS_OFFICER, "no-footage")
    assert case.evidence_gap_detail == "no camera"
    assert shop.ledger.waiting() == ()
    assert shop.verbs(CASE.id) == ["begin-step", "finish-step"]


def test_a_failure_outside_waits_and_is_tried_again(shop: Workshop) -> None:
    work = Work([ClipSourceUnavailable("no answer")])
    step_of(shop, work)(shop.put(CASE, Step.FIND_CLIPS))
    assert shop.case(CASE.id) == CASE
    (again,) = shop.ledger.waiting()
    assert (again.not_before - shop.clock.now()).total_seconds() == PAUSES_S[0]
    shop.clock.pass_by(PAUSES_S[0])
    step_of(shop, work)(again.id)
    assert shop.case(CASE.id).stage is Stage.CLIPS_FOUND
    assert shop.verbs(CASE.id) == ["begin-step", "fail-step", "begin-step", "finish-step"]


def fail_for_ever(shop: Workshop, step: WorkerStep, attempt: AttemptId) -> list[float]:
    """Run every try until none waits any more, or ten were run; the pauses between them."""
    pauses_s = []
    for _ in range(10):
        step(attempt)
        waiting = shop.ledger.waiting()
        if not waiting:
            break
        pause_s = (waiting[0].not_before - shop.clock.now()).total_seconds()
        pauses_s.append(pause_s)
        shop.clock.pass_by(pause_s)
        attempt = waiting[0].id
    return pauses_s


def test_after_five_failures_an_officer_takes_over(shop: Workshop) -> None:
    work = Work([ClipSourceUnavailable("no answer")] * 20)
    attempt = shop.put(CASE, Step.FIND_CLIPS)
    assert fail_for_ever(shop, step_of(shop, work), attempt) == list(PAUSES_S)
    case = shop.case(CASE.id)
    assert (case.stage, case.evidence_gap) == (Stage.NEEDS_OFFICER, "step-given-up")
    assert "failed 5 times, last: no answer" in case.evidence_gap_detail


def test_a_case_that_went_elsewhere_during_the_last_try_is_left_there(shop: Workshop) -> None:
    def goes_on_and_fails(case: Case, on_progress: ProgressSink) -> CaseChange:
        on_progress(0.5)
        if shop.progress(case.id)[Step.FIND_CLIPS].attempts > len(PAUSES_S):
            with shop.ledger.transaction() as unit:
                asked = replace(case, version=case.version + 1, stage=Stage.CLIPS_FOUND)
                unit.cases.save(asked)
        raise ClipSourceUnavailable("no answer")

    step = shop.worker_step(Step.FIND_CLIPS, Stage.REPORTED, Step.FETCH_CLIPS, goes_on_and_fails)
    fail_for_ever(shop, step, shop.put(CASE, Step.FIND_CLIPS))
    assert shop.case(CASE.id).stage is Stage.CLIPS_FOUND
    assert shop.verbs(CASE.id)[-1] == "finish-step"


def test_a_step_no_officer_can_take_over_is_tried_for_ever(shop: Workshop) -> None:
    work = Work([ClipSourceUnavailable("no answer")] * 20)
    step = replace(step_of(shop, work), an_officer_can_take_over=False)
    pauses_s = fail_for_ever(shop, step, shop.put(CASE, Step.FIND_CLIPS))
    assert pauses_s == [*PAUSES_S, *[PAUSES_S[-1]] * 6]


def lose_the_lease(shop: Workshop, attempt: AttemptId) -> None:
    shop.clock.pass_by(61.0)
    with shop.ledger.transaction() as unit:
        unit.steps.supersede(attempt)


def test_a_late_result_is_refused_and_leaves_no_trace(shop: Workshop) -> None:
    attempt = shop.put(CASE, Step.FIND_CLIPS)
    slow = Meanwhile(Work(), lambda _case: lose_the_lease(shop, attempt))
    step = shop.worker_step(Step.FIND_CLIPS, Stage.REPORTED, Step.FETCH_CLIPS, slow)
    with pytest.raises(AttemptSuperseded):
        step(attempt)
    assert shop.case(CASE.id) == CASE
    assert shop.verbs(CASE.id) == ["begin-step"]
    step_of(shop, Work())(shop.ledger.only_waiting(Step.FIND_CLIPS))
    assert shop.case(CASE.id).stage is Stage.CLIPS_FOUND


def test_whoever_lost_the_lease_hears_it_with_the_next_report_of_progress(shop: Workshop) -> None:
    attempt = shop.put(CASE, Step.FIND_CLIPS)

    def slow(case: Case, on_progress: ProgressSink) -> CaseChange:
        lose_the_lease(shop, attempt)
        on_progress(0.9)
        raise AssertionError(f"work on {case.id} went on without the lease")

    step = shop.worker_step(Step.FIND_CLIPS, Stage.REPORTED, Step.FETCH_CLIPS, slow)
    with pytest.raises(AttemptSuperseded):
        step(attempt)


def test_a_crash_before_the_result_is_saved_leaves_the_step_to_the_next_attempt(
    shop: Workshop,
) -> None:
    def killed(_case: Case) -> None:
        raise KeyboardInterrupt

    attempt = shop.put(CASE, Step.FIND_CLIPS)
    step = shop.worker_step(
        Step.FIND_CLIPS, Stage.REPORTED, Step.FETCH_CLIPS, Meanwhile(Work(), killed)
    )
    with pytest.raises(KeyboardInterrupt):
        step(attempt)
    assert shop.case(CASE.id) == CASE
    assert shop.progress(CASE.id)[Step.FIND_CLIPS].state == "running"
    lose_the_lease(shop, attempt)
    step_of(shop, Work())(shop.ledger.only_waiting(Step.FIND_CLIPS))
    assert shop.case(CASE.id).stage is Stage.CLIPS_FOUND


def test_a_second_driver_who_joins_meanwhile_is_not_overwritten(shop: Workshop) -> None:
    def join(case: Case) -> None:
        JoinCase(shop.ledger, shop.clock)(case.id, examples.party_b(), examples.statement_b())

    attempt = shop.put(CASE, Step.FIND_CLIPS)
    step = shop.worker_step(
        Step.FIND_CLIPS, Stage.REPORTED, Step.FETCH_CLIPS, Meanwhile(Work(), join)
    )
    step(attempt)
    case = shop.case(CASE.id)
    assert case.stage is Stage.CLIPS_FOUND
    assert case.parties == (examples.party_a(), examples.party_b())
    assert case.version == CASE.version + 2
