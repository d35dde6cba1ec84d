"""Show an analysis the frames of one scene, and certify the clock they came with.

A clip that was cut together is read a second time where the scene worth measuring turns out
not to be the first: rare, and cheaper than reading every clip twice.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from accident_service.adapters.clip_probe import ClipLimits, ClipProbe
from accident_service.adapters.noted_pictures import NotedPictures
from accident_service.adapters.video_reader import ClipReader
from accident_service.errors import TimelineUnusable
from accident_service.reconstruction.ahead import drawn_ahead
from accident_service.reconstruction.frames import CapturedFrames, GrayFrame
from accident_service.reconstruction.result import TimingSummary
from accident_service.reconstruction.stages import Stage, drawn_in, stage
from accident_service.reconstruction.timeline import Timeline

Progress = Callable[[float], None]
Found = TypeVar("Found")

# Share of the work done when the last frame is decoded, and when all but the exhibits is.
DECODED_SHARE, RECONSTRUCTED_SHARE = 0.28, 0.95
USUAL_LIMITS = ClipLimits()


@dataclass(frozen=True, slots=True, eq=False)
class Watched(Generic[Found]):
    """What an analysis made of a clip's frames, and what their clock is worth."""

    found: Found
    timing: TimingSummary
    reader: ClipReader  # with the counts of the pass that was analysed
    noted: NotedPictures | None = None  # which pictures that pass handed on, where it was asked


def _unheard(_share: float) -> None:
    """Nobody asks how far it is."""


def watched(
    clip: Path,
    analyse: Callable[[Iterable[GrayFrame]], Found],
    progress: Progress = _unheard,
    limits: ClipLimits = USUAL_LIMITS,
    *,
    noting: bool = False,
) -> Watched[Found]:
    """Analyse the scene that lasts longest; nothing is measured across a cut.

    Args:
        noting: Note the time and hash of every picture analysed; it takes a millisecond each.

    Raises:
        ClipUnreadable: The clip is refused or cannot be decoded.
        TimelineUnusable: Its times, or the pictures of its longest scene, cannot be used.
    """
    scene = 0
    while True:
        reader, timeline = ClipReader(clip, limits), Timeline(scene)
        noted = NotedPictures() if noting else None
        followed = _followed(timeline, reader)
        frames = _reporting(noted.noting(followed) if noted else followed, reader.probe, progress)
        try:
            found = analyse(CapturedFrames(frames, timeline.capture_times_s))
        except TimelineUnusable:
            if timeline.longest_scene == scene:
                raise
        else:
            if timeline.longest_scene == scene:
                with stage(Stage.TIMELINE):
                    timing = timeline.summary(reader.declared_frame_count, reader.coded_rate)
                return Watched(found, timing, reader, noted)
        scene = timeline.longest_scene


def _followed(timeline: Timeline, reader: ClipReader) -> Iterator[GrayFrame]:
    decoded = drawn_ahead(drawn_in(Stage.DECODING, reader.frames()))
    return drawn_in(Stage.TIMELINE, timeline.follow(decoded))


def _reporting(
    frames: Iterable[GrayFrame], probe: ClipProbe, progress: Progress
) -> Iterator[GrayFrame]:
    duration_s = probe.declared_duration_s or 0.0
    for frame in frames:
        yield frame
        if duration_s > 0.0:
            progress(DECODED_SHARE * min(frame.pts_s / duration_s, 1.0))
