"""For how long a closed case is kept, and from when it may be destroyed.

Years count from the first of January after the case was closed. A case is closed by the last
thing that happened in it; one in which a review or a mediation still runs is not closed.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import Any, Self

from accident_service.casefile import happenings
from accident_service.casefile.case import Case
from accident_service.casefile.proceedings import Proceedings
from accident_service.casefile.stage import FINISHED, Stage
from accident_service.casefile.working_days import beijing_date
from accident_service.errors import InvalidSettings

# PIPL-56 wants the record of an impact assessment kept three years, and two are the shortest
# period ever set for files of the simple procedure (GA 40-2008); no configuration goes below.
SHORTEST_YEARS = 3


@dataclass(frozen=True, slots=True)
class RetentionPeriods:
    """Years for every way a case may end."""

    years: Mapping[Stage, int]

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Read the periods; each way to end needs `years` and `source`.

        Raises:
            InvalidSettings: One is missing, unknown, or shorter than the law's shortest.
        """
        try:
            years = {Stage(ended): _years(ended, row) for ended, row in tomllib.loads(text).items()}
        except (ValueError, KeyError, TypeError, AttributeError) as odd:
            raise InvalidSettings(f"retention: {odd}") from odd
        if set(years) != FINISHED:
            odd_ones = ", ".join(sorted(set(years) ^ FINISHED))
            raise InvalidSettings(f"retention: missing or unknown: {odd_ones}")
        return cls(years)

    @classmethod
    def built_in(cls) -> Self:
        """The periods this version comes with."""
        package = files("accident_service.casefile")
        return cls.from_toml(package.joinpath("retention.toml").read_text("utf-8"))

    def kept_until(self, ended_as: Stage, closed_on: date) -> date:
        """The last day on which a case closed on this day must be kept."""
        return date(closed_on.year + self.years[ended_as], 12, 31)


def is_closed(case: Case, proceedings: Proceedings) -> bool:
    """Has the case ended, and does nothing that followed still run?"""
    under_review = any(one.is_open or one.awaits_new_work for one in proceedings.reviews)
    mediation = proceedings.mediation
    mediated = mediation is not None and mediation.requested_at is not None
    mediating = mediated and mediation is not None and mediation.result is None
    return case.stage in FINISHED and not under_review and not mediating


def closed_on(case: Case, proceedings: Proceedings, *issued_at: datetime) -> date:
    """The day of the last thing that happened, in Beijing.

    Args:
        issued_at: When each document of the case was issued.
    """
    decisions = (*case.earlier_decisions, *((case.decision,) if case.decision else ()))
    moments = [
        case.report.filed_at,
        *(given.given_at for given in case.statements),
        *(one.decided_at for one in decisions),
        *issued_at,
        *(one.happened_at for one in happenings.of_proceedings(proceedings)),
    ]
    return beijing_date(max(moments))


def _years(ended: str, row: Mapping[str, Any]) -> int:
    years = row["years"]
    if not isinstance(years, int) or isinstance(years, bool) or not row["source"]:
        raise ValueError(f"{ended} needs whole `years` and a `source`")
    if years < SHORTEST_YEARS:
        raise ValueError(f"{ended}: {years} years are too short; at least {SHORTEST_YEARS}")
    return years
