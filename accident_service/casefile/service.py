"""Service (送达): how and when each party got which document, or would not take it.

Electronic service needs the party's consent and a receipt that can be confirmed (ADM-36): it
is complete when the party opens or acknowledges the document, not when it is sent. Handed over
in person it is complete at once, also when the party refuses to sign for it or to take it:
that is noted (SPR-24.3).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from accident_service.quantities.identifiers import DocumentNumber, OfficerId
from accident_service.reports.party import PartyLetter


class ServedKind(StrEnum):
    """What was served."""

    DETERMINATION = "determination"
    CERTIFICATE = "certificate"
    REVIEW_CONCLUSION = "review-conclusion"


class ServiceMethod(StrEnum):
    """How it was brought to the party."""

    ELECTRONIC = "electronic"
    IN_PERSON = "in-person"


class Receipt(StrEnum):
    """What the party did when it was handed over."""

    SIGNED = "signed"
    REFUSED_TO_SIGN = "refused-to-sign"
    REFUSED_TO_RECEIVE = "refused-to-receive"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServingOfficer:
    """Who handed it over and noted what happened."""

    officer: OfficerId
    name: str
    police_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRecord:
    """One document brought to one party.

    `consented_at`, `opened_at` and `acknowledged_at` belong to electronic service; `receipt`,
    `note` and `served_by` to service in person.
    """

    document: DocumentNumber
    kind: ServedKind
    letter: PartyLetter
    method: ServiceMethod
    delivered_at: datetime
    consented_at: datetime | None = None
    opened_at: datetime | None = None
    acknowledged_at: datetime | None = None
    receipt: Receipt | None = None
    note: str = ""
    served_by: ServingOfficer | None = None

    @property
    def served_at(self) -> datetime | None:
        """The moment time limits count from; None while receipt is not shown."""
        if self.method is ServiceMethod.IN_PERSON:
            return self.delivered_at
        shown = [at for at in (self.opened_at, self.acknowledged_at) if at is not None]
        return min(shown, default=None)

    def opened(self, at: datetime) -> Self:
        """The record once the party has opened the document; later openings change nothing."""
        return self if self.opened_at is not None else replace(self, opened_at=at)

    def acknowledged(self, at: datetime) -> Self:
        """The record once the party has confirmed receipt; confirming again changes nothing."""
        return self if self.acknowledged_at is not None else replace(self, acknowledged_at=at)
