"""A recording once it is ours: sealed by its hash before anyone decodes it."""

from dataclasses import dataclass
from datetime import datetime

from accident_service.quantities.identifiers import CameraId, ClipId
from accident_service.quantities.uncertainty import Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedClip:
    """Original bytes, their seal, and where and when they came from.

    `clock_offset_s` is camera time minus true time, from the camera register.
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
