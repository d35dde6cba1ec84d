"""What the records of a case say happened, as events that time limits count from.

Each function reads one record, so that whoever keeps another adds a function, and nothing of
the counting changes.
"""

from collections.abc import Iterable

from accident_service.casefile.case import Case
from accident_service.casefile.certificate import AccidentCertificate
from accident_service.casefile.decision import DecisionKind
from accident_service.casefile.determination import Determination
from accident_service.casefile.mediation import Mediation, MediationEnd
from accident_service.casefile.review_conclusion import ReviewConclusion, ReviewOutcome
from accident_service.casefile.service import ServedKind, ServiceRecord
from accident_service.casefile.stage import Stage
from accident_service.casefile.time_limits import Event
from accident_service.casefile.time_limits_of import Happening

SERVED = {
    ServedKind.DETERMINATION: Event.DETERMINATION_SERVED,
    ServedKind.CERTIFICATE: Event.CERTIFICATE_SERVED,
    ServedKind.REVIEW_CONCLUSION: Event.REVIEW_CONCLUSION_SERVED,
}
UPHELD = frozenset({ReviewOutcome.UPHOLD, ReviewOutcome.UPHOLD_CORRECTED})


def of_case(case: Case) -> tuple[Happening, ...]:
    """The joint application for the online procedure, and a referral out of it.

    The three days of SPR-24.2 are counted from the later of the two applications: before it
    there is nothing the police could determine online (SPR-20.1).
    """
    told = []
    if case.jointly_applied:
        applied_at = max(given.given_at for given in case.statements)
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


def of_service(records: Iterable[ServiceRecord], *, upheld: bool = False) -> tuple[Happening, ...]:
    """Each party's receipt of each document; what was only sent has not happened yet.

    Args:
        upheld: Whether the review's conclusion upholds: then its receipt opens the days for
            mediation again (SPR-86).
    """
    told = []
    for record in records:
        if record.served_at is None:
            continue
        told.append(Happening(SERVED[record.kind], record.served_at, record.letter))
        if upheld and record.kind is ServedKind.REVIEW_CONCLUSION:
            told.append(
                Happening(Event.UPHOLDING_CONCLUSION_SERVED, record.served_at, record.letter)
            )
    return tuple(told)


def of_conclusion(conclusion: ReviewConclusion) -> tuple[Happening, ...]:
    """The review from its acceptance to its end, and what it orders."""
    told = [
        Happening(Event.REVIEW_ACCEPTED, conclusion.accepted_at),
        Happening(Event.REVIEW_CONCLUDED, conclusion.concluded_at),
    ]
    if conclusion.outcome not in UPHELD:
        told.append(Happening(Event.REDETERMINATION_ORDERED, conclusion.concluded_at))
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
