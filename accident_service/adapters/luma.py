"""The luma plane of a decoded picture and its hash; little else is loaded to tell them."""

import hashlib

import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

# Pixel formats whose first plane is the luma, one byte a pixel; others are converted.
_LUMA_FIRST = frozenset(
    {"yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p", "nv12", "gray"}
)


def luma_of(frame: VideoFrame) -> NDArray[np.uint8]:
    """The luma plane without a copy where the format allows, else the picture made grey."""
    if frame.format.name not in _LUMA_FIRST:
        return np.asarray(frame.to_ndarray(format="gray"), dtype=np.uint8)
    plane = frame.planes[0]
    rows = np.frombuffer(memoryview(plane), dtype=np.uint8).reshape(-1, plane.line_size)
    return rows[: frame.height, : frame.width]


def luma_sha256(pixels: NDArray[np.uint8]) -> str:
    """The hash of a luma plane, row by row without the padding decoders leave."""
    return hashlib.sha256(np.ascontiguousarray(pixels).data).hexdigest()
