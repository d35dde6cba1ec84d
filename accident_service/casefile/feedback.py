"""What a party says of the service: a mark from 1 to 5 and words, once per case."""

from dataclasses import dataclass
from datetime import datetime

from accident_service.errors import InvalidDecision
from accident_service.quantities.identifiers import CaseId, UnitId
from accident_service.reports.party import PartyLetter

MARKS = (1, 2, 3, 4, 5)
LONGEST_FEEDBACK = 1000  # characters [design]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One party's mark, 5 the best, for the unit that decided its case."""

    case: CaseId
    letter: PartyLetter
    unit: UnitId
    mark: int
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackFigures:
    """How often each mark was given, worst first; for the city's figures."""

    counts: tuple[int, int, int, int, int]

    @property
    def total(self) -> int:
        """How many have marked."""
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """The mean mark; None where nobody has marked."""
        if not self.total:
            return None
        return (
            sum(mark * count for mark, count in zip(MARKS, self.counts, strict=True)) / self.total
        )


def demand_mark(text: str) -> int:
    """The mark in a form's field.

    Raises:
        InvalidDecision: It is none of 1 to 5.
    """
    if text not in {str(mark) for mark in MARKS}:
        raise InvalidDecision("a mark is a number from 1 to 5")
    return int(text)
