"""What the records of a case say happened, as events that time limits count from.

Each function reads one record, so that whoever keeps another adds a function, and nothing of
the counting changes.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from accident_service.casefile.case import Case
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.decision import DecisionKind
from accident_service.casefile.determination import Determination
from accident_service.casefile.mediation import Mediation, MediationEnd
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.recusal import Recusal
from accident_service.casefile.review import Review, ReviewState
from accident_service.casefile.review_conclusion import ReviewOutcome
from accident_service.casefile.service import ServedKind, ServiceRecord
from accident_service.casefile.stage import Stage
from accident_service.casefile.time_limits import Event
from accident_service.casefile.time_limits_of import Happening
from accident_service.quantities.identifiers import DocumentNumber
from accident_service.reports.party import PartyLetter

SERVED = {
    ServedKind.DETERMINATION: Event.DETERMINATION_SERVED,
    ServedKind.CERTIFICATE: Event.CERTIFICATE_SERVED,
    ServedKind.REVIEW_CONCLUSION: Event.REVIEW_CONCLUSION_SERVED,
}
UPHELD = frozenset({ReviewOutcome.UPHOLD, ReviewOutcome.UPHOLD_CORRECTED})


def of_case(case: Case) -> tuple[Happening, ...]:
    """The joint application for the online procedure, and a referral out of it.

    The three days of SPR-24.2 are counted from the later of the two applications: before it
    there is nothing the police could determine online (SPR-20.1). Parties who have agreed by
    themselves wait for nothing.
    """
    told = []
    if case.jointly_applied and case.stage is not Stage.AGREED:
        applied_at = max(given.applied_at or given.given_at for given in case.statements)
        told.append(Happening(Event.APPLIED_JOINTLY, applied_at))
    if case.decision is not None and case.decision.kind is DecisionKind.REFER:
        told.append(Happening(Event.REFERRED, case.decision.decided_at))
    elif case.stage is Stage.REFERRED:
        told.append(Happening(Event.REFERRED, max(one.given_at for one in case.statements)))
    return tuple(told)


def of_determination(determination: Determination) -> tuple[Happening, ...]:
    """It was made; a later version is the one made anew."""
    first = determination.version == 1
    event = Event.DETERMINATION_MADE if first else Event.REDETERMINATION_MADE
    return (Happening(event, determination.issued_at),)


def of_certificate(certificate: AccidentCertificate) -> tuple[Happening, ...]:
    """It was made; a later version is the one made anew."""
    first = certificate.version == 1
    event = Event.CERTIFICATE_MADE if first else Event.REDETERMINATION_MADE
    return (Happening(event, certificate.issued_at),)


def of_proceedings(proceedings: Proceedings) -> tuple[Happening, ...]:
    """All that followed the officer's act."""
    received = _received_in_force(proceedings)
    served = of_service(received, upholding=upholding(proceedings.reviews))
    reviewed = of_reviews(proceedings.reviews)
    mediated = of_mediation(proceedings.mediation) if proceedings.mediation else ()
    return (*served, *reviewed, *mediated, *of_recusals(proceedings.recusals))


def of_service(
    records: Iterable[ServiceRecord], *, upholding: frozenset[DocumentNumber] = frozenset()
) -> tuple[Happening, ...]:
    """Each party's first receipt of each document; what was only sent has not happened yet.

    Args:
        upholding: The review conclusions that leave the document in force: their receipt
            opens the days for mediation again (SPR-86).
    """
    first: dict[tuple[DocumentNumber, PartyLetter], tuple[ServiceRecord, datetime]] = {}
    for record in records:
        key = (record.document, record.letter)
        if record.served_at is None or (key in first and first[key][1] <= record.served_at):
            continue
        first[key] = (record, record.served_at)
    told = []
    for record, served_at in first.values():
        told.append(Happening(SERVED[record.kind], served_at, record.letter))
        if record.document in upholding:
            told.append(Happening(Event.UPHOLDING_CONCLUSION_SERVED, served_at, record.letter))
    return tuple(told)


def of_reviews(reviews: Iterable[Review]) -> tuple[Happening, ...]:
    """From the application, made through the unit that decided, to what the conclusion orders.

    An application that was not accepted starts nothing.
    """
    accepted = [one for one in reviews if one.state is not ReviewState.REFUSED]
    return tuple(happening for review in accepted for happening in _of_review(review))


def upholding(reviews: Iterable[Review]) -> frozenset[DocumentNumber]:
    """The conclusions that leave the reviewed document in force."""
    return frozenset(one.conclusion for one in reviews if one.conclusion and one.outcome in UPHELD)


def of_recusals(recusals: Iterable[Recusal]) -> tuple[Happening, ...]:
    """Each request or declaration, and its ruling."""
    told = []
    for one in recusals:
        told.append(
            Happening(Event.RECUSAL_REQUESTED, one.asked_at, one.asked_by, about=one.officer)
        )
        if one.ruling is not None:
            told.append(Happening(Event.RECUSAL_DECIDED, one.ruling.ruled_at, about=one.officer))
    return tuple(told)


def of_mediation(mediation: Mediation) -> tuple[Happening, ...]:
    """The request once it is of both parties, and the end.

    Mediation of damage to property begins when the loss is known (SPR-90); the parties who
    ask for it know it, so that it is taken to begin with their request.
    """
    if mediation.requested_at is None:
        return ()
    told = [
        Happening(Event.MEDIATION_REQUESTED, mediation.requested_at),
        Happening(Event.MEDIATION_BEGAN, mediation.requested_at),
    ]
    if mediation.result is not None:
        told.append(Happening(Event.MEDIATION_ENDED, mediation.result.noted_at))
        if mediation.result.end is MediationEnd.ENDED_BY_SUIT:
            told.append(Happening(Event.SUED, mediation.result.noted_at))
    return tuple(told)


def _received_in_force(proceedings: Proceedings) -> list[ServiceRecord]:
    """All receipts but those of a document that a review had taken out of force by then."""
    ended_at = {
        one.application.document: one.concluded_at
        for one in proceedings.reviews
        if one.concluded_at is not None and one.outcome not in UPHELD
    }
    return [
        one
        for one in proceedings.service
        if one.served_at is None
        or one.document not in ended_at
        or one.served_at < ended_at[one.document]
    ]


def _of_review(review: Review) -> Iterator[Happening]:
    applicant = review.application.letter
    yield Happening(Event.REVIEW_APPLIED_THROUGH_UNIT, review.application.applied_at, applicant)
    yield Happening(Event.REVIEW_RECEIVED, review.application.applied_at)
    moments = (
        (Event.REVIEW_ACCEPTED, review.accepted_at),
        (Event.REVIEW_FILE_FORWARDED, review.forwarded_at),
        (Event.REVIEW_WITHDRAWN, review.withdrawn_at),
        (Event.REVIEW_CONCLUDED, review.concluded_at),
        (Event.REDETERMINATION_ORDERED, None if review.outcome in UPHELD else review.concluded_at),
        # A new document tells of itself; where there is none, the case was referred.
        (Event.REFERRED, None if review.successor else review.carried_out_at),
    )
    for event, happened_at in moments:
        if happened_at is not None:
            yield Happening(event, happened_at)
