"""How a clip's own clock behaves, told from its frames in order.

Time is the container's timestamp, never a frame's number: recorders drop frames, repeat
them to fill a nominal rate, and vary their pace. A repeated picture carries no motion; taken
for a new one it halves a speed and doubles the next.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.errors import TimelineUnusable
from accident_service.reconstruction.frames import GrayFrame

# Blocks this wide are averaged before pictures are compared: the noise of a camera goes, the
# edge of anything that moved stays.
_BLOCK_PX = 8
# A recoded repeat differs from its original by at most 4 grey levels in any block (measured on
# street recordings); the slowest traffic in view changes some block by 15 or more.
_REPEAT_LEVELS = 6.0
_REPEAT_SHARE = 0.2
_RECENT = 25
# More than this many quiet pictures in a row is a still street, not a stuttering recorder.
_LONGEST_RUN = 3
# Spacing is called regular when no interval leaves the median by more than this share of it.
_REGULAR_SHARE = 0.25
_MOST_OUT_OF_ORDER = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class TimingSummary:
    """How the clip's own clock behaves; what speeds are worth depends on it.

    Intervals are between pictures that show something new at a later time.
    """

    frame_count: int
    declared_frame_count: int | None
    duration_s: float
    median_interval_s: float
    longest_gap_s: float
    duplicate_count: int  # frames whose picture repeats the one before
    regular: bool
    out_of_order_count: int = 0  # frames whose time does not advance; they are left out

    @property
    def decoded_share(self) -> float | None:
        """Decoded frames per declared frame; below 0.98 the file is damaged."""
        if not self.declared_frame_count:
            return None
        return self.frame_count / self.declared_frame_count

    @property
    def effective_rate_hz(self) -> float:
        """New pictures per second."""
        return 1.0 / self.median_interval_s


class Timeline:
    """Watches frames go by once, hands on the ones that tell something new, and sums up."""

    def __init__(self) -> None:
        self._frame_count = 0
        self._repeat_count = 0
        self._out_of_order_count = 0
        self._last_pts_s = 0.0
        self._kept_pts_s: list[float] = []
        self._repeats = _RepeatedPictures()

    def follow(self, frames: Iterable[GrayFrame]) -> Iterator[GrayFrame]:
        """Pass on every frame that is later than the last and shows something new.

        The frames keep their own times: where a repeat was left out there is a longer interval,
        which is what the camera really saw.
        """
        held: list[GrayFrame] = []  # unchanged so far: repeats if the street moves on at once
        for frame in frames:
            self._frame_count += 1
            if self._kept_pts_s and frame.pts_s <= self._last_pts_s:
                self._out_of_order_count += 1
                continue
            self._last_pts_s = frame.pts_s
            if not self._repeats.unchanged(frame.pixels):
                self._repeat_count += len(held)
                held = []
                yield from self._kept((frame,))
                continue
            held.append(GrayFrame(frame.pixels.copy(), frame.pts_s))
            if len(held) > _LONGEST_RUN:
                self._repeats.forget_motion(frame.pixels)
                yield from self._kept(held)
                held = []
        yield from self._kept(held)

    def _kept(self, frames: Iterable[GrayFrame]) -> Iterator[GrayFrame]:
        for frame in frames:
            self._kept_pts_s.append(frame.pts_s)
            yield frame

    def summary(self, declared_frame_count: int | None = None) -> TimingSummary:
        """What the frames that went by say of the clip's clock.

        Raises:
            TimelineUnusable: Fewer than two pictures in order of time, or more than a tenth of
                the frames go back in time.
        """
        pictures = len(self._kept_pts_s)
        if pictures < 2 or self._out_of_order_count > _MOST_OUT_OF_ORDER * self._frame_count:
            raise TimelineUnusable(
                f"of {self._frame_count} frames {pictures} show something new at a later time and"
                f" {self._out_of_order_count} do not advance in time"
            )
        intervals_s = np.diff(np.asarray(self._kept_pts_s))
        median_s = float(np.median(intervals_s))
        return TimingSummary(
            frame_count=self._frame_count,
            declared_frame_count=declared_frame_count,
            duration_s=self._last_pts_s - self._kept_pts_s[0],
            median_interval_s=median_s,
            longest_gap_s=float(intervals_s.max()),
            duplicate_count=self._repeat_count,
            regular=bool(np.all(np.abs(intervals_s - median_s) <= _REGULAR_SHARE * median_s)),
            out_of_order_count=self._out_of_order_count,
        )


def without_repeats(frames: Iterable[GrayFrame]) -> Iterator[GrayFrame]:
    """The frames without repeated pictures and without steps back in time; times are kept."""
    return Timeline().follow(frames)


class _RepeatedPictures:
    """Tells an unchanged picture by the block that changed most since the last new one.

    Unchanged is told against recent motion only: where nothing moved lately, a still picture
    is what the street looked like.
    """

    def __init__(self) -> None:
        self._last: NDArray[np.uint8] | None = None
        self._recent_levels: deque[float] = deque(maxlen=_RECENT)

    def unchanged(self, pixels: NDArray[np.uint8]) -> bool:
        blocks = _blocks(pixels)
        if self._last is None or self._last.shape != blocks.shape:
            self._last = blocks
            return False
        level = float(cv2.absdiff(blocks, self._last).max())
        usual = float(np.median(self._recent_levels)) if self._recent_levels else 0.0
        if level < min(_REPEAT_LEVELS, _REPEAT_SHARE * usual):
            return True
        self._recent_levels.append(level)
        self._last = blocks
        return False

    def forget_motion(self, pixels: NDArray[np.uint8]) -> None:
        """The street has come to rest: from here on, still pictures are what it looks like."""
        self._recent_levels.clear()
        self._last = _blocks(pixels)


def _blocks(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Block means from every other row: half the work, and still 32 pixels a block."""
    rows, columns = pixels.shape
    size = (max(columns // _BLOCK_PX, 1), max(rows // _BLOCK_PX, 1))
    return np.asarray(cv2.resize(pixels[::2], size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
