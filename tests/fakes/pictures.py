"""Which pictures of the example's clip were analysed: all of them, with one box for each car."""

from dataclasses import dataclass

from accident_service.casefile.analysis import AnalysisRecord
from accident_service.casefile.pictures import ClipPictures
from accident_service.casework.ports import Clock, Ledger, SiteRegister
from accident_service.casework.view_review import ViewReview
from tests.fakes import measured
from tests.fakes.analysis import SEEN_S, FakeAnalyst

BOX = ((600.0, 400.0), (700.0, 400.0), (700.0, 460.0), (600.0, 460.0))


def clip_pictures() -> ClipPictures:
    """As many pictures as the example's vehicles have moments."""
    return ClipPictures(
        width_px=1280,
        height_px=720,
        pts_s=tuple(float(pts_s) for pts_s in SEEN_S),
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


def fake_review(ledger: Ledger, sites: SiteRegister, clock: Clock) -> ViewReview:
    """The review of cases in this ledger, every clip showing the example's contact."""
    return ViewReview(
        ledger=ledger,
        sites=sites,
        clock=clock,
        analyst=FakeAnalyst(),
        picture_reader=FakePictures(),
    )
