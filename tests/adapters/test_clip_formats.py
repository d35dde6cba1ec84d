"""What cameras and recorders deliver is read with its own times, or refused by name."""

from pathlib import Path

import pytest

from accident_service.adapters.clip_probe import ClipLimits, probe_clip
from accident_service.adapters.clip_verdicts import IN_CHINESE, ClipVerdict
from accident_service.adapters.clip_wrappings import HEAD_BYTES, unreadable_wrapping
from accident_service.adapters.video_reader import ClipReader
from accident_service.errors import ClipUnreadable
from tests.adapters.clip_maker import CLOCK, ClipRecipe, write_clip
from tests.adapters.program_stream import H264_TYPE, H265_TYPE, SVAC_TYPE, pack, packed, stream_map

pytestmark = pytest.mark.video

# Ten frames with a pause, as a camera under load writes them.
TIMES_S = (0.0, 0.04, 0.08, 0.12, 0.16, 0.4, 0.44, 0.48, 0.52, 0.56)
EVEN_S = tuple(index / 25 for index in range(10))
H264 = ("libx264", (("preset", "ultrafast"), ("bf", "0")))
H265 = ("libx265", (("preset", "ultrafast"), ("x265-params", "log-level=none:bframes=0")))
MJPEG = ("mjpeg", ())
# AVI has no times of its own: its frames follow at its rate.
READ = [
    ("mp4", H264, TIMES_S),
    ("mp4", H265, TIMES_S),
    ("mp4", MJPEG, EVEN_S),
    ("mkv", H264, TIMES_S),
    ("mkv", H265, TIMES_S),
    ("mkv", MJPEG, EVEN_S),
    ("avi", H264, EVEN_S),
    ("avi", MJPEG, EVEN_S),
    ("ts", H264, TIMES_S),
    ("ts", H265, TIMES_S),
]


@pytest.mark.parametrize(
    ("ending", "coding", "times_s"), READ, ids=[f"{one[0]}-{one[1][0]}" for one in READ]
)
def test_containers_and_codecs_of_cameras_are_read_with_their_times(
    tmp_path: Path,
    ending: str,
    coding: tuple[str, tuple[tuple[str, str], ...]],
    times_s: tuple[float, ...],
) -> None:
    codec, options = coding
    pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
    recipe = ClipRecipe(
        times_s=times_s,
        codec=codec,
        options=options,
        pix_fmt=pix_fmt,
        size=(160, 96),
        clock=25 if ending == "avi" else CLOCK,
    )
    clip = write_clip(tmp_path / f"clip.{ending}", recipe)

    assert probe_clip(clip, ClipLimits()).width_px == 160
    read_s = [pts_s for _, pts_s in ClipReader(clip, ClipLimits()).timed_frames()]
    assert read_s == pytest.approx(times_s, abs=0.0015)  # a millisecond's rounding in Matroska


@pytest.mark.parametrize(("coding", "kind"), [(H264, H264_TYPE), (H265, H265_TYPE)])
def test_a_program_stream_as_gb28181_devices_send_it_is_read_with_its_times(
    tmp_path: Path, coding: tuple[str, tuple[tuple[str, str], ...]], kind: int
) -> None:
    recipe = ClipRecipe(times_s=TIMES_S, codec=coding[0], options=coding[1], size=(160, 96))
    clip = tmp_path / "clip.ps"
    clip.write_bytes(packed(write_clip(tmp_path / "clip.ts", recipe), kind))

    assert probe_clip(clip, ClipLimits()).container == "mpeg"
    read_s = [pts_s for _, pts_s in ClipReader(clip, ClipLimits()).timed_frames()]
    assert read_s == pytest.approx(TIMES_S, abs=1e-4)


SVAC_STREAM = pack(0) + stream_map(SVAC_TYPE) + bytes(64)


@pytest.mark.parametrize(
    ("head", "verdict"),
    [
        (SVAC_STREAM, ClipVerdict.SVAC),
        (pack(0) + stream_map(H264_TYPE), None),
        (pack(0) + stream_map(H265_TYPE), None),
        (b"DHAV\xfd\x00", ClipVerdict.VENDOR_FORMAT),
        (b"\x00\x00\x01\xba", None),
        (SVAC_STREAM[:28], None),
        (b"", None),
    ],
)
def test_what_no_decoder_reads_is_told_by_its_first_bytes(
    head: bytes, verdict: ClipVerdict | None
) -> None:
    assert unreadable_wrapping(head) is verdict


def test_svac_says_what_to_export_instead(tmp_path: Path) -> None:
    clip = tmp_path / "clip.ps"
    clip.write_bytes(SVAC_STREAM + bytes(HEAD_BYTES))
    with pytest.raises(ClipUnreadable, match="have the recorder export") as refused:
        probe_clip(clip, ClipLimits())
    assert refused.value.verdict == ClipVerdict.SVAC
    assert "H.264" in IN_CHINESE[ClipVerdict.SVAC]
