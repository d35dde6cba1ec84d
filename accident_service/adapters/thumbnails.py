"""Stills of the contact made small for the queue, and kept in memory only.

A second copy on disk would be one more thing to destroy with the case; made anew, a picture
costs some hundredths of a second, once per web process.
"""

from functools import lru_cache

import cv2
import numpy as np

from accident_service.casefile.analysis import SVG, BlobRef
from accident_service.casework.ports import BlobStore

WIDTH_PX = 240  # twice what the list shows, for sharp screens [design]
JPEG_QUALITY = 78  # about 10 kB [design]
PICTURES_KEPT = 256


class SmallStills:
    """A `Thumbnails` on the blob store."""

    def __init__(self, blobs: BlobStore) -> None:
        self._blobs = blobs
        self._small = lru_cache(maxsize=PICTURES_KEPT)(self._made)

    def small(self, picture: BlobRef) -> tuple[bytes, str]:
        """The picture, `WIDTH_PX` wide at most; drawings stay as they are.

        Raises:
            NotFound: Nothing is kept under this hash.
            CustodyBroken: The stored bytes are not those that were kept.
        """
        return self._small(picture)

    def _made(self, picture: BlobRef) -> tuple[bytes, str]:
        content = self._blobs.open(picture)
        if picture.media_type == SVG:
            return content, SVG
        decoded = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
        if decoded is None:  # not made by us; shown as it is, as on the case's own page
            return content, picture.media_type
        rows, columns = decoded.shape[:2]
        scale = min(1.0, WIDTH_PX / columns)
        size_px = (round(columns * scale), max(1, round(rows * scale)))
        small = cv2.resize(decoded, size_px, interpolation=cv2.INTER_AREA)
        _, encoded = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
        return encoded.tobytes(), "image/jpeg"
