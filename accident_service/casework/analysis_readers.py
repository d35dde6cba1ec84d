"""Reading back what analyses have left in the blob store."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from accident_service.casefile.analysis import AnalysisRecord
from accident_service.casefile.pictures import ClipPictures, Outline
from accident_service.quantities.identifiers import CameraId, SiteId, TrackId
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from accident_service.reconstruction.result import Reconstruction

Outlines = Mapping[TrackId, Mapping[int, Outline]]  # by track, and by number of the picture


class AnalysisReader(Protocol):
    """Reads back what an analysis left in the blob store."""

    def reconstruction(self, record: AnalysisRecord) -> Reconstruction:
        """The measured trajectories and contacts."""
        ...


class PictureReader(Protocol):
    """Reads back which pictures of a clip were analysed."""

    def pictures(self, record: AnalysisRecord) -> ClipPictures | None:
        """The analysed pictures, or None where the record is from before they were noted."""
        ...


class OutlineDrawer(Protocol):
    """Draws in analysed pictures where moved vehicles would have appeared."""

    def outlines(
        self,
        camera: tuple[SiteId, CameraId],
        record: AnalysisRecord,
        pictures: ClipPictures,
        vehicles: Sequence[tuple[GroundTrajectory, GroundTrajectory]],
    ) -> Outlines:
        """Of each moved vehicle in every picture that shows it, px.

        Args:
            vehicles: Each as measured and as moved.

        Nothing is told of vehicles that cannot be drawn as they were when they were analysed.
        """
        ...
