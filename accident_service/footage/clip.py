"""A recording once it is ours: sealed by its hashes before anyone decodes it.

Originals are kept exactly as a source delivered them. What is made of them without coding
anew, joined over the borders of segments or shortened to the time that matters, is a
derivative: it names the tool that made it and points to every original.
"""

import math
from dataclasses import dataclass
from datetime import datetime

from accident_service.quantities.clocks import TimeWindow
from accident_service.quantities.identifiers import CameraId, ClipId
from accident_service.quantities.uncertainty import Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedOriginal:
    """One file as delivered. `name` is what the source calls it."""

    sha256: str
    sm3: str  # GB/T 32905-2016, in lower-case hexadecimal
    size_bytes: int
    media_type: str
    name: str
    from_at: datetime  # by the camera's own clock
    to_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """How the bytes came to us: who asked whom, when, and for what.

    `source_address` holds no credentials.
    """

    source_kind: str  # "folder", "s3", "frigate" …
    source_address: str
    asked_by: str  # as in the audit ledger: "worker:fetch-clips", "officer:<id>"
    asked_at: datetime
    received_at: datetime
    asked_for: TimeWindow  # by the camera's own clock


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedClip:
    """The bytes that are measured, their seal, and where and when they came from.

    `clock_offset_s` is camera time minus true time, from the camera register. `start_doubt_s` is
    by how much at most the first picture may have been taken before or after `from_at`, where
    the source begins about the time asked for and does not say when. Clips sealed by
    early versions name neither custody nor originals: each is its own original.
    """

    id: ClipId
    camera: CameraId
    source_key: str
    from_at: datetime  # by the camera's own clock
    to_at: datetime
    sha256: str
    size_bytes: int
    fetched_at: datetime
    clock_offset_s: Estimate
    media_type: str = "video/mp4"
    sm3: str = ""
    made_by: str = ""  # the tool that derived it; empty: it is the one original itself
    originals: tuple[SealedOriginal, ...] = ()  # every file delivered, in order of time
    gaps: tuple[TimeWindow, ...] = ()  # of the time asked for, what no file covers
    custody: Custody | None = None
    start_doubt_s: float = 0.0

    @property
    def time_offset_s(self) -> Estimate:
        """`from_at` plus seconds of the clip, minus true time: the clock's doubt and the start's.

        Any moment within the start's doubt is as likely as any other (JCGM 100:2008, 4.3.7).
        """
        start_sigma_s = self.start_doubt_s / math.sqrt(3)
        clock_s = self.clock_offset_s
        return Estimate(clock_s.value, math.hypot(clock_s.sigma, start_sigma_s))

    @property
    def is_derivative(self) -> bool:
        """Was it made of the originals, rather than delivered?"""
        return bool(self.made_by)

    @property
    def original_hashes(self) -> tuple[str, ...]:
        """SHA-256 of everything that was delivered, each once, in order of time."""
        return tuple(dict.fromkeys(one.sha256 for one in self.originals)) or (self.sha256,)
