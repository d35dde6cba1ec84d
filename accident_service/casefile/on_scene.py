"""A party asks for an officer on the scene, and then one must come (SPR-20.2)."""

from dataclasses import dataclass
from datetime import datetime

from accident_service.reports.party import PartyLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerRequest:
    """Who asked, and when; no reason is asked for, because the law asks for none."""

    letter: PartyLetter
    asked_at: datetime
