"""A copy of a recording for somebody outside: third parties destroyed in its pixels.

Whoever gets a copy may look at the two vehicles of the accident, and at nobody else (VID-22:
faces and number plates of others are protected; SPR-65: parties may copy the file once they
have the determination). What was asked for, for whom and why stays with the case.
"""

from dataclasses import dataclass
from datetime import datetime

from accident_service.casefile.analysis import BlobRef
from accident_service.quantities.identifiers import ClipId, OfficerId


@dataclass(frozen=True, slots=True, kw_only=True)
class PixelCheck:
    """What a second pass over the finished file found.

    `worst_leak` is the largest share of a hidden detail's contrast that the file still shows, 0
    to 1: what an encoder's errors happen to have in common with it.
    """

    frames: int
    hidden_share: float  # of all pixels of all frames
    worst_leak: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosedCopy:
    """The finished copy, and the original it was made from."""

    blob: BlobRef
    original_sha256: str
    made_at: datetime
    tool: str  # name and version of what made it
    check: PixelCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """One copy asked for: neither made nor refused while a worker has it before it."""

    number: int
    clip: ClipId
    recipient: str
    purpose: str
    officer: OfficerId
    officer_name: str
    asked_at: datetime
    copy: DisclosedCopy | None = None
    refusal: str = ""

    @property
    def waits(self) -> bool:
        """Has nobody made or refused it yet?"""
        return self.copy is None and not self.refusal
