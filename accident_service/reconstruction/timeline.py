"""How a clip's own clock behaves, told from its frames in order.

Time is the container's timestamp, never a frame's number: recorders drop frames, repeat
them to fill a nominal rate, and vary their pace. A repeated picture carries no motion; taken
for a new one it halves a speed and doubles the next.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from accident_service.errors import TimelineUnusable
from accident_service.reconstruction.frames import GrayFrame
from accident_service.reconstruction.timing.capture_times import evened, is_converted
from accident_service.reconstruction.timing.clock.burnt_in_clock import burnt_in_clock
from accident_service.reconstruction.timing.clock.edge_strips import EdgeStrips
from accident_service.reconstruction.timing.coarse_picture import coarse_picture
from accident_service.reconstruction.timing.rate import CodedRate, judged
from accident_service.reconstruction.timing.repeats import RepeatFilter
from accident_service.reconstruction.timing.scene_cuts import SceneFilter
from accident_service.reconstruction.timing.summary import (
    TimingSummary,
    is_regular,
    picture_sigma_s,
)

__all__ = ["Timeline", "TimingSummary", "without_repeats"]

_MOST_OUT_OF_ORDER = 0.1


class Timeline:
    """Watches frames go by once, hands on the ones that tell something new, and sums up."""

    def __init__(self, measured_scene: int = 0) -> None:
        """Args: measured_scene: Number of the scene to hand on; the others are only watched."""
        self._measured_scene = measured_scene
        self._frame_pts_s: list[float] = []
        self._out_of_order_count = 0
        self._kept_pts_s: list[float] = []
        self._scenes = SceneFilter()
        self._repeats = RepeatFilter()
        self._edges = EdgeStrips()

    def follow(self, frames: Iterable[GrayFrame]) -> Iterator[GrayFrame]:
        """Pass on every frame of the measured scene that is later and shows something new.

        The frames keep their own times: where a repeat was left out there is a longer interval,
        which is what the camera really saw.
        """
        latest_s = -np.inf
        for frame in frames:
            if frame.pts_s <= latest_s:
                self._out_of_order_count += 1
                continue
            latest_s = frame.pts_s
            self._frame_pts_s.append(frame.pts_s)
            for scene, picture, coarse in self._scenes.passed(frame, coarse_picture(frame.pixels)):
                if scene == self._measured_scene:
                    self._edges.watch(picture.pixels, picture.pts_s)
                    yield from self._kept(self._repeats.passed(picture, coarse))
        yield from self._kept(self._repeats.released())

    def _kept(self, frames: Iterable[GrayFrame]) -> Iterator[GrayFrame]:
        for frame in frames:
            self._kept_pts_s.append(frame.pts_s)
            yield frame

    def capture_times_s(self, pts_s: NDArray[np.float64]) -> NDArray[np.float64]:
        """When the pictures handed on were taken; their own times, unless a converter gave them.

        To be asked once all frames have gone by.
        """
        steps, after = np.array(self._repeats.steps), np.array(self._repeats.steps_after_repeat)
        return evened(pts_s) if is_converted(steps, after) else pts_s

    @property
    def longest_scene(self) -> int:
        """Number of the scene that lasts longest: the one worth measuring."""
        lengths = [span.to_s - span.from_s for span in self._scenes.spans]
        return int(np.argmax(lengths)) if lengths else 0

    def summary(
        self, declared_frame_count: int | None = None, coded_rate: CodedRate | None = None
    ) -> TimingSummary:
        """What the frames that went by say of the clip's clock.

        Args:
            declared_frame_count: Frames the file promises.
            coded_rate: Frames per second as the coded stream states them.

        Raises:
            TimelineUnusable: Fewer than two pictures in order of time, or more than a tenth of
                the frames go back in time.
        """
        pictures, late = len(self._kept_pts_s), self._out_of_order_count
        frame_count = len(self._frame_pts_s) + late
        if pictures < 2 or late > _MOST_OUT_OF_ORDER * frame_count:
            raise TimelineUnusable(
                f"of {frame_count} frames {pictures} show something new at a later time and"
                f" {late} do not advance in time"
            )
        frame_pts_s, kept_pts_s = np.array(self._frame_pts_s), np.array(self._kept_pts_s)
        intervals_s = np.diff(kept_pts_s)
        repeats = self._repeats.repeat_count
        interval_s = float(np.median(np.diff(frame_pts_s)))
        clock = burnt_in_clock(self._edges.records())
        return TimingSummary(
            frame_count=frame_count,
            declared_frame_count=declared_frame_count,
            duration_s=float(frame_pts_s[-1] - frame_pts_s[0]),
            median_interval_s=float(np.median(intervals_s)),
            longest_gap_s=float(intervals_s.max()),
            duplicate_count=repeats,
            regular=is_regular(intervals_s),
            out_of_order_count=late,
            foreign_count=self._scenes.foreign_count,
            picture_sigma_s=picture_sigma_s(frame_pts_s, displaced_count=repeats + late),
            scenes=self._scenes.spans,
            measured_scene=self._measured_scene,
            rate=judged(interval_s, coded_rate, clock.s_per_clip_s),
            clock=clock,
        )


def without_repeats(frames: Iterable[GrayFrame]) -> Iterator[GrayFrame]:
    """The frames without repeated pictures and without steps back in time; times are kept."""
    return Timeline().follow(frames)
