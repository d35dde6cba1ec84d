"""Reading back what analyses have left in the blob store."""

from typing import Protocol

from accident_service.casefile.analysis import AnalysisRecord
from accident_service.casefile.pictures import ClipPictures
from accident_service.reconstruction.result import Reconstruction


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
