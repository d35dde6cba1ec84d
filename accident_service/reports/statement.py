"""One party's own account; the other party sees it only after giving theirs."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from accident_service.reports.observations import Observation
from accident_service.reports.party import PartyLetter

# Which words were consented to; raised whenever the pages ask for consent in other words.
CONSENT_WORDING = "2026-1"


class Circumstance(StrEnum):
    """What a party says its own vehicle was doing; structured boxes before free text."""

    STANDING = "standing"
    GOING_STRAIGHT = "going-straight"
    CHANGING_LANE = "changing-lane"
    TURNING_LEFT = "turning-left"
    TURNING_RIGHT = "turning-right"
    REVERSING = "reversing"
    TURNING_ROUND = "turning-round"
    LEAVING_PARKING = "leaving-parking"
    OVERTAKING = "overtaking"
    PARKED = "parked"  # nobody was driving
    ENTERING_ROAD = "entering-road"  # out of a yard, car park or side way
    IN_ROUNDABOUT = "in-roundabout"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one party says happened.

    `damage_clock` is where the party says its own vehicle was touched: 12 front, 3 right,
    6 rear, 9 left. `observations` are what only a person can tell; they are reports, never
    measurements. `applied_at` is set where the application for the determination online came
    after the account.
    """

    letter: PartyLetter
    circumstance: Circumstance
    damage_clock: int
    words: str
    applies_for_online_determination: bool
    consents_to_electronic_service: bool
    given_at: datetime
    applied_at: datetime | None = None
    consent_wording: str = ""  # of the application and of electronic service
    observations: tuple[Observation, ...] = ()

    def with_application(self, at: datetime) -> Self:
        """The account once its party applies for the determination online, in today's words."""
        return replace(
            self,
            applies_for_online_determination=True,
            applied_at=at,
            consent_wording=CONSENT_WORDING,
        )
