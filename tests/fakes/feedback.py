"""A `FeedbackBook` in memory."""

from dataclasses import dataclass, field
from datetime import datetime

from accident_service.casefile.feedback import MARKS, Feedback, FeedbackFigures
from accident_service.quantities.identifiers import CaseId, UnitId
from accident_service.reports.party import PartyLetter


@dataclass(slots=True)
class FakeFeedbackBook:
    """Keeps the first mark of each party and case."""

    kept: dict[tuple[CaseId, PartyLetter], Feedback] = field(default_factory=dict)

    def keep(self, feedback: Feedback) -> None:
        """Keep it unless there is one."""
        self.kept.setdefault((feedback.case, feedback.letter), feedback)

    def of_party(self, case_id: CaseId, letter: PartyLetter) -> Feedback | None:
        """What was kept."""
        return self.kept.get((case_id, letter))

    def figures(self, *, since: datetime, until: datetime, unit: UnitId | None) -> FeedbackFigures:
        """Count what was kept."""
        marks = [
            one.mark
            for one in self.kept.values()
            if since <= one.at < until and unit in (None, one.unit)
        ]
        one, two, three, four, five = (marks.count(mark) for mark in MARKS)
        return FeedbackFigures(counts=(one, two, three, four, five))
