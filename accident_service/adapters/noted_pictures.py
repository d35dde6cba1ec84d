"""Note which pictures an analysis was given, as it is given them."""

from collections.abc import Iterable, Iterator

from accident_service.adapters.luma import luma_sha256
from accident_service.casefile.pictures import ClipPictures
from accident_service.reconstruction.exhibits.body_outline import body_outline_px
from accident_service.reconstruction.frames import GrayFrame
from accident_service.reconstruction.result import Reconstruction
from accident_service.reconstruction.stabilisation.views import CameraViews


class NotedPictures:
    """The time and the luma hash of every picture that goes by, and their one size."""

    def __init__(self) -> None:
        self.pts_s: list[float] = []
        self.luma_sha256: list[str] = []
        self.size_px = (0, 0)

    def noting(self, frames: Iterable[GrayFrame]) -> Iterator[GrayFrame]:
        """Hand the frames on, each noted first."""
        for frame in frames:
            self.pts_s.append(frame.pts_s)
            self.luma_sha256.append(luma_sha256(frame.pixels))
            rows, columns = frame.pixels.shape
            self.size_px = (columns, rows)
            yield frame

    def pictures(self, found: Reconstruction, views: CameraViews) -> ClipPictures:
        """What was noted, with the outline of every vehicle in each picture it is known in."""
        outlines = {
            one.id: {
                index: outline
                for index, pts_s in enumerate(self.pts_s)
                if (
                    outline := body_outline_px(
                        views.at(pts_s, self.size_px[0]), one, pts_s, self.size_px
                    )
                )
            }
            for one in found.trajectories
        }
        return ClipPictures(
            width_px=self.size_px[0],
            height_px=self.size_px[1],
            pts_s=tuple(self.pts_s),
            luma_sha256=tuple(self.luma_sha256),
            outlines=outlines,
        )
