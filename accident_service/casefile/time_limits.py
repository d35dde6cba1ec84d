"""The time limits of Order 146 as data: from what event, how long, who has to act."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Self

from accident_service.errors import InvalidSettings


class LimitKind(StrEnum):
    """Every limit, by what is to be done within it."""

    LATE_REPORT = "late-report"
    SIMPLE_DETERMINATION = "simple-determination"
    SERVE_SIMPLE_DETERMINATION = "serve-simple-determination"
    GENERAL_DETERMINATION = "general-determination"
    HIT_AND_RUN_DETERMINATION = "hit-and-run-determination"
    DETERMINATION_AFTER_EXPERT = "determination-after-expert"
    FAST_TRACK = "fast-track"
    SUSPENSION = "suspension"
    DETERMINATION_AFTER_SUSPENSION = "determination-after-suspension"
    COMMISSION_EXPERT = "commission-expert"
    EXPERT_TERM = "expert-term"
    EXPERT_TERM_EXTENDED = "expert-term-extended"
    SERVE_EXPERT_REPORT = "serve-expert-report"
    OBJECT_TO_EXPERT_REPORT = "object-to-expert-report"
    SERVE_DETERMINATION = "serve-determination"
    APPLY_FOR_REVIEW = "apply-for-review"
    FORWARD_REVIEW_FILE = "forward-review-file"
    HAND_IN_REVIEW_FILE = "hand-in-review-file"
    ACCEPT_REVIEW = "accept-review"
    REVIEW_CONCLUSION = "review-conclusion"
    SERVE_REVIEW_CONCLUSION = "serve-review-conclusion"
    REDETERMINATION = "redetermination"
    REDETERMINATION_AFTER_EXPERT = "redetermination-after-expert"
    REQUEST_MEDIATION = "request-mediation"
    MEDIATION = "mediation"
    FILES_TO_COURT = "files-to-court"
    DECIDE_RECUSAL = "decide-recusal"


class Event(StrEnum):
    """What happens in a case that starts, keeps or ends a limit."""

    REPORTED_AFTER_CLEARING = "reported-after-clearing"
    LATE_REPORT_DECIDED = "late-report-decided"
    APPLIED_JOINTLY = "applied-jointly"  # both parties, for the online procedure (SPR-20.1)
    REFERRED = "referred"
    SCENE_EXAMINED = "scene-examined"
    VEHICLE_AND_DRIVER_FOUND = "vehicle-and-driver-found"
    FAST_TRACK_APPLIED = "fast-track-applied"
    SUSPENDED = "suspended"
    SUSPENSION_ENDED = "suspension-ended"
    EXPERT_NOT_NEEDED = "expert-not-needed"
    EXPERT_COMMISSIONED = "expert-commissioned"
    EXPERT_TERM_EXTENDED = "expert-term-extended"
    EXPERT_REPORT_RECEIVED = "expert-report-received"
    EXPERT_REPORT_SERVED = "expert-report-served"
    EXPERT_REPORT_OBJECTED_TO = "expert-report-objected-to"
    EXPERT_RESULT_FINAL = "expert-result-final"
    DETERMINATION_MADE = "determination-made"
    DETERMINATION_MADE_ON_THE_SPOT = "determination-made-on-the-spot"
    DETERMINATION_SERVED = "determination-served"
    CERTIFICATE_MADE = "certificate-made"
    CERTIFICATE_SERVED = "certificate-served"
    REVIEW_APPLIED_THROUGH_UNIT = "review-applied-through-unit"
    REVIEW_APPLIED_ABOVE = "review-applied-above"
    REVIEW_FILE_DEMANDED = "review-file-demanded"
    REVIEW_FILE_FORWARDED = "review-file-forwarded"
    REVIEW_RECEIVED = "review-received"
    REVIEW_ACCEPTED = "review-accepted"
    REVIEW_REFUSED = "review-refused"
    REVIEW_WITHDRAWN = "review-withdrawn"
    REVIEW_ENDED = "review-ended"
    REVIEW_CONCLUDED = "review-concluded"
    REVIEW_CONCLUSION_SERVED = "review-conclusion-served"
    UPHOLDING_CONCLUSION_SERVED = "upholding-conclusion-served"
    REDETERMINATION_ORDERED = "redetermination-ordered"
    REDETERMINATION_EXPERT_RESULT_FINAL = "redetermination-expert-result-final"
    REDETERMINATION_MADE = "redetermination-made"
    MEDIATION_REQUESTED = "mediation-requested"
    MEDIATION_BEGAN = "mediation-began"  # damage to property: when the loss is known (SPR-90)
    MEDIATION_ENDED = "mediation-ended"
    SUED = "sued"
    FILES_ASKED_FOR = "files-asked-for"
    FILES_HANDED_OVER = "files-handed-over"
    RECUSAL_REQUESTED = "recusal-requested"
    RECUSAL_DECIDED = "recusal-decided"


class Unit(StrEnum):
    """How the days of a limit are counted."""

    WORKING_DAY = "working-day"
    CALENDAR_DAY = "calendar-day"
    AT_ONCE = "at-once"  # on the same day


class Whose(StrEnum):
    """Who has to act within a limit."""

    POLICE = "police"
    PARTY = "party"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """One row of the table."""

    kind: LimitKind
    days: int
    unit: Unit
    article: str
    whose: Whose
    since: tuple[Event, ...]
    met_by: tuple[Event, ...]
    ended_by: tuple[Event, ...]
    undone_by: tuple[Event, ...]
    barred_by: tuple[Event, ...]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class TimeLimits:
    """One row for every kind."""

    rows: Mapping[LimitKind, TimeLimit]

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Read the table.

        Raises:
            InvalidSettings: A kind is missing or unknown, or a row cannot be read.
        """
        try:
            rows = {LimitKind(kind): _row(kind, row) for kind, row in tomllib.loads(text).items()}
        except (ValueError, KeyError, TypeError) as odd:
            raise InvalidSettings(f"time limits: {odd}") from odd
        missing = sorted(set(LimitKind) - set(rows))
        if missing:
            raise InvalidSettings(f"time limits: {', '.join(missing)} missing")
        return cls(rows)

    @classmethod
    @cache
    def built_in(cls) -> Self:
        """The limits of Order 146 as in force since 1 May 2018."""
        package = files("accident_service.casefile")
        return cls.from_toml(package.joinpath("time_limits.toml").read_text("utf-8"))

    def __getitem__(self, kind: LimitKind) -> TimeLimit:
        """The row of this kind."""
        return self.rows[kind]


def _row(kind: str, row: dict[str, Any]) -> TimeLimit:
    limit = TimeLimit(
        kind=LimitKind(kind),
        days=int(row["days"]),
        unit=Unit(row["unit"]),
        article=str(row["article"]),
        whose=Whose(row["whose"]),
        since=tuple(Event(one) for one in row["since"]),
        met_by=tuple(Event(one) for one in row["met_by"]),
        ended_by=tuple(Event(one) for one in row.get("ended_by", ())),
        undone_by=tuple(Event(one) for one in row.get("undone_by", ())),
        barred_by=tuple(Event(one) for one in row.get("barred_by", ())),
        zh=str(row["zh"]),
        en=str(row["en"]),
    )
    if (limit.unit is Unit.AT_ONCE) != (limit.days == 0):
        raise ValueError(f"{kind}: {limit.days} days cannot be counted as {limit.unit}")
    return limit
