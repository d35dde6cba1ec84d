"""A recording of a party's own, from a camera in its vehicle: for looking at, never for measuring.

Its camera moves and nobody has surveyed it, so no speed and no place is taken from it. Who hands
one in says that it is their own, that it serves this accident only, and that they pass on nothing
of what they are shown here (public security video regulations, article 21: VID-21).
"""

from dataclasses import dataclass
from datetime import datetime

from accident_service.casefile.analysis import BlobRef
from accident_service.reports.party import PartyLetter

MOST_RECORDINGS = 4  # of one party: ahead and behind, before and after [design]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRecording:
    """One file exactly as a party sent it, and what its header says before anything is decoded.

    When it was recorded nobody vouches for. What people look at is made from the original and can
    be made again.
    """

    id: str
    letter: PartyLetter
    original: BlobRef
    sm3: str
    received_at: datetime
    consented_at: datetime
    width_px: int
    height_px: int
    codec: str
    duration_s: float | None = None
