"""An officer's correction is entered, the law answers at once, and the machine's word is kept."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.correct import proposal_of_machine
from accident_service.casefile.correction import (
    CorrectingAct,
    CorrectionRequest,
    PartiesChosen,
    Withdrawn,
)
from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Step
from accident_service.errors import (
    CaseMovedOn,
    InvalidDecision,
    NotPermitted,
    StepOutOfOrder,
)
from accident_service.liability.changes import (
    ContactDenied,
    ContactPlaced,
    FootprintMoved,
    LineMarked,
    LineSide,
    PhaseMarked,
)
from accident_service.liability.fact import Origin
from accident_service.liability.grade import Grade
from accident_service.liability.road_map import LineKind
from accident_service.liability.signal_log import Phase
from accident_service.quantities.identifiers import TrackId
from tests.casework.correcting import OFFICER, REASON, REVERSED, A, B, correct, with_proposed
from tests.casework.workshop import Workshop
from tests.fakes import examples
from tests.fakes.analysis import CONTACT_S
from tests.fakes.measured import analysis_record


@pytest.fixture
def shop() -> Workshop:
    return Workshop()


@pytest.fixture
def proposed(shop: Workshop) -> Case:
    return with_proposed(shop)


def test_the_law_answers_at_once_and_the_machines_word_is_kept(
    shop: Workshop, proposed: Case
) -> None:
    case = correct(shop, REVERSED)

    assert case.proposal is not None
    assert dict(case.proposal.grades) == {A: Grade.FULL, B: Grade.NONE}
    assert case.proposal.firmness_pending
    assert case.proposal_revision == proposed.proposal_revision + 1
    assert proposal_of_machine(case) == proposed.proposal
    assert case.stage is Stage.PROPOSED
    assert case.decision is None
    relied_on = [fact for finding in case.proposal.findings for fact in finding.relied_on]
    assert {fact.told_by for fact in relied_on if fact.origin is Origin.OFFICER} == {OFFICER.name}
    assert shop.case(case.id) == case


@pytest.mark.usefixtures("proposed")
def test_it_is_on_record_without_anybodys_words(shop: Workshop) -> None:
    case = correct(shop, REVERSED)
    with shop.ledger.reading() as work:
        entry = work.audit.of_case(case.id)[-1]

    assert (entry.act.actor, entry.act.verb) == (f"officer:{OFFICER.id}", "correct")
    assert dict(entry.act.detail)["what"] == "fact"
    assert REASON not in str(entry.act)


def test_what_is_withdrawn_counts_no_more_and_can_come_back(shop: Workshop, proposed: Case) -> None:
    corrected = correct(shop, REVERSED)
    undone = correct(shop, Withdrawn(number=1), reason="")
    assert undone.proposal == proposed.proposal
    redone = correct(shop, Withdrawn(number=2), reason="")

    assert redone.proposal == corrected.proposal
    assert proposal_of_machine(redone) == proposed.proposal
    assert [one.number for one in redone.corrections] == [1, 2, 3]
    assert redone.proposal_revision == proposed.proposal_revision + 3
    assert shop.verbs(redone.id)[-3:] == ["correct", "withdraw-correction", "withdraw-correction"]


def test_the_same_corrections_give_the_same_proposal_to_the_byte() -> None:
    told = []
    for _ in range(2):
        shop = Workshop()
        with_proposed(shop)
        correct(shop, REVERSED)
        told.append(repr(correct(shop, ContactPlaced(tracks=(A, B), pts_s=CONTACT_S)).proposal))

    assert told[0] == told[1]


def test_where_no_contact_was_seen_an_officer_may_place_one(shop: Workshop) -> None:
    unseen = analysis_record(examples.sealed_clip().id, seen=False)
    before = examples.case_with_clips().with_analyses((unseen,))
    shop.propose()(shop.put(before, Step.PROPOSE))
    assert shop.case(before.id).stage is Stage.NEEDS_OFFICER
    placed = correct(shop, ContactPlaced(tracks=(A, B), pts_s=CONTACT_S))

    assert placed.stage is Stage.NEEDS_OFFICER
    assert placed.proposal is not None
    assert dict(placed.proposal.grades) == {A: Grade.NONE, B: Grade.FULL}
    assert proposal_of_machine(placed) is None
    assert correct(shop, PartiesChosen(track_a=A, track_b=B), reason="").party_tracks is not None


@pytest.mark.usefixtures("proposed")
def test_without_the_contact_there_is_nothing_to_divide(shop: Workshop) -> None:
    case = correct(shop, ContactDenied(tracks=(B, A)))

    assert case.proposal is not None
    assert case.proposal.abstained
    assert [reason.code for reason in case.proposal.reasons] == ["no-collision"]


def test_withdrawing_a_choice_of_vehicles_brings_the_match_before_back(
    shop: Workshop, proposed: Case
) -> None:
    chosen = correct(shop, PartiesChosen(track_a=B, track_b=A))
    assert chosen.party_tracks is not None
    assert chosen.party_tracks.track_a == B
    assert chosen.proposal_revision == proposed.proposal_revision
    assert correct(shop, Withdrawn(number=1)).party_tracks == proposed.party_tracks


@pytest.mark.parametrize(
    ("act", "reason", "said"),
    [
        (REVERSED, "短", "give a reason"),
        (Withdrawn(number=1), REASON, "no correction 1 in force"),
        (replace(REVERSED, party=TrackId("V9")), REASON, "no vehicle V9"),
        (replace(REVERSED, at_s=99.0), REASON, "was followed from"),
        (FootprintMoved(track=A, pts_s=5.0, x_m=50.0, y_m=0.0), REASON, "that place is"),
        (FootprintMoved(track=A, pts_s=5.0, x_m=10.0, y_m=0.0, doubt_m=9), REASON, "give or take"),
        (ContactPlaced(tracks=(A, A), pts_s=5.0), REASON, "between two vehicles"),
        (ContactPlaced(tracks=(A, B), pts_s=5.0, x_m=8.0), REASON, "both x and y"),
        (ContactDenied(tracks=(A, TrackId("V9"))), REASON, "no contact between these"),
        (PhaseMarked(light="E", from_s=1.0, phase=Phase.RED), REASON, "no light E"),
        (LineMarked(lane="x", side=LineSide.LEFT, line=LineKind.NONE), REASON, "no lane x"),
    ],
)
def test_what_does_not_fit_is_refused(
    shop: Workshop, proposed: Case, act: CorrectingAct, reason: str, said: str
) -> None:
    with pytest.raises(InvalidDecision, match=said):
        correct(shop, act, reason)
    assert shop.case(proposed.id) == proposed


def unqualified(shop: Workshop, case: Case) -> None:
    request = CorrectionRequest(act=REVERSED, seen_version=case.version, reason=REASON)
    nobody = replace(OFFICER, may_decide_simple_procedure=False)
    shop.correct()(case.id, request, nobody)


def too_late(shop: Workshop, case: Case) -> None:
    with shop.ledger.transaction() as work:
        work.cases.save(case.referred_by_law())
    correct(shop, REVERSED)


def outdated(shop: Workshop, _case: Case) -> None:
    correct(shop, REVERSED, behind=1)


@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [(unqualified, NotPermitted), (too_late, StepOutOfOrder), (outdated, CaseMovedOn)],
)
def test_who_may_not_or_saw_another_case_is_refused(
    shop: Workshop,
    proposed: Case,
    attempt: Callable[[Workshop, Case], None],
    refusal: type[Exception],
) -> None:
    with pytest.raises(refusal):
        attempt(shop, proposed)
    assert shop.case(proposed.id).corrections == ()
