"""Whether an application for review counts: in writing, in time, and the first (SPR-71, 73)."""

from accident_service.casefile.deadlines import Deadline, DeadlineState
from accident_service.casefile.review import (
    NotAccepted,
    Review,
    ReviewApplication,
    ReviewState,
)
from accident_service.errors import Conflict, InvalidDecision

SHORTEST_TEXT = 5  # characters of request and reasons; a blank is no application [design]


def applied_for(
    application: ReviewApplication,
    *,
    time_limit: Deadline | None,
    earlier: tuple[Review, ...],
) -> Review:
    """The application as accepted on the day of receipt, or refused with its reason.

    A withdrawn application leaves the other party's right untouched, and uses up one's own.

    Args:
        time_limit: Until when this party may apply; None where its time has not begun,
            because the document has not been served on it, or where its end cannot be told.

    Raises:
        InvalidDecision: Request, reasons or main evidence are missing.
        Conflict: The same party has applied for review of this document before.
    """
    _demand_in_writing(application)
    _demand_not_made_before(application, earlier)
    refused = _why_not(application, time_limit, earlier)
    if refused is not None:
        return Review(application=application, not_accepted=refused)
    return Review(application=application, accepted_at=application.applied_at)


def _why_not(
    application: ReviewApplication, time_limit: Deadline | None, earlier: tuple[Review, ...]
) -> NotAccepted | None:
    if any(_uses_up_the_right(review, application) for review in earlier):
        return NotAccepted.NOT_THE_FIRST
    if time_limit is None:
        return None
    late = time_limit.state_at(application.applied_at) is DeadlineState.OVERDUE
    return NotAccepted.LATE if late else None


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


def _demand_not_made_before(application: ReviewApplication, earlier: tuple[Review, ...]) -> None:
    # A second tap, or the same again after a refusal; it is no second application to refuse.
    for review in earlier:
        before = review.application
        same = (before.letter, before.document) == (application.letter, application.document)
        if same and review.state is not ReviewState.WITHDRAWN:
            raise Conflict("this application was made before")
