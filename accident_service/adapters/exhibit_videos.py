"""Two short films of one contact: what the camera saw with the reconstruction on it, and the plan.

Films are for context; what anybody rests a decision on are the stills, cut at exact times.
Both films keep the clip's own times, so that they can be shown side by side.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Literal

import av
import cv2
import numpy as np
from av.video.frame import VideoFrame

from accident_service.adapters.exhibit_subject import ExhibitSubject
from accident_service.adapters.video_reader import ClipReader
from accident_service.reconstruction.exhibits.plan import PlanRoad
from accident_service.reconstruction.exhibits.plan_frame import square_around
from accident_service.reconstruction.exhibits.plan_moments import PlanMoments, PlanWindow
from accident_service.reconstruction.exhibits.stills import (
    Picture,
    annotated,
    captioned,
)
from accident_service.reconstruction.frames import ColourFrame
from accident_service.reconstruction.stabilisation.views import CameraViews

# How much a film shows before and after the moment it is about.
BEFORE_S, AFTER_S = 4.0, 4.0
# Wide enough for a desk; a phone on one bar of signal still gets it in seconds.
MOST_WIDTH_PX = 960
# The clock MPEG video has always run by; milliseconds would round the times of 30 Hz.
TIME_BASE = Fraction(1, 90_000)
# H.264, which every browser plays. One thread and no look ahead: x264's look ahead gives other
# bytes every time, and an exhibit must not change by itself.
_CODEC: Literal["libx264"] = "libx264"
_CODING = {
    "crf": "24",
    "preset": "veryfast",
    "threads": "1",
    "x264-params": "rc-lookahead=0:no-mbtree=1:bframes=0",
}
_CONTAINER = {"movflags": "+faststart", "fflags": "+bitexact"}

TimedPicture = tuple[Picture, float]


def film_camera(
    path: Path, reader: ClipReader, views: CameraViews, subject: ExhibitSubject
) -> list[float]:
    """Write the camera's view with the vehicles drawn on it; the times of its frames."""
    moments_s = film_moments_s(subject)
    shown = reduced(reader.colour_frames_at(moments_s))
    pictures = ((_in_view(frame, views, subject), frame.pts_s) for frame in shown)
    return write_film(path, pictures)


def film_plan(
    path: Path, road: PlanRoad, subject: ExhibitSubject, moments_s: Sequence[float]
) -> None:
    """Write the plan at the same times as the camera's film."""
    middle_m, half_m = square_around(subject.parties, subject.pts_s, None)
    window = PlanWindow(centre_m=(float(middle_m[0]), float(middle_m[1])), half_m=half_m)
    plan = PlanMoments(road, window, subject.marks, subject.contact)
    write_film(
        path,
        (
            (captioned(plan.picture_at(pts_s), subject.caption_at(pts_s), pts_s), pts_s)
            for pts_s in moments_s
        ),
    )


def write_film(path: Path, pictures: Iterable[TimedPicture]) -> list[float]:
    """Write pictures of one size at their times, the first at 0; the times they were given."""
    times_s: list[float] = []
    with av.open(str(path), "w", format="mp4", container_options=_CONTAINER) as container:
        stream = container.add_stream(_CODEC, options=dict(_CODING))
        stream.pix_fmt, stream.codec_context.time_base = "yuv420p", TIME_BASE
        for picture, pts_s in pictures:
            even = picture[: picture.shape[0] // 2 * 2, : picture.shape[1] // 2 * 2]
            if not times_s:
                stream.width, stream.height = even.shape[1], even.shape[0]
            times_s.append(pts_s)
            frame = VideoFrame.from_ndarray(np.ascontiguousarray(even), format="rgb24")
            frame.pts, frame.time_base = round((pts_s - times_s[0]) / TIME_BASE), TIME_BASE
            container.mux(stream.encode(frame))
        if times_s:
            container.mux(stream.encode(None))
    return times_s


def film_moments_s(subject: ExhibitSubject) -> list[float]:
    """Every analysed moment around the subject's at which anybody is known."""
    known = np.unique(np.concatenate([mark.trajectory.pts_s for mark in subject.marks]))
    near = (known >= subject.pts_s - BEFORE_S) & (known <= subject.pts_s + AFTER_S)
    return [float(pts_s) for pts_s in known[near]]


def reduced(frames: Iterable[ColourFrame]) -> Iterator[ColourFrame]:
    """The frames no wider than a film is."""
    for frame in frames:
        rows, columns = frame.rgb.shape[:2]
        if columns <= MOST_WIDTH_PX:
            yield frame
            continue
        size = (MOST_WIDTH_PX, round(rows * MOST_WIDTH_PX / columns))
        small = cv2.resize(frame.rgb, size, interpolation=cv2.INTER_AREA)
        yield ColourFrame(np.asarray(small, dtype=np.uint8), frame.pts_s)


def _in_view(frame: ColourFrame, views: CameraViews, subject: ExhibitSubject) -> Picture:
    view = views.at(frame.pts_s, frame.rgb.shape[1])
    return annotated(frame, view, subject.marks, subject.caption_at(frame.pts_s))
