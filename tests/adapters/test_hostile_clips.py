"""Clips that lie about themselves: each is refused by its header or read for what it is."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from accident_service.adapters.clip_probe import ClipLimits, probe_clip
from accident_service.adapters.clip_verdicts import ClipVerdict
from accident_service.adapters.video_reader import ClipReader, read_frames
from accident_service.errors import ClipUnreadable
from accident_service.reconstruction.timeline import Timeline
from tests.adapters.clip_maker import ClipRecipe, even_times_s, outcome_of, write_clip

LIMITS = ClipLimits()


def refusal_of_probe(path: Path) -> ClipUnreadable:
    with pytest.raises(ClipUnreadable) as refusal:
        probe_clip(path, LIMITS)
    return refusal.value


def with_one_packet_repeated(path: Path, source: Path, *, count: int) -> Path:
    """A long clip that costs nothing to make: one key frame, said again and again."""
    with av.open(str(source)) as given, av.open(str(path), "w") as container:
        packet = next(given.demux(video=0))
        stream = container.add_stream_from_template(given.streams.video[0])
        for index in range(count):
            packet.stream = stream
            packet.pts = packet.dts = index * 512
            packet.time_base = Fraction(1, 12_800)
            container.mux(packet)
    return path


@pytest.mark.proves("V3")
def test_a_giant_picture_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    recipe = ClipRecipe(
        times_s=[0.0], codec="mjpeg", pix_fmt="yuvj420p", size=(4160, 3200), options=()
    )

    refusal = refusal_of_probe(write_clip(tmp_path / "giant.avi", recipe))

    assert refusal.verdict == ClipVerdict.NO_SIZE
    assert str(LIMITS.pixels) in str(refusal)


@pytest.mark.proves("V3")
def test_a_hundred_thousand_frames_are_refused_by_the_header(tmp_path: Path) -> None:
    source = write_clip(tmp_path / "one.mp4", ClipRecipe(times_s=even_times_s(2), size=(64, 64)))
    path = with_one_packet_repeated(tmp_path / "endless.mp4", source, count=100_000)

    refusal = refusal_of_probe(path)

    assert refusal.verdict == ClipVerdict.TOO_LARGE
    assert "100000 frames" in str(refusal)


@pytest.mark.parametrize(
    "limits",
    [
        ClipLimits(width_px=300),
        ClipLimits(pixels=320 * 240 - 1),
        ClipLimits(frame_count=39),
        ClipLimits(duration_s=1.0),
        ClipLimits(bytes=1000),
    ],
)
def test_a_clip_beyond_any_limit_is_refused_before_it_is_decoded(
    limits: ClipLimits, tmp_path: Path
) -> None:
    plain = write_clip(tmp_path / "plain.mp4", ClipRecipe(times_s=even_times_s(40)))

    with pytest.raises(ClipUnreadable) as refusal:
        probe_clip(plain, limits)

    assert refusal.value.verdict in {ClipVerdict.TOO_LARGE, ClipVerdict.NO_SIZE}


def test_a_clip_that_hides_its_length_is_stopped_at_the_limit(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "long.ts", ClipRecipe(times_s=even_times_s(30)))

    assert probe_clip(path, LIMITS).declared_frame_count is None
    assert outcome_of(path, ClipLimits(frame_count=20)) == ClipVerdict.TOO_LARGE


@pytest.mark.proves("V3")
def test_a_clip_of_a_whole_day_is_refused_by_the_header(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "day.mp4", ClipRecipe(times_s=[0.0, 43_200.0, 86_400.0]))

    assert refusal_of_probe(path).verdict == ClipVerdict.TOO_LARGE


def test_pictures_that_change_size_on_the_way_are_no_one_camera(tmp_path: Path) -> None:
    first = write_clip(tmp_path / "a.ts", ClipRecipe(times_s=even_times_s(10)))
    later = [10 + time_s for time_s in even_times_s(10)]
    second = write_clip(tmp_path / "b.ts", ClipRecipe(times_s=later, size=(160, 120)))
    both = tmp_path / "both.ts"
    both.write_bytes(first.read_bytes() + second.read_bytes())

    with pytest.raises(ClipUnreadable) as refusal:
        list(read_frames(both, LIMITS))

    assert refusal.value.verdict == ClipVerdict.SIZE_CHANGES


def test_a_clip_that_lost_its_head_is_read_from_where_it_can_be(tmp_path: Path) -> None:
    recipe = ClipRecipe(times_s=even_times_s(60), options=(("preset", "ultrafast"), ("g", "10")))
    whole = write_clip(tmp_path / "whole.ts", recipe)
    headless = tmp_path / "headless.ts"
    headless.write_bytes(whole.read_bytes()[whole.stat().st_size // 3 :])

    times_s = [frame.pts_s for frame in read_frames(headless, LIMITS)]

    assert times_s[0] == 0.0
    assert 20 < len(times_s) < 60


def test_a_container_that_promises_nothing_is_held_to_its_packets(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.ts", ClipRecipe(times_s=even_times_s(30)))
    reader = ClipReader(path, LIMITS)

    assert sum(1 for _ in reader.frames()) == 30
    assert reader.probe.declared_frame_count is None
    assert reader.declared_frame_count == 30


def test_times_that_stand_still_are_counted_and_left_out(tmp_path: Path) -> None:
    # Matroska counts milliseconds: 0.0401 and 0.0403 become the same one.
    times_s = [0.0, 0.0401, 0.0403, 0.08, 0.12, 0.16, 0.2, 0.24, 0.28, 0.32, 0.36, 0.4]
    path = write_clip(tmp_path / "standing.mkv", ClipRecipe(times_s=times_s))

    timeline = Timeline()
    kept = [frame.pts_s for frame in timeline.follow(read_frames(path, LIMITS))]

    assert kept == sorted(set(kept))
    assert timeline.summary().out_of_order_count == 1


def test_a_gap_in_the_times_stays_a_gap(tmp_path: Path) -> None:
    times_s = even_times_s(10) + [3.0 + time_s for time_s in even_times_s(10)]
    path = write_clip(tmp_path / "gap.mp4", ClipRecipe(times_s=times_s))

    timeline = Timeline()
    list(timeline.follow(read_frames(path, LIMITS)))

    assert timeline.summary().longest_gap_s == pytest.approx(2.64, abs=1e-3)


def test_interlaced_recordings_are_read_and_noted(tmp_path: Path) -> None:
    options = (("flags", "+ildct+ilme"), ("x264-params", "interlaced=1"))
    recipe = ClipRecipe(times_s=even_times_s(8), options=options)
    reader = ClipReader(write_clip(tmp_path / "interlaced.mp4", recipe), LIMITS)

    assert sum(1 for _ in reader.frames()) == 8
    assert reader.interlaced


@pytest.mark.parametrize(
    ("name", "codec", "pix_fmt"),
    [
        ("a.mp4", "libx264", "yuv420p"),
        ("b.ts", "libx264", "yuv420p"),
        ("c.mkv", "mpeg4", "yuv420p"),
        ("d.avi", "mjpeg", "yuvj420p"),
    ],
)
def test_bytes_changed_anywhere_end_in_a_verdict(
    name: str, codec: str, pix_fmt: str, tmp_path: Path
) -> None:
    """Headers included; in the long run of two thousand such files nothing else was seen."""
    recipe = ClipRecipe(
        times_s=even_times_s(12), codec=codec, pix_fmt=pix_fmt, size=(160, 120), options=()
    )
    sound = write_clip(tmp_path / name, recipe).read_bytes()
    for seed in range(40):
        rng = np.random.default_rng(seed)
        content = bytearray(sound)
        for place in rng.integers(0, len(content), int(rng.integers(1, 60))):
            content[place] ^= int(rng.integers(1, 256))
        damaged = tmp_path / f"damaged{Path(name).suffix}"
        damaged.write_bytes(
            content[: int(rng.integers(1, len(content)))] if seed % 5 == 0 else content
        )
        assert outcome_of(damaged, LIMITS) in {"read", *ClipVerdict}
