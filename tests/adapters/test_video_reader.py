"""Every clip, sound or hostile, ends in frames with exact times or in a declared verdict."""

from pathlib import Path

import numpy as np
import pytest

from accident_service.adapters.clip_probe import ClipLimits, probe_clip
from accident_service.adapters.clip_verdicts import IN_CHINESE, ClipVerdict
from accident_service.adapters.video_reader import ClipReader, read_frames
from accident_service.errors import ClipUnreadable
from tests.adapters.clip_maker import (
    ClipRecipe,
    even_times_s,
    outcome_of,
    picture,
    with_flipped_bits,
    write_clip,
    write_sound,
    write_two_streams,
)

SHARED = Path("/work/shared")
LIMITS = ClipLimits()


def verdict_of(path: Path, limits: ClipLimits = LIMITS) -> str:
    return outcome_of(path, limits)


def times_of(path: Path) -> list[float]:
    return [frame.pts_s for frame in read_frames(path, LIMITS)]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clips") / "plain.mp4"
    return write_clip(path, ClipRecipe(times_s=even_times_s(40)))


def test_times_are_the_containers_and_pictures_are_in_order(plain: Path) -> None:
    frames = [(frame.pixels.copy(), frame.pts_s) for frame in read_frames(plain, LIMITS)]

    assert [pts_s for _, pts_s in frames] == pytest.approx(even_times_s(40))
    bright = [np.argmax(pixels[130] > 105) for pixels, _ in frames]
    assert bright == sorted(bright)


def test_the_luma_plane_is_a_view_of_the_pictures_own_size(tmp_path: Path) -> None:
    # 330 is no multiple of any decoder's alignment: the plane's lines are longer than the picture.
    recipe = ClipRecipe(times_s=even_times_s(3), size=(328, 248))
    path = write_clip(tmp_path / "odd.mp4", recipe)

    for index, frame in enumerate(read_frames(path, LIMITS)):
        luma = picture(index, (328, 248)) @ np.array([0.257, 0.504, 0.098]) + 16
        assert frame.pixels.shape == (248, 328)
        assert np.abs(frame.pixels.astype(float) - luma).mean() < 6


def test_a_variable_rate_is_read_to_the_tick(tmp_path: Path) -> None:
    times_s = [0.0, 0.04, 0.36, 0.4, 0.467, 0.9]
    path = write_clip(tmp_path / "vfr.mp4", ClipRecipe(times_s=times_s))

    assert times_of(path) == pytest.approx(times_s, abs=1 / 12_800)


def test_frames_coded_out_of_order_come_in_order_from_zero(tmp_path: Path) -> None:
    recipe = ClipRecipe(
        times_s=[0.2 + time_s for time_s in even_times_s(30)],
        options=(("preset", "medium"), ("bf", "3")),
    )
    path = write_clip(tmp_path / "b.mp4", recipe)

    assert times_of(path) == pytest.approx(even_times_s(30), abs=1e-4)


def test_times_below_zero_count_from_the_first_frame(tmp_path: Path) -> None:
    times_s = [-0.4 + time_s for time_s in even_times_s(20)]
    path = write_clip(tmp_path / "negative.mkv", ClipRecipe(times_s=times_s))

    assert times_of(path) == pytest.approx(even_times_s(20), abs=2e-3)


@pytest.mark.parametrize(
    ("codec", "pix_fmt", "name"),
    [
        ("libx265", "yuv420p", "hevc.mp4"),
        ("libx264", "yuv420p10le", "ten-bit.mp4"),
        ("mpeg4", "yuv420p", "mpeg4.avi"),
        ("mjpeg", "yuvj420p", "mjpeg.avi"),
        ("libx264", "yuv420p", "transport.ts"),
        ("libx264", "yuv420p", "matroska.mkv"),
    ],
)
def test_the_usual_recorders_formats_are_read(
    codec: str, pix_fmt: str, name: str, tmp_path: Path
) -> None:
    options = (("x265-params", "log-level=none"),) if codec == "libx265" else ()
    recipe = ClipRecipe(times_s=even_times_s(12), codec=codec, pix_fmt=pix_fmt, options=options)
    frames = [
        frame.pixels.mean() for frame in read_frames(write_clip(tmp_path / name, recipe), LIMITS)
    ]

    assert len(frames) == 12
    assert all(60 < mean < 150 for mean in frames)


def test_of_two_video_streams_the_larger_is_read(tmp_path: Path) -> None:
    small = ClipRecipe(times_s=even_times_s(10), size=(160, 120))
    large = ClipRecipe(times_s=even_times_s(10), size=(320, 240))
    path = write_two_streams(tmp_path / "two.mp4", small, large)

    assert probe_clip(path, LIMITS).video_stream_count == 2
    assert {frame.pixels.shape for frame in read_frames(path, LIMITS)} == {(240, 320)}


