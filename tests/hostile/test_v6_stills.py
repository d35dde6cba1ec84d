"""V6: the frame that people are shown is, sample for sample, the frame that was analysed."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.video_reader import ClipReader
from accident_service.reconstruction.exhibits.stills import StillCaption, draw_still
from accident_service.reconstruction.frames import ColourFrame
from accident_service.reconstruction.timeline import Timeline
from tests.adapters.clip_maker import ClipRecipe, even_times_s, write_clip
from tests.scenes.street_camera import street_camera

pytestmark = pytest.mark.proves("V6")

LIMITS = ClipLimits()
MADE = {
    "even": even_times_s(60),
    "uneven": [t for n, t in enumerate(even_times_s(80)) if n % 7 not in (2, 3)],
    "late": [0.5 + t for t in even_times_s(60)],
}


def digest(pixels: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(pixels).tobytes()).hexdigest()


@pytest.fixture(params=sorted(MADE))
def clip(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    options = (("preset", "medium"), ("bf", "2"), ("g", "15"))
    recipe = ClipRecipe(times_s=MADE[request.param], options=options)
    return write_clip(tmp_path / "clip.mp4", recipe)


def decoded(clip: Path) -> dict[float, ColourFrame]:
    """Every frame in colour, by its time, as decoding from front to back gives it."""
    moments_s = [frame.pts_s for frame in Timeline().follow(ClipReader(clip, LIMITS).frames())]
    return {one.pts_s: one for one in ClipReader(clip, LIMITS).colour_frames_at(moments_s)}


@pytest.mark.parametrize("number", [0, 1, 17, 30, 55])
def test_v6_a_still_asked_for_by_its_time_is_the_frame_of_that_time(
    number: int, clip: Path
) -> None:
    frames = decoded(clip)
    pts_s = sorted(frames)[number]

    (still,) = ClipReader(clip, LIMITS).colour_frames_at([pts_s])

    assert still.pts_s == pts_s
    assert digest(still.rgb) == digest(frames[pts_s].rgb)


def test_v6_the_analysed_luma_and_the_still_come_from_one_decoded_frame(clip: Path) -> None:
    """The luma of the still, made again from its colours, is that frame's and no neighbour's."""
    luma = {f.pts_s: f.pixels.astype(float) for f in _copied(ClipReader(clip, LIMITS))}
    times_s = sorted(luma)
    for pts_s in times_s[5:40:7]:
        (still,) = ClipReader(clip, LIMITS).colour_frames_at([pts_s])
        shown = still.rgb @ np.array([0.257, 0.504, 0.098]) + 16
        off = {other_s: np.abs(luma[other_s] - shown).mean() for other_s in times_s}
        assert min(off, key=lambda at_s: off[at_s]) == pts_s


def test_v6_what_is_drawn_over_leaves_the_frame_itself_alone(clip: Path) -> None:
    (still,) = ClipReader(clip, LIMITS).colour_frames_at([1.0])
    before = digest(still.rgb)

    camera = street_camera().scaled(320 / 1280)
    first, again = (
        draw_still(still, camera, (), StillCaption("接触时刻", "At contact")) for _ in range(2)
    )

    assert digest(still.rgb) == before
    assert first == again


def _copied(reader: ClipReader) -> list["_Luma"]:
    return [_Luma(frame.pts_s, frame.pixels.copy()) for frame in reader.frames()]


class _Luma:
    def __init__(self, pts_s: float, pixels: np.ndarray) -> None:
        self.pts_s, self.pixels = pts_s, pixels
