"""Looking at a party's own recording: as a film, or one picture after another; on record once.

For looking, not for measuring: its camera moves and is surveyed by nobody.
"""

from dataclasses import dataclass
from pathlib import Path

from accident_service.casefile.audit import AuditAct
from accident_service.casefile.own_recording import OwnRecording
from accident_service.casefile.pictures import ClipPictures
from accident_service.casework.ports import Clock, Ledger
from accident_service.casework.recording_ports import WatchableRecordings
from accident_service.casework.view_frames import CutFrame, FrameCutter, FrameKind
from accident_service.errors import NotFound
from accident_service.footage.clip import SealedClip
from accident_service.quantities.identifiers import CameraId, CaseId, ClipId
from accident_service.quantities.uncertainty import Estimate

OWN_CAMERA = CameraId("own")
ANY_CLOCK_S = 86_400.0  # nobody vouches for such a clock


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewRecording:
    """Hand out films and pictures of recordings the caller has shown to be visible."""

    ledger: Ledger
    clock: Clock
    watchable: WatchableRecordings
    cutter: FrameCutter

    def film(self, recording: OwnRecording) -> Path | None:
        """The film, or None while it is being made.

        Raises:
            ClipUnreadable: It cannot be decoded within the limits.
        """
        return self.watchable.film(as_clip(recording))

    def pictures(self, recording: OwnRecording) -> ClipPictures | None:
        """Its pictures by time, or None while they are being listed.

        Raises:
            ClipUnreadable: It cannot be decoded within the limits.
        """
        return self.watchable.pictures(as_clip(recording))

    def picture(self, recording: OwnRecording, index: int) -> CutFrame:
        """One picture exactly as it is decoded from front to back, proven by its hash.

        Raises:
            NotFound: There is no such picture, or they are being listed still.
            ClipUnreadable, CustodyBroken, BlobStoreUnavailable: See `FrameCutter`.
        """
        pictures = self.pictures(recording)
        if pictures is None or not 0 <= index < len(pictures.pts_s):
            raise NotFound(f"recording {recording.id} has no picture {index}")
        return CutFrame(
            content=self.cutter.picture(as_clip(recording), pictures, index, FrameKind.JPEG),
            kind=FrameKind.JPEG,
            pts_s=pictures.pts_s[index],
            luma_sha256=pictures.luma_sha256[index],
        )

    def note(self, case_id: CaseId, recording: OwnRecording, *, viewer: str) -> None:
        """Put on record that somebody looks at it; once stands for a whole look."""
        with self.ledger.transaction() as work:
            work.audit.append(
                AuditAct(
                    at=self.clock.now(),
                    actor=viewer,
                    verb="view-recording",
                    case=case_id,
                    detail=(
                        ("recording", recording.id),
                        ("sha256", recording.original.sha256),
                    ),
                )
            )


def as_clip(recording: OwnRecording) -> SealedClip:
    """The recording as those who decode clips know them; its clock is worth nothing."""
    at = recording.received_at
    return SealedClip(
        id=ClipId(recording.id),
        camera=OWN_CAMERA,
        source_key=recording.id,
        from_at=at,
        to_at=at,
        sha256=recording.original.sha256,
        size_bytes=recording.original.size_bytes,
        fetched_at=at,
        clock_offset_s=Estimate(0.0, ANY_CLOCK_S),
        media_type=recording.original.media_type,
        sm3=recording.sm3,
    )
