"""Ports of a party's own recording: who looks at its header, and how it is made to be looked at."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from accident_service.casefile.pictures import ClipPictures
from accident_service.footage.clip import SealedClip


class RecordingVerdict(StrEnum):
    """The ways a file fails to be a recording we take."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"  # in bytes
    TOO_MANY = "too-many"
    NO_CONSENT = "no-consent"
    NOT_A_VIDEO = "not-a-video"
    ODD_CODEC = "odd-codec"
    TOO_MUCH = "too-much"  # longer, or with larger pictures, than is ever looked at
    DAMAGED = "damaged"  # or it killed its reader


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingFacts:
    """What a recording's header says; nothing of it was decoded."""

    media_type: str
    width_px: int
    height_px: int
    codec: str
    duration_s: float | None


class RecordingReader(Protocol):
    """Looks at a recording nobody vouches for."""

    def facts(self, original: Path) -> RecordingFacts:
        """What its header says.

        Raises:
            RecordingRefused: It is none, or not one we take.
        """
        ...


class WatchableRecordings(Protocol):
    """Recordings as browsers play them, and the list of their pictures; each made once."""

    def film(self, clip: SealedClip) -> Path | None:
        """The film's file, or None while it is being made; asking for it begins that.

        Raises:
            ClipUnreadable: The recording cannot be decoded within the limits.
        """
        ...

    def pictures(self, clip: SealedClip) -> ClipPictures | None:
        """Every picture with its time and the hash of its luma; None while that is being made."""
        ...
