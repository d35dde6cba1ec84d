"""A party gives leave to pass the facts of its accident on to its insurer (PIPL-23).

Reading a determination by API is the insurer's own contract with the police; this is the party's
word that its claim may begin, kept with its time, and taken back as easily.
"""

from dataclasses import dataclass
from datetime import datetime

from accident_service.reports.party import PartyLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLeave:
    """Leave given, and when it was taken back if it was."""

    letter: PartyLetter
    insurer: str  # the insurer's code, as the party chose it
    given_at: datetime
    withdrawn_at: datetime | None = None
