"""The accident-pictures/1 document: which pictures of a clip were analysed, as kept bytes."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Literal

from pydantic import BaseModel, ValidationError

from accident_service.adapters.document_numbers import Json, moment
from accident_service.casefile.analysis import AnalysisRecord, BlobRef
from accident_service.casefile.pictures import ClipPictures, Outline
from accident_service.casework.ports import BlobStore
from accident_service.errors import CustodyBroken

PICTURES_FORMAT: Literal["accident-pictures/1"] = "accident-pictures/1"
PICTURES_NAME = "pictures.json"
_PIXEL_DECIMALS = 1
REMEMBERED = 16  # documents, of some megabytes each at most


class PicturesDocument(BaseModel):
    """The pictures, as kept."""

    format: Literal["accident-pictures/1"]
    pictures: ClipPictures


def pictures_document(pictures: ClipPictures) -> Json:
    """The pictures as a document; outlines to a tenth of a pixel."""
    outlines = {
        str(track): {str(index): _rounded(one) for index, one in by_index.items()}
        for track, by_index in pictures.outlines.items()
    }
    content = {
        "width_px": pictures.width_px,
        "height_px": pictures.height_px,
        "pts_s": [moment(pts_s) for pts_s in pictures.pts_s],
        "luma_sha256": list(pictures.luma_sha256),
        "outlines": outlines,
    }
    return {"format": PICTURES_FORMAT, "pictures": content}


def pictures_of(document: bytes) -> ClipPictures:
    """The pictures a document of ours describes.

    Raises:
        ValueError: It is none.
    """
    return PicturesDocument.model_validate_json(document).pictures


@dataclass(frozen=True, slots=True)
class KeptPictures:
    """Reads the document an analysis left in the blob store, and remembers the last ones.

    A document is named by its hash and never changes: it is proven when it is read, and every
    picture by its own hash whenever it is cut.
    """

    blobs: BlobStore
    _last: OrderedDict[str, ClipPictures] = field(default_factory=OrderedDict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def pictures(self, record: AnalysisRecord) -> ClipPictures | None:
        """The analysed pictures of the clip, or None in records from before they were noted.

        Raises:
            CustodyBroken: The stored bytes have changed, or were never such a document.
        """
        if record.picture_log is None:
            return None
        with self._lock:
            known = self._last.get(record.picture_log.sha256)
        return known or self._read(record.picture_log)

    def _read(self, log: BlobRef) -> ClipPictures:
        try:
            found = pictures_of(self.blobs.open(log))
        except ValidationError as fault:
            raise CustodyBroken(f"{log.sha256} is no {PICTURES_FORMAT} document") from fault
        with self._lock:
            self._last[log.sha256] = found
            while len(self._last) > REMEMBERED:
                self._last.popitem(last=False)
        return found


def _rounded(outline: Outline) -> list[list[float]]:
    return [[round(x, _PIXEL_DECIMALS), round(y, _PIXEL_DECIMALS)] for x, y in outline]
