"""Step 4: the law of the day applied to what was measured; an abstention is a proposal too."""

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Step
from accident_service.liability.grade import Grade
from tests.casework.workshop import Workshop
from tests.fakes import examples
from tests.fakes.measured import analysis_record


@pytest.fixture
def shop() -> Workshop:
    return Workshop()


def test_the_case_carries_a_proposal_and_waits_for_an_officer(shop: Workshop) -> None:
    before = examples.reconstructed_case()
    shop.propose()(shop.put(before, Step.PROPOSE))
    case = shop.case(before.id)
    assert case.stage is Stage.PROPOSED
    assert case.proposal_revision == 1
    assert case.proposal is not None
    assert shop.ledger.waiting() == ()


def test_whoever_runs_into_a_standing_car_is_proposed_in_full(shop: Workshop) -> None:
    before = examples.reconstructed_case()
    shop.propose()(shop.put(before, Step.PROPOSE))
    proposal = shop.case(before.id).proposal
    assert proposal is not None
    assert not proposal.abstained, proposal.reasons
    assert proposal.grade_of(examples.TRACK_B) is Grade.FULL
    assert proposal.grade_of(examples.TRACK_A) is Grade.NONE


def test_what_cannot_be_told_is_a_proposal_without_grades(shop: Workshop) -> None:
    shop.analyst.contact_s = 2.0  # too little of the approach was recorded
    before = examples.reconstructed_case()
    shop.propose()(shop.put(before, Step.PROPOSE))
    case = shop.case(before.id)
    assert case.stage is Stage.PROPOSED
    assert case.proposal is not None
    assert case.proposal.abstained
    assert [reason.code for reason in case.proposal.reasons] == ["clip-too-short"]


def test_without_a_contact_there_is_nothing_to_apply_the_law_to(shop: Workshop) -> None:
    unseen = analysis_record(examples.sealed_clip().id, seen=False)
    before: Case = examples.case_with_clips().with_analyses((unseen,))
    shop.propose()(shop.put(before, Step.PROPOSE))
    case = shop.case(before.id)
    assert (case.stage, case.evidence_gap) == (Stage.NEEDS_OFFICER, "collision-not-observed")


@pytest.mark.proves("D5")
def test_running_it_twice_makes_one_revision(shop: Workshop) -> None:
    before = examples.reconstructed_case()
    attempt = shop.put(before, Step.PROPOSE)
    shop.propose()(attempt)
    shop.propose()(attempt)
    assert shop.case(before.id).proposal_revision == 1
