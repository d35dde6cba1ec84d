"""One decoded picture and its moment; the only thing decoding hands to analysis."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class GrayFrame:
    """The luma plane of one frame; `pixels` may be a view valid only until the next frame."""

    pixels: NDArray[np.uint8]  # (rows, columns)
    pts_s: float  # seconds since the clip's first frame, from the container


@dataclass(frozen=True, slots=True, eq=False)
class CapturedFrames:
    """Frames that are read once, and afterwards the moments at which they were taken.

    A converter's times are only seen through once all have gone by: then `capture_times_s`
    gives, for the times the frames bore, in order, those at which the camera took them.
    """

    frames: Iterable[GrayFrame]
    capture_times_s: Callable[[NDArray[np.float64]], NDArray[np.float64]]

    def __iter__(self) -> Iterator[GrayFrame]:
        return iter(self.frames)


@dataclass(frozen=True, slots=True, eq=False)
class ColourFrame:
    """One frame in colour, for people to look at; nothing is measured on it."""

    rgb: NDArray[np.uint8]  # (rows, columns, 3)
    pts_s: float  # the same clock as `GrayFrame`
