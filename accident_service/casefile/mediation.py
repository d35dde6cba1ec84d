"""Mediation of damages (损害赔偿调解): asked for by both parties together, in writing (SPR-86).

One party's wish alone starts nothing; it waits for the other's.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from accident_service.errors import StepOutOfOrder
from accident_service.quantities.identifiers import DocumentNumber, OfficerId
from accident_service.reports.party import PartyLetter


class MediationEnd(StrEnum):
    """How it ended (SPR-87, 93, 94)."""

    AGREED = "agreed"
    NOT_AGREED = "not-agreed"
    ENDED_BY_SUIT = "ended-by-suit"  # a party went to court
    WITHDRAWN = "withdrawn"  # a party no longer wants it


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationWish:
    """One party's signature under the request."""

    letter: PartyLetter
    name: str
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationResult:
    """How the mediation ended, as the officer noted it."""

    end: MediationEnd
    terms: str  # items, amounts, who pays when; or why there is no result
    officer: OfficerId
    officer_name: str
    noted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Mediation:
    """The request and what became of it; content of the mediation request and record."""

    document: DocumentNumber  # the determination or certificate the damages follow from
    wishes: tuple[MediationWish, ...]
    result: MediationResult | None = None

    @property
    def requested_at(self) -> datetime | None:
        """When the request became one of both parties; None while one has not joined."""
        if {wish.letter for wish in self.wishes} != set(PartyLetter):
            return None
        return max(wish.asked_at for wish in self.wishes)

    def joined_by(self, wish: MediationWish) -> Self:
        """The request with another party's wish; the same party asking twice changes nothing.

        Raises:
            StepOutOfOrder: The mediation has ended.
        """
        if self.result is not None:
            raise StepOutOfOrder(f"the mediation has ended: {self.result.end}")
        if any(one.letter is wish.letter for one in self.wishes):
            return self
        return replace(self, wishes=(*self.wishes, wish))

    def ended(self, result: MediationResult) -> Self:
        """The mediation with its result.

        Raises:
            StepOutOfOrder: It has ended before, or was never asked for by both.
        """
        if self.result is not None:
            raise StepOutOfOrder(f"the mediation has ended: {self.result.end}")
        if self.requested_at is None:
            raise StepOutOfOrder("the parties have not both asked for mediation")
        return replace(self, result=result)
