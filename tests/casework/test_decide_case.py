"""The officer's act is recorded together with what must follow from it."""

from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.decision import DecisionKind, DecisionRequest, PartyGrade
from accident_service.casefile.four_eyes import waiting
from accident_service.casefile.stage import Stage
from accident_service.casework.decide_case import AssignTracks, DecideCase
from accident_service.casework.ports import Step
from accident_service.errors import (
    CaseMovedOn,
    InvalidDecision,
    StepOutOfOrder,
)
from accident_service.liability.grade import Grade
from accident_service.quantities.identifiers import TrackId
from accident_service.reports.party import PartyLetter
from tests.casework.workshop import Workshop
from tests.fakes import examples
from tests.fakes.analysis import FakeProvisions
from tests.fakes.measured import abstention

OFFICER = examples.officer()

# Who drives there is told first; then the recordings are secured.
TO_THE_SCENE = [Step.HAND_OVER, Step.PRESERVE_CLIPS, Step.SECURE_CLIPS]


@pytest.fixture
def shop() -> Workshop:
    return Workshop()


@pytest.fixture
def decide_case(shop: Workshop) -> DecideCase:
    return DecideCase(shop.ledger, shop.clock, FakeProvisions())


@pytest.fixture
def assign_tracks(shop: Workshop) -> AssignTracks:
    return AssignTracks(shop.correct())


def keep(shop: Workshop, case: Case) -> Case:
    with shop.ledger.transaction() as work:
        work.cases.add(case)
    return case


def confirm(case: Case) -> DecisionRequest:
    return DecisionRequest(kind=DecisionKind.CONFIRM, seen_version=case.version)


def amend(case: Case, *provisions: str) -> DecisionRequest:
    return DecisionRequest(
        kind=DecisionKind.AMEND,
        seen_version=case.version,
        grades=(
            PartyGrade(letter=PartyLetter.A, grade=Grade.SECONDARY),
            PartyGrade(letter=PartyLetter.B, grade=Grade.PRIMARY),
        ),
        provisions=provisions,
        reason="甲某起步时未观察后方情况。",
    )


def refer(case: Case) -> DecisionRequest:
    return DecisionRequest(
        kind=DecisionKind.REFER, seen_version=case.version, reason="需要现场勘查，转一般程序处理。"
    )


def test_a_confirmed_case_goes_on_to_its_document(shop: Workshop, decide_case: DecideCase) -> None:
    case = keep(shop, examples.proposed_case())
    decide_case(case.id, confirm(case), OFFICER)
    decided = shop.case(case.id)
    assert decided.stage is Stage.DECIDED
    assert decided.decision is not None
    assert decided.decision.decided_at == shop.clock.now()
    assert shop.ledger.only_waiting(Step.ISSUE_DETERMINATION)
    assert shop.verbs(case.id) == ["confirm"]


def test_an_amended_case_goes_on_to_its_document(shop: Workshop, decide_case: DecideCase) -> None:
    case = keep(shop, replace(examples.proposed_case(), proposal=abstention()))
    decide_case(case.id, amend(case, "RTSL-43"), OFFICER)
    assert shop.case(case.id).stage is Stage.DECIDED
    assert shop.ledger.only_waiting(Step.ISSUE_DETERMINATION)
    assert shop.verbs(case.id) == ["amend"]


@pytest.mark.proves("S12")
def test_an_amendment_of_a_firm_proposal_waits_for_a_second_officer(
    shop: Workshop, decide_case: DecideCase
) -> None:
    case = keep(shop, examples.proposed_case())
    decide_case(case.id, amend(case, "RTSL-43"), OFFICER)
    assert shop.case(case.id).stage is Stage.PROPOSED
    assert waiting(shop.case(case.id)) is not None
    assert shop.ledger.waiting() == ()
    assert shop.verbs(case.id) == ["ask-second-officer"]


def test_a_referred_case_ends_here(shop: Workshop, decide_case: DecideCase) -> None:
    case = keep(shop, examples.handed_over_case())
    decide_case(case.id, refer(case), OFFICER)
    assert shop.case(case.id).stage is Stage.REFERRED
    assert [one.step for one in shop.ledger.waiting()] == TO_THE_SCENE


def test_an_article_the_law_does_not_have_is_refused(
    shop: Workshop, decide_case: DecideCase
) -> None:
    case = keep(shop, examples.proposed_case())
    with pytest.raises(InvalidDecision, match="no such article: RTSL-999"):
        decide_case(case.id, amend(case, "RTSL-43", "RTSL-999"), OFFICER)
    assert shop.case(case.id) == case


def test_confirming_twice_is_one_decision(shop: Workshop, decide_case: DecideCase) -> None:
    case = keep(shop, examples.proposed_case())
    decide_case(case.id, confirm(case), OFFICER)
    with pytest.raises(CaseMovedOn):
        decide_case(case.id, confirm(case), OFFICER)
    assert shop.ledger.only_waiting(Step.ISSUE_DETERMINATION)
    assert shop.verbs(case.id) == ["confirm"]


@pytest.mark.proves("S12")
def test_the_second_of_two_officers_hears_that_the_case_moved_on(
    shop: Workshop, decide_case: DecideCase
) -> None:
    case = keep(shop, examples.proposed_case())
    decide_case(case.id, refer(case), OFFICER)
    with pytest.raises(CaseMovedOn, match="you saw version"):
        decide_case(case.id, confirm(case), OFFICER)
    assert shop.case(case.id).stage is Stage.REFERRED


def test_the_officer_may_say_whose_vehicle_is_whose(
    shop: Workshop, assign_tracks: AssignTracks, decide_case: DecideCase
) -> None:
    case = keep(shop, examples.proposed_case())
    turned = assign_tracks(
        case.id,
        examples.TRACK_B,
        seen_version=case.version,
        officer=OFFICER,
        reason="号牌与画面一致，双方互换。",
    )
    assert turned.party_tracks is not None
    assert turned.party_tracks.track_of(PartyLetter.B) == examples.TRACK_A
    assert turned.party_tracks.matched_by == "officer:officer-1"
    decided = decide_case(case.id, confirm(turned), OFFICER)
    assert decided.decision is not None
    grades = {entry.letter: entry.grade for entry in decided.decision.grades}
    assert grades == {PartyLetter.A: Grade.FULL, PartyLetter.B: Grade.NONE}
    assert shop.verbs(case.id) == ["assign-tracks", "confirm"]


@pytest.mark.parametrize(
    ("case", "track", "version_behind", "refusal"),
    [
        (examples.proposed_case(), TrackId("V9"), 0, InvalidDecision),
        (examples.proposed_case(), examples.TRACK_B, 1, CaseMovedOn),
        (examples.decided_case(), examples.TRACK_B, 0, StepOutOfOrder),
        (examples.handed_over_case(), examples.TRACK_B, 0, InvalidDecision),
    ],
    ids=["not in the contact", "seen before it moved", "decided already", "nothing measured"],
)
def test_an_assignment_that_cannot_be_is_refused(
    case: Case, track: TrackId, version_behind: int, refusal: type[Exception]
) -> None:
    shop = Workshop()
    keep(shop, case)
    with pytest.raises(refusal):
        AssignTracks(shop.correct())(
            case.id,
            track,
            seen_version=case.version - version_behind,
            officer=OFFICER,
            reason="号牌与画面一致，双方互换。",
        )
    assert shop.case(case.id) == case
