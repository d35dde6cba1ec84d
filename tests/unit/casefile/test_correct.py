from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.correct import (
    correct,
    corrected_by,
    looked_at_again,
    proposal_of_machine,
    tracks_in_contact,
)
from accident_service.casefile.correction import (
    CorrectingAct,
    CorrectionRequest,
    PartiesChosen,
    Withdrawn,
)
from accident_service.errors import CaseMovedOn, InvalidDecision, NotPermitted, StepOutOfOrder
from accident_service.liability.changes import ContactDenied, ContactPlaced, FactTold
from accident_service.liability.fact import FactKind, Truth
from accident_service.quantities.identifiers import TrackId
from tests.fakes import examples
from tests.fakes.measured import abstention

A, B, THIRD = examples.TRACK_A, examples.TRACK_B, TrackId("V3")
REASON = "逐帧查看画面后确认。"
FACT = FactTold(kind=FactKind.REVERSING, party=A, truth=Truth.TRUE)


def entered(case: Case, act: CorrectingAct, reason: str = REASON) -> Case:
    request = CorrectionRequest(act=act, seen_version=case.version, reason=reason)
    correction = correct(case, request, examples.officer(), examples.NOON)
    return corrected_by(case, correction, abstention())


def test_the_first_correction_sets_the_machines_word_aside_and_keeps_it() -> None:
    before = examples.proposed_case()
    case = entered(before, FACT)

    assert case.proposal == abstention()
    assert proposal_of_machine(case) == before.proposal
    assert case.version == before.version + 1
    assert case.corrections[0].clip == examples.sealed_clip().id


def test_once_nothing_is_left_in_force_the_machines_word_stands_again() -> None:
    before = examples.proposed_case()
    case = entered(entered(before, FACT), Withdrawn(number=1), reason="")

    assert case.proposal == before.proposal
    assert proposal_of_machine(case) == before.proposal
    assert len(case.corrections) == 2


def test_the_second_of_two_corrections_keeps_the_machines_word() -> None:
    before = examples.proposed_case()
    twice = entered(entered(before, FACT), replace(FACT, party=B))

    assert proposal_of_machine(twice) == before.proposal


def test_a_choice_of_vehicles_leaves_the_proposal_alone() -> None:
    before = examples.proposed_case()
    case = entered(before, PartiesChosen(track_a=B, track_b=A))

    assert case.party_tracks is not None
    assert case.party_tracks.matched_by == f"officer:{examples.officer().id}"
    assert (case.proposal, case.proposal_revision) == (before.proposal, before.proposal_revision)


def test_who_fills_a_gap_need_not_argue_and_who_overrules_must() -> None:
    choice = PartiesChosen(track_a=B, track_b=A)
    unmatched = examples.proposed_case().with_party_tracks(None)

    assert entered(unmatched, choice, reason="").party_tracks is not None
    with pytest.raises(InvalidDecision, match="give a reason"):
        entered(examples.proposed_case(), choice, reason="")


def test_the_last_choice_in_force_counts() -> None:
    case = entered(examples.proposed_case(), PartiesChosen(track_a=B, track_b=A))
    case = entered(case, PartiesChosen(track_a=A, track_b=B))
    back = entered(case, Withdrawn(number=2))

    assert back.party_tracks is not None
    assert back.party_tracks.track_a == B


def test_an_officers_contact_brings_its_vehicles_with_it() -> None:
    case = examples.proposed_case()
    assert tracks_in_contact(case) == (A, B)
    with_third = entered(case, ContactPlaced(tracks=(A, THIRD), pts_s=5.0))
    assert tracks_in_contact(with_third) == (A, B, THIRD)
    without = entered(with_third, ContactDenied(tracks=(B, A)))
    assert tracks_in_contact(without) == (A, THIRD)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (PartiesChosen(track_a=THIRD, track_b=A), "took no part"),
        (PartiesChosen(track_a=A, track_b=A), "one vehicle"),
        (Withdrawn(number=1), "no correction 1"),
        (Withdrawn(number=0), "no correction 0"),
    ],
)
def test_what_cannot_be_is_refused(act: CorrectingAct, said: str) -> None:
    with pytest.raises(InvalidDecision, match=said):
        entered(examples.proposed_case(), act)


def test_only_who_may_and_only_while_it_waits() -> None:
    case = examples.proposed_case()
    request = CorrectionRequest(act=FACT, seen_version=case.version, reason=REASON)
    unqualified = replace(examples.officer(), may_decide_simple_procedure=False)

    with pytest.raises(NotPermitted):
        correct(case, request, unqualified, examples.NOON)
    with pytest.raises(CaseMovedOn):
        correct(case, replace(request, seen_version=1), examples.officer(), examples.NOON)
    with pytest.raises(StepOutOfOrder):
        entered(examples.decided_case(), FACT)


def test_a_second_look_is_a_revision_of_its_own() -> None:
    case = examples.proposed_case()
    looked = looked_at_again(case, abstention())

    assert looked.proposal_revision == case.proposal_revision + 1
    assert looked.version == case.version + 1
