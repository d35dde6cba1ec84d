"""The picture a camera is calibrated in: a still, or the first frame of a clip."""

from pathlib import Path

import cv2
import numpy as np

from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.video_reader import ClipReader
from accident_service.errors import ClipUnreadable, InvalidSite
from accident_service.reconstruction.frames import ColourFrame

STILL_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp"})


def still_of(path: Path) -> ColourFrame:
    """The picture in a still, or the first of a clip.

    Raises:
        InvalidSite: The file is missing, or is neither a picture nor a clip that can be read.
    """
    if path.suffix.lower() in STILL_SUFFIXES:
        return _read_still(path)
    try:
        return next(ClipReader(path, ClipLimits()).colour_frames_at((0.0,)))
    except (ClipUnreadable, StopIteration) as gap:
        raise InvalidSite(f"{path.name}: no picture in it ({gap})") from gap


def _read_still(path: Path) -> ColourFrame:
    try:
        content = np.frombuffer(path.read_bytes(), dtype=np.uint8)
    except OSError as failure:
        raise InvalidSite(f"{path.name}: cannot be read ({failure})") from failure
    picture = cv2.imdecode(content, cv2.IMREAD_COLOR) if len(content) else None
    if picture is None:
        raise InvalidSite(f"{path.name}: no picture that can be read; accepted: PNG, JPEG, a clip")
    return ColourFrame(np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), dtype=np.uint8), 0.0)
