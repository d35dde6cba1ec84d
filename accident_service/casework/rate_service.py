"""A party rates the service, once per case; the city's figures count the marks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from accident_service.casefile.feedback import LONGEST_FEEDBACK, Feedback, FeedbackFigures
from accident_service.casework.ports import Clock, Ledger
from accident_service.errors import StepOutOfOrder
from accident_service.quantities.identifiers import CaseId, UnitId
from accident_service.reports.party import PartyLetter


class FeedbackBook(Protocol):
    """Where marks are kept."""

    def keep(self, feedback: Feedback) -> None:
        """Keep a party's mark; a second of the same party and case changes nothing."""
        ...

    def of_party(self, case_id: CaseId, letter: PartyLetter) -> Feedback | None:
        """What this party has said of this case."""
        ...

    def figures(self, *, since: datetime, until: datetime, unit: UnitId | None) -> FeedbackFigures:
        """The marks given from `since` to before `until`, of one unit or all."""
        ...


@dataclass(frozen=True, slots=True)
class RateService:
    """Take a mark once an officer has decided."""

    ledger: Ledger
    book: FeedbackBook
    clock: Clock

    def __call__(self, case_id: CaseId, letter: PartyLetter, mark: int, words: str) -> Feedback:
        """The mark as it stands: the first one, whatever is sent afterwards.

        Raises:
            StepOutOfOrder: No officer has decided yet; there is nothing to rate.
        """
        with self.ledger.reading() as work:
            case = work.cases.load(case_id)
        if case.decision is None:
            raise StepOutOfOrder(f"case {case.tracking_code} has not been decided")
        feedback = Feedback(
            case=case_id,
            letter=letter,
            unit=case.decision.officer.unit,
            mark=mark,
            words=words.strip()[:LONGEST_FEEDBACK],
            at=self.clock.now(),
        )
        self.book.keep(feedback)
        return self.book.of_party(case_id, letter) or feedback
