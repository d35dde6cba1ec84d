"""An officer asks a party for more: what, in which words, until when, and what came back."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from accident_service.quantities.identifiers import OfficerId
from accident_service.reports.party import PartyLetter


class EvidenceWanted(StrEnum):
    """What a party can help with from home."""

    PHOTOS = "photos"
    FILM = "film"  # of a dash camera or a passer-by: whether there is one, and where
    ANSWER = "answer"  # to a question


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRequest:
    """One request to one party; answered once."""

    number: int  # from 1, in the order they were made
    letter: PartyLetter
    wanted: EvidenceWanted
    words: str
    officer: OfficerId
    officer_name: str
    asked_at: datetime
    due_on: date
    answer: str = ""
    answered_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Is the party still to answer?"""
        return self.answered_at is None

    def answered(self, words: str, at: datetime) -> Self:
        """The request with what the party says."""
        return replace(self, answer=words, answered_at=at)
