"""Review (复核) of a determination or certificate by the next higher unit.

From the application to the conclusion, one immutable record. Who may sign, and what a
conclusion must bring with it, is in `casefile.conclude_review`; whether an application counts,
in `casefile.apply_for_review`.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from accident_service.casefile.review_conclusion import (
    OfficerSignature,
    ReviewedKind,
    ReviewGround,
    ReviewOutcome,
)
from accident_service.errors import StepOutOfOrder
from accident_service.quantities.identifiers import DocumentNumber, UnitId
from accident_service.reports.party import PartyLetter


class ReviewState(StrEnum):
    """How far an application has come."""

    REFUSED = "refused"  # late, or not the first
    WITHDRAWN = "withdrawn"
    APPLIED = "applied"  # accepted; its file is still with the unit that decided
    FORWARDED = "forwarded"  # on the desk of the higher unit
    DRAFTED = "drafted"  # one officer has signed
    CONCLUDED = "concluded"
    CARRIED_OUT = "carried-out"  # the ordered determination or work has been done


OPEN_STATES = frozenset({ReviewState.APPLIED, ReviewState.FORWARDED, ReviewState.DRAFTED})


class NotAccepted(StrEnum):
    """Why an application was refused."""

    LATE = "late"  # after the third working day from service (SPR-71)
    NOT_THE_FIRST = "not-the-first"  # one review per accident (SPR-71)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewApplication:
    """What the party wrote: request, reasons and main evidence (SPR-71)."""

    letter: PartyLetter
    document: DocumentNumber
    kind: ReviewedKind
    request: str
    reasons: str
    main_evidence: str
    applied_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFindings:
    """What an officer of the higher unit holds to be right."""

    outcome: ReviewOutcome
    grounds: tuple[ReviewGround, ...]
    findings: str
    corrections: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDraft:
    """Findings one officer has signed; they bind nobody until a second has."""

    findings: ReviewFindings
    first: OfficerSignature


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One application and what became of it."""

    application: ReviewApplication
    not_accepted: NotAccepted | None = None
    accepted_at: datetime | None = None
    forwarded_at: datetime | None = None
    unit: UnitId | None = None
    unit_name: str = ""
    draft: ReviewDraft | None = None
    second: OfficerSignature | None = None
    withdrawn_at: datetime | None = None
    conclusion: DocumentNumber | None = None
    concluded_at: datetime | None = None
    successor: DocumentNumber | None = None
    carried_out_at: datetime | None = None

    @property
    def state(self) -> ReviewState:
        """How far it has come."""
        reached = (
            (self.not_accepted is not None, ReviewState.REFUSED),
            (self.withdrawn_at is not None, ReviewState.WITHDRAWN),
            (self.carried_out_at is not None, ReviewState.CARRIED_OUT),
            (self.conclusion is not None, ReviewState.CONCLUDED),
            (self.draft is not None, ReviewState.DRAFTED),
            (self.forwarded_at is not None, ReviewState.FORWARDED),
        )
        return next((state for has, state in reached if has), ReviewState.APPLIED)

    @property
    def is_open(self) -> bool:
        """Does the higher unit still have to conclude it?"""
        return self.state in OPEN_STATES

    @property
    def outcome(self) -> ReviewOutcome | None:
        """What was concluded; None while nothing was."""
        if self.conclusion is None or self.draft is None:
            return None
        return self.draft.findings.outcome

    @property
    def awaits_new_work(self) -> bool:
        """Has the higher unit ordered something that is not done yet?"""
        ordered = (ReviewOutcome.REDETERMINE, ReviewOutcome.MORE_WORK)
        return self.state is ReviewState.CONCLUDED and self.outcome in ordered

    def forwarded(self, unit: UnitId, unit_name: str, at: datetime) -> Self:
        """The review with its file on the desk of the higher unit (SPR-72).

        Raises:
            StepOutOfOrder: It was forwarded before, or is no longer open.
        """
        self._demand(ReviewState.APPLIED)
        return replace(self, unit=unit, unit_name=unit_name, forwarded_at=at)

    def withdrawn(self, at: datetime) -> Self:
        """The review given up by the party who asked for it.

        Raises:
            StepOutOfOrder: It is no longer open.
        """
        self._demand(*OPEN_STATES)
        return replace(self, withdrawn_at=at)

    def drafted(self, draft: ReviewDraft) -> Self:
        """The review with one officer's findings; they replace those of an earlier draft.

        Raises:
            StepOutOfOrder: It is not on the higher unit's desk.
        """
        self._demand(ReviewState.FORWARDED, ReviewState.DRAFTED)
        return replace(self, draft=draft)

    def concluded(self, number: DocumentNumber, second: OfficerSignature) -> Self:
        """The review with the second officer's signature, and so with its conclusion.

        Raises:
            StepOutOfOrder: No officer has signed findings yet, or it is no longer open.
        """
        self._demand(ReviewState.DRAFTED)
        return replace(self, conclusion=number, second=second, concluded_at=second.signed_at)

    def carried_out(self, successor: DocumentNumber | None, at: datetime) -> Self:
        """The review whose order was followed, and so reported to the higher unit (SPR-79).

        Args:
            successor: The new determination or certificate; None where the case was referred.

        Raises:
            StepOutOfOrder: Nothing was ordered, or it is done already.
        """
        if not self.awaits_new_work:
            raise StepOutOfOrder(f"the review is {self.state}; there is no order to carry out")
        return replace(self, successor=successor, carried_out_at=at)

    def _demand(self, *states: ReviewState) -> None:
        if self.state not in states:
            raise StepOutOfOrder(f"the review is {self.state}")
