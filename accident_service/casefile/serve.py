"""Bringing a document to the parties: to whom it may be sent, and what is noted of it."""

from dataclasses import dataclass
from datetime import datetime

from accident_service.casefile.case import Case
from accident_service.casefile.decision import Officer
from accident_service.casefile.proceedings import Proceedings, ServiceConsent
from accident_service.casefile.service import (
    Receipt,
    ServedKind,
    ServiceMethod,
    ServiceRecord,
    ServingOfficer,
)
from accident_service.errors import Conflict, InvalidDecision, NotFound
from accident_service.quantities.identifiers import DocumentNumber
from accident_service.reports.party import PartyLetter

SHORTEST_NOTE = 5  # characters: a refusal is noted with its circumstances [design]


@dataclass(frozen=True, slots=True)
class Served:
    """Which document is served: one determination, certificate or review conclusion."""

    document: DocumentNumber
    kind: ServedKind


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """What an officer notes when handing a document over in person (SPR-24.3)."""

    letter: PartyLetter
    receipt: Receipt
    note: str


def consented_at(case: Case, proceedings: Proceedings, letter: PartyLetter) -> datetime | None:
    """When the party agreed to electronic service, in its statement or later.

    None where it did not, or has withdrawn it: what it said last counts.
    """
    last = proceedings.last_consent(letter)
    if last is not None:
        return last.given_at if last.withdrawn_at is None else None
    statement = case.statement(letter)
    if statement is not None and statement.consents_to_electronic_service:
        return statement.given_at
    return None


def consent_withdrawn(
    case: Case, proceedings: Proceedings, letter: PartyLetter, at: datetime
) -> Proceedings:
    """The record once the party withdraws its consent; the same where it has given none.

    What was sent before stays sent: only later documents go by hand.
    """
    given_at = consented_at(case, proceedings, letter)
    if given_at is None:
        return proceedings
    return proceedings.with_consent_withdrawn(
        ServiceConsent(letter=letter, given_at=given_at, withdrawn_at=at)
    )


def sent_to_the_consenting(
    case: Case, proceedings: Proceedings, served: Served, at: datetime
) -> Proceedings:
    """The record once the document lies ready for every party that agreed to get it so.

    Whoever got it before, in whichever way, does not get it again.
    """
    reached = {one.letter for one in proceedings.records_of(served.document)}
    records = []
    for party in case.parties:
        consent_at = consented_at(case, proceedings, party.letter)
        if consent_at is None or party.letter in reached:
            continue
        records.append(
            ServiceRecord(
                document=served.document,
                kind=served.kind,
                letter=party.letter,
                method=ServiceMethod.ELECTRONIC,
                consented_at=consent_at,
                delivered_at=at,
            )
        )
    return proceedings.with_service(*records)


def handed_over(
    proceedings: Proceedings, served: Served, hand_over: HandOver, officer: Officer, at: datetime
) -> Proceedings:
    """The record once an officer has handed the document over, or noted its refusal.

    Raises:
        Conflict: It has been served on this party before.
        InvalidDecision: A refusal without a word on how it came about.
    """
    if proceedings.served_at(served.document, hand_over.letter) is not None:
        raise Conflict(f"{served.document} has been served on party {hand_over.letter} before")
    note = hand_over.note.strip()
    if hand_over.receipt is not Receipt.SIGNED and len(note) < SHORTEST_NOTE:
        raise InvalidDecision("note how the party refused (SPR-24.3)")
    record = ServiceRecord(
        document=served.document,
        kind=served.kind,
        letter=hand_over.letter,
        method=ServiceMethod.IN_PERSON,
        delivered_at=at,
        receipt=hand_over.receipt,
        note=note,
        served_by=ServingOfficer(
            officer=officer.id, name=officer.name, police_no=officer.police_no
        ),
    )
    return proceedings.with_service(record)


def sent_record(
    proceedings: Proceedings, document: DocumentNumber, letter: PartyLetter
) -> ServiceRecord:
    """The electronic service of a document on a party.

    Raises:
        NotFound: It was not sent to this party.
    """
    for record in proceedings.records_of(document):
        if record.letter is letter and record.method is ServiceMethod.ELECTRONIC:
            return record
    raise NotFound(f"{document} was not sent to party {letter}")
