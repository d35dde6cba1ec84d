"""Having more recordings looked at: what it takes, what is kept, and where the case comes back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.pending_decision import PendingDecision, SecondOfficerGround
from accident_service.casefile.stage import Stage
from accident_service.casefile.tombstone import items_in
from accident_service.casefile.widen import (
    WideningWish,
    is_being_widened,
    longest_margin_s,
    margins_s,
    may_be_widened,
    sealed_so_far,
    widened,
)
from accident_service.errors import (
    AccidentServiceError,
    CaseMovedOn,
    InvalidDecision,
    NoFootage,
    NotPermitted,
    StepOutOfOrder,
)
from accident_service.quantities.identifiers import CameraId
from tests.fakes import examples

CASE, OFFICER = examples.proposed_case(), examples.officer()
USUAL_S = margins_s(CASE)[0]
WISH = WideningWish(
    before_s=USUAL_S + 20,
    after_s=USUAL_S,
    cameras=(),
    reason="接触前的变道过程不在录像内。",
    seen_version=CASE.version,
)
LATER = examples.NOON + timedelta(hours=2)


def more(case: Case = CASE, **changes: object) -> Case:
    wish = replace(WISH, seen_version=case.version, **changes)  # type: ignore[arg-type]
    return widened(case, wish, OFFICER, LATER)


def test_the_case_goes_back_and_keeps_what_it_had_come_to() -> None:
    case = more()
    assert (case.stage, case.version) == (Stage.REPORTED, CASE.version + 1)
    assert (case.clips, case.analyses, case.proposal) == ((), (), None)
    (before,) = case.recordings.rounds
    assert (before.clips, before.proposal) == (CASE.clips, CASE.proposal)
    assert before.revision == case.proposal_revision == CASE.proposal_revision
    assert sealed_so_far(case) == CASE.clips
    assert is_being_widened(case)
    assert not is_being_widened(CASE)


def test_the_window_is_the_one_asked_for_from_then_on() -> None:
    case = more()
    assert margins_s(case) == (USUAL_S + 20, USUAL_S)
    newest = case.recordings.newest
    assert newest is not None
    window = newest.window(case.report.occurred_at)
    assert window.duration_s == pytest.approx(2 * USUAL_S + 20)


def test_nothing_sealed_is_forgotten_when_the_case_is_destroyed() -> None:
    kept = {one.sha256 for one in items_in(more())}
    assert {one.sha256 for one in items_in(CASE)} <= kept


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"seen_version": 1}, CaseMovedOn),
        ({"reason": "看"}, InvalidDecision),
        ({"before_s": USUAL_S}, InvalidDecision),  # nothing more
        ({"before_s": USUAL_S - 1}, InvalidDecision),  # less
        ({"after_s": longest_margin_s(CASE) + 1}, InvalidDecision),
        ({"before_s": float("nan")}, InvalidDecision),
        ({"before_s": USUAL_S, "cameras": (examples.CAMERA,)}, InvalidDecision),  # asked already
    ],
)
def test_what_is_refused(changes: dict[str, object], error: type[AccidentServiceError]) -> None:
    wish = replace(WISH, **changes)  # type: ignore[arg-type]
    with pytest.raises(error):
        widened(CASE, wish, OFFICER, LATER)


def test_a_camera_that_was_not_asked_is_reason_enough() -> None:
    added = CameraId("shop")
    case = more(before_s=USUAL_S, cameras=(added,))
    assert case.recordings.cameras_added == (added,)


@pytest.mark.parametrize("case", [examples.decided_case(), examples.reported_case()])
def test_only_while_an_officer_has_to_decide(case: Case) -> None:
    assert not may_be_widened(case)
    with pytest.raises(StepOutOfOrder):
        more(case)


def test_not_while_a_decision_waits_for_its_second_signature() -> None:
    pending = PendingDecision(
        decision=examples.decision(),
        grounds=(SecondOfficerGround.ON_TOLD_FACT,),
        corrections=0,
    )
    with pytest.raises(StepOutOfOrder):
        more(replace(CASE, pending_decision=pending))


def test_an_officer_without_the_grade_asks_for_nothing() -> None:
    other = replace(OFFICER, may_decide_simple_procedure=False)
    with pytest.raises(NotPermitted):
        widened(CASE, WISH, other, LATER)


def test_a_case_to_be_determined_anew_comes_back_as_such() -> None:
    reopened = replace(CASE, stage=Stage.REOPENED, earlier_decisions=(examples.decision(),))
    case = more(reopened)
    assert case.handed_to_officer(NoFootage("overwritten")).stage is Stage.REOPENED
    proposal = CASE.proposal
    assert proposal is not None
    case = case.with_clip_requests(examples.SITE, CASE.clip_requests).with_clips(CASE.clips)
    case = case.with_analyses(CASE.analyses).with_proposal(proposal)
    assert (case.stage, case.proposal_revision) == (Stage.REOPENED, CASE.proposal_revision + 1)
    with pytest.raises(StepOutOfOrder):
        more(reopened).with_agreement(examples.decision())  # type: ignore[arg-type]
