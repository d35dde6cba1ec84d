"""Codes of what follows a decision, as people read them."""

from flask_babel import LazyString, lazy_gettext

from accident_service.casefile.determination import DeterminationStatus
from accident_service.casefile.mediation import MediationEnd
from accident_service.casefile.review import NotAccepted, ReviewState
from accident_service.casefile.review_conclusion import ReviewGround, ReviewOutcome
from accident_service.casefile.service import Receipt, ServedKind

STATUSES: dict[DeterminationStatus, LazyString] = {
    DeterminationStatus.ISSUED: lazy_gettext("issued, not yet served on both parties"),
    DeterminationStatus.SERVED: lazy_gettext("served on both parties"),
    DeterminationStatus.UNDER_REVIEW: lazy_gettext("under review"),
    DeterminationStatus.REVOKED: lazy_gettext("revoked"),
    DeterminationStatus.REPLACED: lazy_gettext("replaced by a newer one"),
}

REVIEW_STATES: dict[ReviewState, LazyString] = {
    ReviewState.REFUSED: lazy_gettext("Not accepted"),
    ReviewState.WITHDRAWN: lazy_gettext("Withdrawn"),
    ReviewState.APPLIED: lazy_gettext("Accepted; the file is being sent to the higher unit"),
    ReviewState.FORWARDED: lazy_gettext("With the higher unit"),
    ReviewState.DRAFTED: lazy_gettext("With the higher unit"),
    ReviewState.CONCLUDED: lazy_gettext("Concluded"),
    ReviewState.CARRIED_OUT: lazy_gettext("Concluded, and the order carried out"),
}

NOT_ACCEPTED: dict[NotAccepted, LazyString] = {
    NotAccepted.LATE: lazy_gettext(
        "The three working days after service were over (Order 146, article 71)."
    ),
    NotAccepted.NOT_THE_FIRST: lazy_gettext(
        "There is one review per accident, and it has been applied for (Order 146, article 71)."
    ),
}

OUTCOMES: dict[ReviewOutcome, LazyString] = {
    ReviewOutcome.UPHOLD: lazy_gettext("Upheld"),
    ReviewOutcome.UPHOLD_CORRECTED: lazy_gettext("Upheld, with defects corrected"),
    ReviewOutcome.REDETERMINE: lazy_gettext("To be investigated and determined anew"),
    ReviewOutcome.MORE_WORK: lazy_gettext("To be investigated further"),
}

GROUNDS: dict[ReviewGround, LazyString] = {
    ReviewGround.FACTS_UNCLEAR: lazy_gettext("The facts are not clear"),
    ReviewGround.EVIDENCE_INSUFFICIENT: lazy_gettext("The main evidence is not sufficient"),
    ReviewGround.LAW_WRONGLY_APPLIED: lazy_gettext("The law was applied wrongly"),
    ReviewGround.DIVISION_UNFAIR: lazy_gettext("The division of responsibility is unfair"),
    ReviewGround.PROCEDURE_BREACHED: lazy_gettext("The procedure was breached"),
}

RECEIPTS: dict[Receipt, LazyString] = {
    Receipt.SIGNED: lazy_gettext("signed for it"),
    Receipt.REFUSED_TO_SIGN: lazy_gettext("refused to sign"),
    Receipt.REFUSED_TO_RECEIVE: lazy_gettext("refused to take it"),
}

MEDIATION_ENDS: dict[MediationEnd, LazyString] = {
    MediationEnd.AGREED: lazy_gettext("The parties agreed"),
    MediationEnd.NOT_AGREED: lazy_gettext("The parties did not agree"),
    MediationEnd.ENDED_BY_SUIT: lazy_gettext("Ended: a party went to court"),
    MediationEnd.WITHDRAWN: lazy_gettext("Ended: a party no longer wants it"),
}

SERVED_KINDS: dict[ServedKind, LazyString] = {
    ServedKind.DETERMINATION: lazy_gettext("Determination"),
    ServedKind.CERTIFICATE: lazy_gettext("Accident certificate"),
    ServedKind.REVIEW_CONCLUSION: lazy_gettext("Review conclusion"),
}

PROCEDURE_WORDS = {
    "status_words": STATUSES,
    "review_words": REVIEW_STATES,
    "refusal_words": NOT_ACCEPTED,
    "outcome_words": OUTCOMES,
    "ground_words": GROUNDS,
    "receipt_words": RECEIPTS,
    "mediation_words": MEDIATION_ENDS,
    "served_words": SERVED_KINDS,
}
