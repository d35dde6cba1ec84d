"""Who has a case in hand, and until when: a courtesy among officers, never a lock.

Looking needs no claim, and deciding is open to whoever may decide; the claim only tells the
others that somebody is at it. It lapses by itself, so that nobody's holiday holds a case.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from accident_service.casefile.decision import Officer
from accident_service.casefile.stage import Stage
from accident_service.quantities.identifiers import CaseId, OfficerId, UnitId

CLAIM_LASTS = timedelta(hours=10)  # a shift [design]
LONGEST_NOTE = 500  # characters [design]
NO_LONGER_WORKED_ON = frozenset({Stage.DECIDED, Stage.DETERMINED, Stage.CERTIFIED, Stage.AGREED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One officer's hold on one case; `note` and `handed_by` tell of a hand-over."""

    case: CaseId
    officer: OfficerId
    officer_name: str
    unit: UnitId
    since_at: datetime
    until_at: datetime
    note: str = ""
    handed_by: str = ""

    @classmethod
    def by(cls, officer: Officer, case: CaseId, at: datetime) -> Self:
        """The claim of an officer who takes the case now."""
        return cls(
            case=case,
            officer=officer.id,
            officer_name=officer.name,
            unit=officer.unit,
            since_at=at,
            until_at=at + CLAIM_LASTS,
        )

    @classmethod
    def handed(cls, to: Officer, case: CaseId, at: datetime, *, by: Officer, note: str) -> Self:
        """The claim of a colleague who is given the case now."""
        return cls(
            case=case,
            officer=to.id,
            officer_name=to.name,
            unit=to.unit,
            since_at=at,
            until_at=at + CLAIM_LASTS,
            note=note,
            handed_by=by.name,
        )

    def holds_at(self, now_at: datetime) -> bool:
        """Has it not lapsed yet?"""
        return now_at < self.until_at


def may_be_claimed(stage: Stage) -> bool:
    """Is there still something to do in a case at this stage?"""
    return stage not in NO_LONGER_WORKED_ON