def test_colour_frames_are_the_frames_analysed(plain: Path) -> None:
    analysed = {frame.pts_s: frame.pixels.copy() for frame in read_frames(plain, LIMITS)}

    stills = list(ClipReader(plain, LIMITS).colour_frames_at([0.401, 0.0, 1.3, 99.0, 1.31]))

    assert [still.pts_s for still in stills] == pytest.approx([0.0, 0.4, 1.32, 1.56], abs=0.021)
    for still in stills:
        luma = still.rgb @ np.array([0.257, 0.504, 0.098]) + 16
        assert np.abs(analysed[still.pts_s] - luma).mean() < 2


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (b"", ClipVerdict.EMPTY),
        (b"not a video, but text\n" * 200, ClipVerdict.NOT_A_VIDEO),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", ClipVerdict.NOT_A_VIDEO),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", ClipVerdict.NOT_A_VIDEO),
        (bytes(range(256)) * 400, ClipVerdict.NOT_A_VIDEO),
    ],
)
def test_what_is_no_video_is_said_to_be_none(
    content: bytes, verdict: ClipVerdict, tmp_path: Path
) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)

    assert verdict_of(path) == verdict


def test_a_picture_with_a_videos_name_is_no_video(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))

    assert verdict_of(path) == ClipVerdict.NOT_A_VIDEO


def test_a_verdict_names_the_file_and_not_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"no video")

    with pytest.raises(ClipUnreadable, match=r"clip\.mp4") as refusal:
        probe_clip(path, LIMITS)

    assert str(tmp_path) not in str(refusal.value)


def test_every_verdict_has_its_words_in_chinese() -> None:
    assert set(IN_CHINESE) == set(ClipVerdict)


def test_a_missing_file_and_a_folder_are_missing(tmp_path: Path) -> None:
    assert verdict_of(tmp_path / "nothing.mp4") == ClipVerdict.MISSING
    assert verdict_of(tmp_path) == ClipVerdict.MISSING


def test_sound_alone_is_no_video(tmp_path: Path) -> None:
    assert verdict_of(write_sound(tmp_path / "sound.mp4")) == ClipVerdict.NO_VIDEO


def test_a_wrong_extension_does_not_matter(plain: Path, tmp_path: Path) -> None:
    path = tmp_path / "clip.txt"
    path.write_bytes(plain.read_bytes())

    assert verdict_of(path) == "read"


def test_a_truncated_clip_without_its_index_is_no_video(plain: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.mp4"
    path.write_bytes(plain.read_bytes()[: plain.stat().st_size // 2])

    assert verdict_of(path) == ClipVerdict.NOT_A_VIDEO


def test_a_truncated_clip_with_its_index_gives_what_is_left_and_the_shortfall(
    tmp_path: Path,
) -> None:
    recipe = ClipRecipe(times_s=even_times_s(60), container_options=(("movflags", "faststart"),))
    whole = write_clip(tmp_path / "whole.mp4", recipe)
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 6 // 10])

    reader = ClipReader(cut, LIMITS)
    count = sum(1 for _ in reader.frames())

    assert reader.probe.declared_frame_count == 60
    assert 5 < count < 55


@pytest.mark.parametrize("seed", range(12))
def test_flipped_bits_never_escape_as_anything_but_a_verdict(
    seed: int, plain: Path, tmp_path: Path
) -> None:
    path = with_flipped_bits(tmp_path / "flipped.mp4", plain, count=40, seed=seed)

    assert verdict_of(path) in {"read", *ClipVerdict}


def test_raw_video_is_refused_by_its_codec(tmp_path: Path) -> None:
    recipe = ClipRecipe(times_s=even_times_s(5), codec="rawvideo", options=())
    path = write_clip(tmp_path / "raw.avi", recipe)

    assert verdict_of(path) == ClipVerdict.REFUSED_CODEC


def test_the_file_that_aborts_another_reader_gets_a_verdict() -> None:
    path = SHARED / "real/clips/ABORTS_OPENCV_48x48_rawvideo.avi"
    if not path.exists():
        pytest.skip("the reference recordings are not on this machine")

    assert verdict_of(path) == ClipVerdict.REFUSED_CODEC


def test_a_bare_stream_without_times_is_refused_not_given_a_guessed_rate(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "bare.h264", ClipRecipe(times_s=even_times_s(30)))

    assert verdict_of(path) == ClipVerdict.NO_TIMES


def test_pictures_too_small_to_measure_are_refused(tmp_path: Path) -> None:
    recipe = ClipRecipe(times_s=even_times_s(3), size=(48, 48))

    assert verdict_of(write_clip(tmp_path / "tiny.mp4", recipe)) == ClipVerdict.TOO_SMALL
