"""The report as filed: place, time, screening answers, and the first party."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from accident_service.reports.eligibility import Routing, ScreeningAnswers, route
from accident_service.reports.party import Party
from accident_service.reports.place import ReportedPlace
from accident_service.reports.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class AccidentReport:
    """What the first driver filed. `submission_key` makes a second tap the same report."""

    submission_key: str
    place: ReportedPlace
    occurred_at: datetime
    time_doubt_s: float
    weather: str
    answers: ScreeningAnswers
    routing: Routing
    reporter: Party
    statement: Statement
    filed_at: datetime

    def as_disputed(self) -> Self:
        """The same report once facts or cause are disputed; the law is asked again."""
        return self.screened_anew(replace(self.answers, disputed=True))

    def screened_anew(self, answers: ScreeningAnswers) -> Self:
        """The same report once more is known of what Order 146 asks; it is routed anew."""
        return replace(self, answers=answers, routing=route(answers))
