"""Whether an application for review counts: in writing, in time, and the first (SPR-71, 73)."""

from datetime import datetime

from accident_service.casefile.review import (
    NotAccepted,
    Review,
    ReviewApplication,
    ReviewState,
)
from accident_service.casefile.working_days import WorkingCalendar, beijing_date
from accident_service.errors import Conflict, InvalidDecision

REVIEW_WORKING_DAYS = 3  # SPR-71
SHORTEST_TEXT = 5  # characters of request and reasons; a blank is no application [design]


def applied_for(
    application: ReviewApplication,
    *,
    served_at: datetime | None,
    earlier: tuple[Review, ...],
    calendar: WorkingCalendar,
) -> Review:
    """The application as accepted on the day of receipt, or refused with its reason.

    A party on whom the document has not been served may apply: its time has not begun. A
    withdrawn application leaves the other party's right untouched, and uses up one's own.

    Raises:
        InvalidDecision: Request, reasons or main evidence are missing.
        Conflict: The same party's application for this document was refused before.
    """
    _demand_in_writing(application)
    _demand_not_refused_before(application, earlier)
    refused = _why_not(application, served_at, earlier, calendar)
    if refused is not None:
        return Review(application=application, not_accepted=refused)
    return Review(application=application, accepted_at=application.applied_at)


def is_late(applied_at: datetime, served_at: datetime | None, calendar: WorkingCalendar) -> bool:
    """Was the third working day after service over, by the date in China?"""
    if served_at is None:
        return False
    last_day = calendar.after_working_days(beijing_date(served_at), REVIEW_WORKING_DAYS)
    return beijing_date(applied_at) > last_day


def _why_not(
    application: ReviewApplication,
    served_at: datetime | None,
    earlier: tuple[Review, ...],
    calendar: WorkingCalendar,
) -> NotAccepted | None:
    if any(_uses_up_the_right(review, application) for review in earlier):
        return NotAccepted.NOT_THE_FIRST
    if is_late(application.applied_at, served_at, calendar):
        return NotAccepted.LATE
    return None


def _uses_up_the_right(review: Review, application: ReviewApplication) -> bool:
    if review.state is ReviewState.REFUSED:
        return False
    if review.state is ReviewState.WITHDRAWN:
        return review.application.letter is application.letter
    return True


def _demand_in_writing(application: ReviewApplication) -> None:
    for what, text in (("request", application.request), ("reasons", application.reasons)):
        if len(text.strip()) < SHORTEST_TEXT:
            raise InvalidDecision(f"the application states its {what} (SPR-71)")
    if not application.main_evidence.strip():
        raise InvalidDecision("the application names its main evidence (SPR-71)")


def _demand_not_refused_before(application: ReviewApplication, earlier: tuple[Review, ...]) -> None:
    for review in earlier:
        before = review.application
        if review.state is ReviewState.REFUSED and (before.letter, before.document) == (
            application.letter,
            application.document,
        ):
            raise Conflict("this application was made before, and not accepted")
