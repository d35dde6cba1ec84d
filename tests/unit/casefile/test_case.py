"""A case moves only where the table lets it, one version at a time."""

from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.conclude_review import deciders_of
from accident_service.casefile.decision import DecisionKind
from accident_service.casefile.stage import ALLOWED_MOVES, CLOSED_TO_ACCOUNTS, FINISHED, Stage
from accident_service.errors import Conflict, NoFootage, StepOutOfOrder
from accident_service.quantities.identifiers import CaseId, DeterminationNumber, DocumentNumber
from accident_service.reports.party import PartyLetter
from tests.fakes import examples, measured

PAPER = DocumentNumber("2203020001-2026-C000001")
NUMBER = DeterminationNumber("2203020001-2026-000001")


def at(stage: Stage) -> Case:
    return replace(examples.decided_case(), stage=stage)


def moved_to(case: Case, stage: Stage) -> Case:
    """Move the case by the method that leads to this stage."""
    moves = {
        Stage.CLIPS_FOUND: lambda: case.with_clip_requests(examples.SITE, ()),
        Stage.CLIPS_FETCHED: lambda: case.with_clips(()),
        Stage.RECONSTRUCTED: lambda: case.with_analyses(()),
        Stage.PROPOSED: lambda: case.with_proposal(measured.proposal()),
        Stage.NEEDS_OFFICER: lambda: case.handed_to_officer(NoFootage("none")),
        Stage.DECIDED: lambda: case.decided_by(examples.decision()),
        Stage.DETERMINED: lambda: case.with_determination(NUMBER),
        Stage.CERTIFIED: lambda: case.with_certificate(PAPER),
        Stage.AGREED: lambda: case.with_agreement(PAPER),
        Stage.REOPENED: case.reopened,
        Stage.REFERRED: case.referred_by_law,
    }
    return moves[stage]()


@pytest.mark.parametrize("start", Stage)
@pytest.mark.parametrize(
    "goal", [stage for stage in Stage if stage not in {Stage.REPORTED, Stage.NEGOTIATING}]
)
def test_the_table_decides_every_move(start: Stage, goal: Stage) -> None:
    case = at(start)
    if goal not in ALLOWED_MOVES[start]:
        with pytest.raises(StepOutOfOrder, match=f"is {start}; it cannot become {goal}"):
            moved_to(case, goal)
        return
    moved = moved_to(case, goal)
    assert (moved.stage, moved.version) == (goal, case.version + 1)


@pytest.mark.parametrize("start", Stage)
def test_only_what_the_parties_were_to_settle_becomes_disputed(start: Stage) -> None:
    if start is Stage.NEGOTIATING:
        assert at(start).disputed().stage is Stage.REPORTED
        return
    with pytest.raises(StepOutOfOrder, match="cannot become reported"):
        at(start).disputed()


def test_the_table_knows_every_stage_and_its_ends() -> None:
    assert set(ALLOWED_MOVES) == set(Stage)
    # Only a review opens a finished case again.
    ends = {stage for stage, onward in ALLOWED_MOVES.items() if onward <= {Stage.REOPENED}}
    assert ends == FINISHED


@pytest.mark.parametrize("start", [stage for stage in Stage if stage not in FINISHED])
def test_every_case_can_come_to_an_end(start: Stage) -> None:
    reached = {start}
    while (onward := {goal for stage in reached for goal in ALLOWED_MOVES[stage]}) - reached:
        reached |= onward
    assert reached & FINISHED


def test_a_new_case_has_one_party_and_one_account() -> None:
    case = Case.opened(CaseId("case-1"), "BCDF0001", examples.report())
    assert (case.version, case.stage, case.site) == (1, Stage.REPORTED, examples.SITE)
    assert case.party(PartyLetter.A) == examples.party_a()
    assert case.party(PartyLetter.B) is None
    assert case.statement(PartyLetter.A) == examples.statement_a()
    assert case.statement(PartyLetter.B) is None
    assert not case.jointly_applied


def test_a_party_is_found_by_the_phone_they_gave() -> None:
    case = examples.proposed_case()
    assert case.party_with_phone(examples.PHONE_B) == examples.party_b()
    assert case.party_with_phone("13900000000") is None


@pytest.mark.parametrize("unwilling", PartyLetter)
def test_both_must_apply_for_it_to_be_a_joint_application(unwilling: PartyLetter) -> None:
    case = examples.proposed_case()
    statements = tuple(
        replace(given, applies_for_online_determination=given.letter is not unwilling)
        for given in case.statements
    )
    assert case.jointly_applied
    assert not replace(case, statements=statements).jointly_applied


def test_the_first_analysis_with_a_contact_is_the_primary_one() -> None:
    clip = examples.sealed_clip().id
    without = measured.analysis_record(clip, seen=False)
    with_contact = measured.analysis_record(clip)
    case = examples.case_with_clips()
    assert case.primary_analysis is None
    assert case.with_analyses((without,)).primary_analysis == without
    assert case.with_analyses((without, with_contact)).primary_analysis == with_contact


def test_a_second_b_is_refused() -> None:
    with pytest.raises(Conflict, match="already joined"):
        examples.proposed_case().joined_by(examples.party_b(), examples.statement_b())


@pytest.mark.parametrize("stage", sorted(CLOSED_TO_ACCOUNTS))
def test_a_closed_case_takes_no_account(stage: Stage) -> None:
    alone = replace(at(stage), parties=(examples.party_a(),))
    with pytest.raises(Conflict, match="no account can be added"):
        alone.joined_by(examples.party_b(), examples.statement_b())


def test_each_proposal_is_a_revision_of_its_own() -> None:
    case = examples.reconstructed_case().with_proposal(measured.proposal())
    again = replace(case, stage=Stage.RECONSTRUCTED).with_proposal(measured.abstention())
    assert (case.proposal_revision, again.proposal_revision) == (1, 2)


def test_a_referring_officer_ends_the_case_here() -> None:
    referral = replace(examples.decision(), kind=DecisionKind.REFER, grades=())
    assert examples.proposed_case().decided_by(referral).stage is Stage.REFERRED


def test_the_gap_is_kept_with_its_code_and_its_words() -> None:
    case = examples.handed_over_case()
    assert (case.evidence_gap, case.evidence_gap_detail) == (
        "no-footage",
        "none of 3 cameras sees the place",
    )


def test_a_reopened_case_remembers_who_decided_it() -> None:
    case = examples.decided_case().with_determination(NUMBER)
    again = case.reopened()
    assert (again.stage, again.decision) == (Stage.REOPENED, None)
    assert again.earlier_decisions == (examples.decision(),)
    assert deciders_of(again) == deciders_of(case) == {examples.officer().id}
