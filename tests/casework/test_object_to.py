"""What a party says of its decision goes on file, and moves nothing."""

import pytest

from accident_service.casefile.objection import Subject, SubjectKind
from accident_service.casework.rate_service import RateService
from accident_service.errors import InvalidDecision, NotFound, StepOutOfOrder
from tests.casework.after_decision import A, B, Desk
from tests.fakes import examples
from tests.fakes.casework import FakeWorld

STOOD = Subject(kind=SubjectKind.FACT, key="stationary", zh="对方的车停着。", en="It stood.")


@pytest.fixture
def desk() -> Desk:
    world = FakeWorld()
    return Desk(world, examples.proposed_case().id)


def test_an_objection_is_kept_with_who_what_and_when_and_the_case_stays_as_it_is(
    desk: Desk,
) -> None:
    determined = desk.determined()
    before = determined.case
    for _ in range(2):  # a second tap
        desk.casework.party_after.object_to(desk.case_id, B, STOOD, "  对方当时没有停稳。 ")

    (kept,) = desk.proceedings.objections
    assert (kept.letter, kept.subject, kept.words) == (B, STOOD, "对方当时没有停稳。")
    assert kept.document == desk.document.document
    assert desk.case == before
    assert desk.verbs().count("object") == 1


def test_there_is_nothing_to_object_to_before_the_document(desk: Desk) -> None:
    desk.put(examples.proposed_case())
    with pytest.raises(NotFound):
        desk.casework.party_after.object_to(desk.case_id, B, STOOD, "对方当时没有停稳。")


def test_an_objection_without_a_reason_is_refused(desk: Desk) -> None:
    desk.determined()
    with pytest.raises(InvalidDecision):
        desk.casework.party_after.object_to(desk.case_id, B, STOOD, "no")
    assert desk.proceedings.objections == ()


def test_leave_for_the_insurer_is_given_once_and_can_be_taken_back(desk: Desk) -> None:
    desk.determined()
    casework = desk.casework
    for _ in range(2):
        casework.party_after.object_to.give_leave(desk.case_id, A)
    leave = desk.proceedings.leave_of(A)
    assert leave is not None
    assert leave.insurer == "PICC"
    assert desk.proceedings.leave_of(B) is None

    casework.party_after.object_to.withdraw_leave(desk.case_id, A)
    assert desk.proceedings.leave_of(A) is None
    casework.party_after.object_to.give_leave(desk.case_id, A)
    assert len(desk.proceedings.claim_leaves) == 2
    assert desk.verbs().count("give-claim-leave") == 2
    assert desk.verbs().count("withdraw-claim-leave") == 1


def test_there_is_nothing_to_rate_before_the_decision(desk: Desk) -> None:
    desk.put(examples.proposed_case())
    with pytest.raises(StepOutOfOrder):
        desk.casework.party_after.rate(desk.case_id, A, 5, "")


def test_a_mark_is_given_once(desk: Desk) -> None:
    rate: RateService = desk.determined().casework.party_after.rate

    assert rate(desk.case_id, A, 4, " 很快。 ").words == "很快。"
    assert rate(desk.case_id, A, 1, "").mark == 4
    assert rate(desk.case_id, B, 2, "").mark == 2
