"""Which pictures of the example's clip were analysed: all of them, with one box for each car."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from accident_service.casefile.analysis import AnalysisRecord, BlobRef
from accident_service.casefile.pictures import ClipPictures
from accident_service.casework.analysis_readers import Outlines
from accident_service.casework.ports import Clock, Ledger, SiteRegister
from accident_service.casework.view_frames import FrameKind, ViewFrames
from accident_service.casework.view_review import ViewReview
from accident_service.errors import AccidentServiceError
from accident_service.footage.clip import SealedClip
from accident_service.quantities.identifiers import CameraId, ClipId, SiteId
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from accident_service.reconstruction.result import Reconstruction
from tests.fakes import measured
from tests.fakes.analysis import CONTACT_S, SEEN_S, FakeAnalyst

# The example's clip runs this long before anything of it is measured.
BEGAN_S = measured.CONTACT_PTS_S - CONTACT_S
LOG = BlobRef(sha256="ef" * 32, size_bytes=2, media_type="application/json")
BOX = ((600.0, 400.0), (700.0, 400.0), (700.0, 460.0), (600.0, 460.0))
BOX_MOVED = tuple((x_px + 40.0, y_px) for x_px, y_px in BOX)


def clip_pictures() -> ClipPictures:
    """As many pictures as the example's vehicles have moments."""
    return ClipPictures(
        width_px=1280,
        height_px=720,
        pts_s=tuple(float(pts_s) for pts_s in SEEN_S + BEGAN_S),
        luma_sha256=tuple(f"{index:064x}" for index in range(len(SEEN_S))),
        outlines={
            measured.STRUCK: dict.fromkeys(range(len(SEEN_S)), BOX),
            measured.STRIKING: dict.fromkeys(range(len(SEEN_S)), BOX),
        },
    )


@dataclass(slots=True)
class FakePictures:
    """A `PictureReader` that knows the example's pictures where the record has some."""

    def pictures(self, record: AnalysisRecord) -> ClipPictures | None:
        """The example's, or None for a record without."""
        return clip_pictures() if record.picture_log else None


class FakeOutlines:
    """Draws every moved vehicle as one box, beside the one it was measured in."""

    def outlines(
        self,
        camera: tuple[SiteId, CameraId],
        record: AnalysisRecord,
        pictures: ClipPictures,
        vehicles: Sequence[tuple[GroundTrajectory, GroundTrajectory]],
    ) -> Outlines:
        """The same box in every picture."""
        every = dict.fromkeys(range(len(pictures.pts_s)), BOX_MOVED)
        return {moved.id: every for _measured, moved in vehicles}


@dataclass(slots=True)
class FakeCutter:
    """Gives every picture as its own number in bytes, and remembers what it was told to warm."""

    warmed: list[int] = field(default_factory=list)
    failure: AccidentServiceError | None = None

    def picture(
        self, clip: SealedClip, pictures: ClipPictures, index: int, kind: FrameKind
    ) -> bytes:
        """Not an image, but this picture's alone."""
        return f"picture {index} as {kind}".encode()

    def warm(self, clip: SealedClip, pictures: ClipPictures, index: int) -> None:
        """Remember it, or fail as told."""
        if self.failure is not None:
            raise self.failure
        self.warmed.append(index)

    def cut_around(self, clip: SealedClip, pictures: ClipPictures, index: int) -> None:
        """The same."""
        self.warm(clip, pictures, index)


@dataclass(slots=True)
class FakeFilms:
    """One film of ten bytes once it is `ready`."""

    ready: Path | None = None
    asked: list[ClipId] = field(default_factory=list)

    def film(self, clip: SealedClip) -> Path | None:
        """The file, or None as if it were being made."""
        self.asked.append(clip.id)
        return self.ready


def fake_frames(ledger: Ledger, clock: Clock) -> ViewFrames:
    """Frames of cases in this ledger."""
    return ViewFrames(
        ledger=ledger,
        clock=clock,
        picture_reader=FakePictures(),
        cutter=FakeCutter(),
        films=FakeFilms(),
    )


class LateAnalyst:
    """Reads back the example's scene at the moments its record names."""

    def reconstruction(self, record: AnalysisRecord) -> Reconstruction:
        """As `FakeAnalyst` has it, so much later in the clip."""
        found = FakeAnalyst().reconstruction(record)
        return replace(
            found,
            trajectories=tuple(
                replace(one, pts_s=one.pts_s + BEGAN_S) for one in found.trajectories
            ),
            collisions=tuple(
                replace(
                    one,
                    pts_s=one.pts_s + BEGAN_S,
                    pts_interval_s=one.pts_interval_s.shifted(BEGAN_S),
                )
                for one in found.collisions
            ),
        )


def fake_review(ledger: Ledger, sites: SiteRegister, clock: Clock) -> ViewReview:
    """The review of cases in this ledger, every clip showing the example's contact."""
    return ViewReview(
        ledger=ledger,
        sites=sites,
        clock=clock,
        analyst=LateAnalyst(),
        picture_reader=FakePictures(),
        frames=fake_frames(ledger, clock),
        outline_drawer=FakeOutlines(),
    )
