"""What is analysed is one scene of the clip: the one that lasts longest."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import av
import pytest

from accident_service.adapters.clip_watching import watched
from accident_service.errors import TimelineUnusable
from accident_service.reconstruction.frames import GrayFrame
from accident_service.reconstruction.timing.rate import RateStanding
from tests.scenes.stuttering import even_s, moving


def write_scenes(path: Path, *frames: GrayFrame, rate_hz: int = 25) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=rate_hz, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 240, 120, "yuv420p"
        for number, given in enumerate(frames):
            picture = av.VideoFrame.from_ndarray(given.pixels, format="gray")
            picture.pts = number
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return path


def times_of(frames: Iterable[GrayFrame]) -> list[float]:
    return [frame.pts_s for frame in frames]


def test_a_clip_of_one_scene_is_read_once(tmp_path: Path) -> None:
    clip = write_scenes(tmp_path / "one.mp4", *moving(even_s(30)))
    passes: list[int] = []

    seen = watched(clip, lambda frames: passes.append(len(times_of(frames))))

    assert passes == [30]
    assert len(seen.timing.scenes) == 1
    assert seen.timing.rate.standing is RateStanding.UNCONFIRMED  # coded by a program
    assert seen.reader.packet_count == 30


def test_the_longer_scene_is_measured_and_keeps_its_times(tmp_path: Path) -> None:
    frames = [*moving(even_s(12)), *moving(even_s(40), scene_seed=9)]

    seen = watched(write_scenes(tmp_path / "two.mp4", *frames), times_of)

    assert seen.timing.measured_scene == 1
    assert seen.timing.measured_from_s == pytest.approx(0.48)
    assert seen.found[0] == pytest.approx(0.48)
    assert seen.timing.frame_count == 52


def test_a_first_scene_too_short_to_measure_does_not_end_the_analysis(tmp_path: Path) -> None:
    def particular(frames: Iterable[GrayFrame]) -> int:
        count = len(times_of(frames))
        if count < 10:
            raise TimelineUnusable("too short")
        return count

    frames = [*moving(even_s(6)), *moving(even_s(40), scene_seed=9)]

    assert watched(write_scenes(tmp_path / "two.mp4", *frames), particular).found == 40


def test_a_clip_with_nothing_to_measure_says_so(tmp_path: Path) -> None:
    def hopeless(frames: Iterable[GrayFrame]) -> None:
        times_of(frames)
        raise TimelineUnusable("nothing moves")

    with pytest.raises(TimelineUnusable):
        watched(write_scenes(tmp_path / "x.mp4", *moving(even_s(20))), hopeless)


@pytest.mark.proves("V6")
def test_v6_the_pictures_noted_are_those_analysed_and_no_others(tmp_path: Path) -> None:
    frames = [*moving(even_s(12)), *moving(even_s(40), scene_seed=9)]
    clip = write_scenes(tmp_path / "two.mp4", *frames)
    analysed: list[tuple[float, str]] = []

    def look(seen: Iterable[GrayFrame]) -> None:
        analysed.clear()
        analysed.extend((one.pts_s, sha256(one.pixels.tobytes()).hexdigest()) for one in seen)

    noted = watched(clip, look, noting=True).noted

    assert noted is not None
    assert list(zip(noted.pts_s, noted.luma_sha256, strict=True)) == analysed
    assert noted.size_px == (240, 120)
    assert watched(clip, look).noted is None
