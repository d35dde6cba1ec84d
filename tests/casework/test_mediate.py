"""Mediation is asked for by both and noted once."""

import pytest

from accident_service.casefile.mediation import MediationEnd
from accident_service.casefile.review_conclusion import ReviewOutcome
from accident_service.errors import CaseMovedOn, InvalidDecision, NotFound, StepOutOfOrder
from tests.casework.after_decision import NUMBER, A, B, Desk, deciding_officer
from tests.fakes import examples

TERMS = (MediationEnd.AGREED, "乙方赔偿甲方修理费800元，当场付清。")


@pytest.fixture
def desk() -> Desk:
    return Desk().determined().served()


def note(desk: Desk, seen_version: int | None = None) -> None:
    seen = desk.proceedings.version if seen_version is None else seen_version
    desk.casework.mediate.note(desk.case_id, TERMS, deciding_officer(), seen_version=seen)


def test_both_ask_and_the_officer_notes_the_result(desk: Desk) -> None:
    mediate = desk.casework.mediate
    assert mediate.ask(desk.case_id, A).requested_at is None
    mediate.ask(desk.case_id, A)
    asked = mediate.ask(desk.case_id, B)
    assert (asked.requested_at, asked.document) == (desk.world.clock.now(), NUMBER)
    note(desk)
    ended = desk.proceedings.mediation
    assert ended is not None
    assert ended.result is not None
    assert (ended.result.end, ended.result.officer_name) == (MediationEnd.AGREED, "丙某")
    assert desk.verbs()[-3:] == ["request-mediation", "request-mediation", "note-mediation"]


def test_one_wish_is_nothing_to_note(desk: Desk) -> None:
    with pytest.raises(NotFound):
        note(desk)
    desk.casework.mediate.ask(desk.case_id, A)
    with pytest.raises(StepOutOfOrder):
        note(desk)


def test_a_result_has_words_and_belongs_to_what_was_seen(desk: Desk) -> None:
    seen = desk.proceedings.version
    for letter in (A, B):
        desk.casework.mediate.ask(desk.case_id, letter)
    with pytest.raises(CaseMovedOn):
        note(desk, seen)
    with pytest.raises(InvalidDecision, match="terms"):
        desk.casework.mediate.note(
            desk.case_id,
            (MediationEnd.NOT_AGREED, " "),
            deciding_officer(),
            seen_version=desk.proceedings.version,
        )


@pytest.mark.parametrize(("days", "in_time"), [(14, True), (15, False)])
def test_ten_working_days_after_receipt(desk: Desk, days: int, *, in_time: bool) -> None:
    desk.days_pass(days)  # served on Monday; ten working days are two weeks
    if in_time:
        assert desk.casework.mediate.ask(desk.case_id, A).wishes
        return
    with pytest.raises(InvalidDecision, match="ten working days"):
        desk.casework.mediate.ask(desk.case_id, A)


def test_an_upholding_conclusion_gives_ten_days_anew() -> None:
    desk = Desk().determined().served().on_the_desk()
    desk.days_pass(20)
    desk.conclude(ReviewOutcome.UPHOLD)
    conclusion = desk.proceedings.reviews[0].conclusion
    assert conclusion is not None
    desk.casework.serve.acknowledge(desk.case_id, conclusion, A)
    desk.days_pass(5)
    assert desk.casework.mediate.ask(desk.case_id, A).wishes


def test_there_is_nothing_to_mediate_before_a_document() -> None:
    desk = Desk()
    desk.put(examples.proposed_case())
    with pytest.raises(NotFound):
        desk.casework.mediate.ask(desk.case_id, A)
