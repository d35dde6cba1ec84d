"""An application counts when it is written, in time, and the first."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from accident_service.casefile.apply_for_review import applied_for
from accident_service.casefile.deadlines import due
from accident_service.casefile.review import NotAccepted, Review, ReviewApplication, ReviewState
from accident_service.casefile.review_conclusion import ReviewOutcome
from accident_service.casefile.time_limits import LimitKind, TimeLimits
from accident_service.casefile.working_days import WorkingCalendar
from accident_service.errors import Conflict, InvalidDecision
from accident_service.quantities.identifiers import DocumentNumber
from accident_service.reports.party import PartyLetter
from tests.unit.casefile import reviews
from tests.unit.casefile.reviews import DAY, MONDAY, application

CALENDAR = WorkingCalendar.built_in()
LIMIT = TimeLimits.built_in()[LimitKind.APPLY_FOR_REVIEW]


def apply(
    made: ReviewApplication | None = None,
    *,
    served_at: datetime | None = MONDAY,
    earlier: tuple[Review, ...] = (),
) -> Review:
    time_limit = None if served_at is None else due(LIMIT, served_at, CALENDAR)
    return applied_for(made or application(), time_limit=time_limit, earlier=earlier)


def test_the_day_of_receipt_is_the_day_of_acceptance() -> None:
    assert apply().accepted_at == application().applied_at
    assert apply().state is ReviewState.APPLIED


@pytest.mark.parametrize(
    ("served_at", "applied_at", "late"),
    [
        (MONDAY, MONDAY + 3 * DAY, False),  # served Monday: Thursday is the last day
        (MONDAY, MONDAY + 3 * DAY + timedelta(hours=11, minutes=59), False),
        (MONDAY, MONDAY + 3 * DAY + timedelta(hours=12), True),  # Friday begins in China
        (MONDAY + 3 * DAY, MONDAY + 8 * DAY, False),  # Thursday: the weekend does not count
        (MONDAY + 3 * DAY, MONDAY + 9 * DAY, True),
        (None, MONDAY + 60 * DAY, False),  # not served: the time has not begun
    ],
)
def test_three_working_days_after_service(
    served_at: datetime | None, applied_at: datetime, *, late: bool
) -> None:
    review = apply(replace(application(), applied_at=applied_at), served_at=served_at)
    assert (review.not_accepted is NotAccepted.LATE) is late
    assert (review.accepted_at is None) is late


@pytest.mark.parametrize(
    "earlier",
    [
        reviews.applied(),
        reviews.drafted(),
        reviews.concluded(),
        reviews.concluded(ReviewOutcome.REDETERMINE).carried_out(None, MONDAY),
        reviews.applied().withdrawn(MONDAY),
    ],
    ids=lambda earlier: str(earlier.state),
)
def test_one_review_per_accident(earlier: Review) -> None:
    withdrawn = earlier.state is ReviewState.WITHDRAWN
    made = application(PartyLetter.B if withdrawn else PartyLetter.A)
    assert apply(made, earlier=(earlier,)).not_accepted is NotAccepted.NOT_THE_FIRST


def test_what_was_determined_anew_is_not_reviewed_again() -> None:
    anew = replace(application(), document=DocumentNumber("2203020001-2026-000002"))
    done = reviews.concluded(ReviewOutcome.REDETERMINE).carried_out(anew.document, MONDAY)
    assert apply(anew, earlier=(done,)).not_accepted is NotAccepted.NOT_THE_FIRST


def test_the_other_party_may_apply_after_a_withdrawal_or_a_refusal() -> None:
    theirs = application(PartyLetter.A)
    late = Review(application=application(), not_accepted=NotAccepted.LATE)
    for earlier in (reviews.applied().withdrawn(MONDAY), late):
        assert apply(theirs, earlier=(earlier,)).not_accepted is None


def test_the_same_application_is_not_recorded_again() -> None:
    late = Review(application=application(), not_accepted=NotAccepted.LATE)
    for earlier in (late, reviews.applied(), reviews.concluded()):
        with pytest.raises(Conflict, match="made before"):
            apply(earlier=(earlier,))


@pytest.mark.parametrize(
    ("made", "complaint"),
    [
        (replace(application(), request=" 不服 "), "its request"),
        (replace(application(), reasons=""), "its reasons"),
        (replace(application(), main_evidence=" "), "main evidence"),
    ],
)
def test_a_blank_is_no_application(made: ReviewApplication, complaint: str) -> None:
    with pytest.raises(InvalidDecision, match=complaint):
        apply(made)
