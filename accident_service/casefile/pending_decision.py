"""A decision one officer has signed and a second has still to sign, or has given back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from accident_service.casefile.decision import OfficerDecision
from accident_service.quantities.identifiers import OfficerId, UnitId


class SecondOfficerGround(StrEnum):
    """Why one officer is not enough."""

    AGAINST_FIRM = "against-firm"  # it departs from what the machine proposed without reserve
    ON_TOLD_FACT = "on-told-fact"  # it rests on what an officer put right, not on the recording


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBack:
    """The second officer did not sign, and says why."""

    officer: OfficerId
    officer_name: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSignature:
    """Who has signed first: all that a list needs to find those who may sign second."""

    officer: OfficerId
    unit: UnitId
    higher_unit: UnitId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingDecision:
    """What the first officer signed, and on which state of the case.

    It falls away by itself when the proposal or the corrections are no longer those: see
    `four_eyes.waiting`.
    """

    decision: OfficerDecision
    grounds: tuple[SecondOfficerGround, ...]
    corrections: int  # how many entries the case had
    given_back: GivenBack | None = None

    @property
    def first(self) -> FirstSignature:
        """Who has signed first."""
        who = self.decision.officer
        return FirstSignature(officer=who.id, unit=who.unit, higher_unit=who.higher_unit)
