"""Cut the pictures around a contact while the case is still in the worker's hands.

An officer who opens the review then waits for no decoder. Only a courtesy: what could not be
cut here is cut, and its failure told, when somebody looks.
"""

from contextlib import suppress
from dataclasses import dataclass

from accident_service.casefile.analysis import AnalysisRecord
from accident_service.casework.analysis_readers import PictureReader
from accident_service.casework.view_frames import FrameCutter
from accident_service.errors import AccidentServiceError
from accident_service.footage.clip import SealedClip


@dataclass(frozen=True, slots=True)
class CutAhead:
    """What the review opens with, ready before it is opened."""

    picture_reader: PictureReader
    cutter: FrameCutter

    def __call__(self, clip: SealedClip, record: AnalysisRecord) -> None:
        """Cut around the contact and return once that is done; without a contact nothing is."""
        if record.contact is None:
            return
        with suppress(AccidentServiceError):
            pictures = self.picture_reader.pictures(record)
            if pictures and pictures.pts_s:
                nearest = pictures.nearest(record.contact.pts_s)
                self.cutter.cut_around(clip, pictures, nearest)
