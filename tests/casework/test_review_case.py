"""A party applies once, in time, in writing; the unit sends it up; the reader is told."""

from dataclasses import replace

import pytest

from accident_service.casefile.determination import DeterminationStatus
from accident_service.casefile.review import NotAccepted, ReviewState
from accident_service.errors import (
    CaseMovedOn,
    InvalidDecision,
    NotFound,
    NotPermitted,
)
from accident_service.quantities.identifiers import UnitId
from tests.casework.after_decision import WISH, A, B, Desk, deciding_officer
from tests.fakes import examples
from tests.unit.casefile import reviews


@pytest.fixture
def desk() -> Desk:
    return Desk().determined().served()


def forward(desk: Desk) -> None:
    desk.casework.review.forward(
        desk.case_id, deciding_officer(), seen_version=desk.proceedings.version
    )


def test_an_application_in_time_puts_the_document_under_review(desk: Desk) -> None:
    desk.days_pass(3)  # served on Monday: Thursday is the last day
    review = desk.casework.review.apply(desk.case_id, B, WISH)
    assert review.accepted_at == desk.world.clock.now()
    assert desk.status() is DeterminationStatus.UNDER_REVIEW
    assert desk.verbs()[-1] == "apply-for-review"


def test_a_late_one_is_on_record_with_its_reason(desk: Desk) -> None:
    desk.days_pass(4)
    review = desk.casework.review.apply(desk.case_id, B, WISH)
    assert review.not_accepted is NotAccepted.LATE
    assert desk.status() is DeterminationStatus.SERVED
    assert desk.verbs()[-1] == "refuse-review"


def test_each_party_has_its_own_three_days() -> None:
    desk = Desk().determined()
    desk.casework.serve.opened(desk.case_id, desk.document.document, A)
    desk.days_pass(10)
    assert desk.casework.review.apply(desk.case_id, B, WISH).state is ReviewState.APPLIED


def test_a_calendar_that_does_not_reach_refuses_nobody() -> None:
    desk = Desk().determined()
    desk.days_pass(365 * 4)
    desk.served()
    assert desk.casework.review.time_limit(desk.world.clock.now()) is None
    desk.days_pass(30)
    assert desk.casework.review.apply(desk.case_id, A, WISH).state is ReviewState.APPLIED


def test_the_second_party_is_told_that_there_is_one_review(desk: Desk) -> None:
    desk.casework.review.apply(desk.case_id, B, WISH)
    second = desk.casework.review.apply(desk.case_id, A, WISH)
    assert second.not_accepted is NotAccepted.NOT_THE_FIRST
    assert desk.status() is DeterminationStatus.UNDER_REVIEW


def test_only_the_applicant_withdraws(desk: Desk) -> None:
    desk.casework.review.apply(desk.case_id, B, WISH)
    with pytest.raises(NotPermitted):
        desk.casework.review.withdraw(desk.case_id, A)
    desk.casework.review.withdraw(desk.case_id, B)
    assert desk.status() is DeterminationStatus.SERVED
    with pytest.raises(NotFound):
        desk.casework.review.withdraw(desk.case_id, B)


def test_there_is_nothing_to_review_before_a_document() -> None:
    desk = Desk()
    desk.put(examples.proposed_case())
    with pytest.raises(NotFound):
        desk.casework.review.apply(desk.case_id, B, WISH)


def test_a_blank_application_leaves_no_trace(desk: Desk) -> None:
    before = desk.proceedings
    with pytest.raises(InvalidDecision):
        desk.casework.review.apply(desk.case_id, B, replace(WISH, reasons=""))
    assert desk.proceedings == before


def test_the_deciding_unit_sends_it_up(desk: Desk) -> None:
    desk.casework.review.apply(desk.case_id, B, WISH)
    forward(desk)
    review = desk.proceedings.open_review()
    assert (review.state, review.unit) == (ReviewState.FORWARDED, reviews.HIGHER_UNIT)
    with desk.world.ledger.reading() as work:
        assert work.proceedings.under_review_by(reviews.HIGHER_UNIT) == (desk.case_id,)


def test_others_do_not_and_nobody_without_a_higher_unit_or_on_an_old_page(desk: Desk) -> None:
    seen = desk.proceedings.version
    desk.casework.review.apply(desk.case_id, B, WISH)
    forward_it = desk.casework.review.forward
    with pytest.raises(CaseMovedOn):
        forward_it(desk.case_id, deciding_officer(), seen_version=seen)
    seen = desk.proceedings.version
    stranger = replace(deciding_officer(), unit=UnitId("another"))
    with pytest.raises(NotPermitted):
        forward_it(desk.case_id, stranger, seen_version=seen)
    with pytest.raises(InvalidDecision, match="next higher one"):
        forward_it(desk.case_id, examples.officer(), seen_version=seen)
