"""Real recordings joined packet by packet: every picture once, at its true time."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import av
import pytest

from accident_service.adapters.clip_probe import ClipLimits
from accident_service.adapters.joining.join import join
from accident_service.adapters.joining.request import JoinRequest, PartToJoin
from accident_service.adapters.video_reader import ClipReader
from accident_service.errors import ClipUnreadable
from tests.adapters.clip_maker import ClipRecipe, even_times_s, write_clip

pytestmark = pytest.mark.video

RATE_HZ = 25.0
SEGMENT_S = 2.0
# A key frame every half second, pictures coded out of order between them.
CODING = (("preset", "ultrafast"), ("g", "12"), ("bf", "2"))


def recording(path: Path, *, codec: str = "libx264", size: tuple[int, int] = (320, 180)) -> Path:
    times = even_times_s(int(SEGMENT_S * RATE_HZ))
    options = CODING if codec == "libx264" else ()
    return write_clip(path, ClipRecipe(times_s=times, codec=codec, size=size, options=options))


def request(
    folder: Path,
    parts: Sequence[tuple[Path, float]],
    *,
    keep: tuple[float, float] = (-1e6, 1e6),
    precision_s: float = 0.0,
) -> JoinRequest:
    return JoinRequest(
        parts=tuple(
            PartToJoin(path=path, from_s=from_s, precision_s=precision_s) for path, from_s in parts
        ),
        keep_from_s=keep[0],
        keep_to_s=keep[1],
        comment="of these",
        out=folder / "joined.mp4",
        told=folder / "told.json",
        parent_pid=0,
    )


def joined(wanted: JoinRequest) -> tuple[float, float]:
    return join(wanted, lambda _share: None)


def times_s(path: Path) -> list[float]:
    return [pts_s for _frame, pts_s in ClipReader(path, ClipLimits()).timed_frames()]


def pictures(path: Path) -> list[bytes]:
    return [frame.pixels.tobytes() for frame in ClipReader(path, ClipLimits()).frames()]


@pytest.fixture(scope="module")
def segment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return recording(tmp_path_factory.mktemp("segment") / "one.mp4")


def test_every_picture_of_both_is_there_once_and_times_go_on_over_the_border(
    segment: Path, tmp_path: Path
) -> None:
    wanted = request(tmp_path, [(segment, 0.0), (segment, SEGMENT_S)])
    assert joined(wanted) == pytest.approx((0.0, 2 * SEGMENT_S))
    assert times_s(wanted.out) == pytest.approx(even_times_s(100))
    assert pictures(wanted.out) == pictures(segment) * 2


def test_what_was_not_recorded_stays_a_gap(segment: Path, tmp_path: Path) -> None:
    wanted = request(tmp_path, [(segment, 0.0), (segment, 10.0)])
    assert joined(wanted) == pytest.approx((0.0, 12.0))
    times = times_s(wanted.out)
    assert times[49:51] == pytest.approx([1.96, 10.0])
    assert len(times) == 100


def test_a_name_cut_to_the_second_makes_no_gap(segment: Path, tmp_path: Path) -> None:
    """Begun at 0.7 and 2.7 s, named 0 and 2 s; a third is named 5 s, begun at 5.2 s."""
    wanted = request(tmp_path, [(segment, 0.0), (segment, 2.0), (segment, 5.0)], precision_s=1.0)
    joined(wanted)
    assert times_s(wanted.out)[:100] == pytest.approx(even_times_s(100))


def test_files_that_overlap_show_every_moment_once(segment: Path, tmp_path: Path) -> None:
    wanted = request(tmp_path, [(segment, 0.0), (segment, 1.0)])
    assert joined(wanted) == pytest.approx((0.0, 3.0))
    assert times_s(wanted.out) == pytest.approx(even_times_s(75), abs=0.1)


def test_only_what_is_to_be_kept_is_kept_from_one_key_frame_to_another(
    segment: Path, tmp_path: Path
) -> None:
    wanted = request(tmp_path, [(segment, 0.0), (segment, SEGMENT_S)], keep=(1.7, 2.6))
    begin_s, end_s = joined(wanted)
    assert (begin_s, end_s) == pytest.approx((1.44, 2.96))
    shown = pictures(wanted.out)
    assert shown == (pictures(segment) * 2)[36 : 36 + len(shown)]


@pytest.mark.parametrize(
    ("ending", "codec"),
    [(".ts", "libx264"), (".mkv", "libx264"), (".avi", "mjpeg"), (".mkv", "libx265")],
)
def test_what_recorders_write_can_be_joined(ending: str, codec: str, tmp_path: Path) -> None:
    path = tmp_path / f"one{ending}"
    times = even_times_s(int(SEGMENT_S * RATE_HZ))
    pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
    coding = {"libx264": CODING, "libx265": (("preset", "ultrafast"),), "mjpeg": ()}[codec]
    recipe = ClipRecipe(times_s=times, codec=codec, pix_fmt=pix_fmt, size=(320, 180))
    write_clip(path, replace(recipe, options=coding))
    wanted = request(tmp_path, [(path, 0.0), (path, SEGMENT_S)])
    joined(wanted)
    assert times_s(wanted.out) == pytest.approx(even_times_s(100), abs=0.002)
    assert pictures(wanted.out) == pictures(path) * 2


def test_the_same_originals_give_the_same_bytes_that_name_them(
    segment: Path, tmp_path: Path
) -> None:
    wanted = request(tmp_path, [(segment, 0.0), (segment, SEGMENT_S)])
    joined(wanted)
    first = wanted.out.read_bytes()
    joined(wanted)
    assert wanted.out.read_bytes() == first
    with av.open(str(wanted.out)) as container:
        assert container.metadata["comment"] == "of these"


def test_recordings_of_two_makes_are_not_forced_into_one(segment: Path, tmp_path: Path) -> None:
    other = recording(tmp_path / "other.mp4", size=(256, 144))
    with pytest.raises(ClipUnreadable, match="not of one make"):
        joined(request(tmp_path, [(segment, 0.0), (other, SEGMENT_S)]))


def test_what_is_no_recording_is_refused(segment: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(segment.read_bytes()[:2000])
    with pytest.raises(ClipUnreadable):
        joined(request(tmp_path, [(segment, 0.0), (broken, SEGMENT_S)]))
