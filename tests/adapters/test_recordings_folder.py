from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from accident_service.adapters.clip_sources.recordings_folder import RecordingsFolder
from accident_service.errors import ClipSourceUnavailable, NoFootage
from accident_service.footage.search import ClipRequest
from accident_service.quantities.identifiers import CameraId

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def request(from_s: float, to_s: float) -> ClipRequest:
    return ClipRequest(
        camera=CameraId("north"),
        from_at=NOON + timedelta(seconds=from_s),
        to_at=NOON + timedelta(seconds=to_s),
        reason_zh="",
        reason_en="",
        rank=1,
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two minutes in two segments, named by their start in China and in UTC."""
    camera = tmp_path / "recordings" / "north"
    camera.mkdir(parents=True)
    (camera / "20260302T200000+0800_60s.mp4").write_bytes(b"first minute")
    (camera / "20260302T120100Z_60s.mp4").write_bytes(b"second minute")
    (camera / "notes.txt").write_text("not a segment")
    (camera / "20269999T120100Z_60s.mp4").write_text("not a date")
    return camera.parent


@pytest.mark.parametrize(
    ("asked_s", "delivered", "starts_s"),
    [
        ((10, 20), b"first minute", 0),
        ((50, 65), b"first minute", 0),
        ((55, 80), b"second minute", 60),
        ((110, 190), b"second minute", 60),
    ],
)
def test_the_segment_that_covers_most_is_delivered_as_recorded_with_its_own_span(
    root: Path, tmp_path: Path, asked_s: tuple[int, int], delivered: bytes, starts_s: int
) -> None:
    span = RecordingsFolder(root, "north").fetch(request(*asked_s), tmp_path / "clip")

    assert (tmp_path / "clip").read_bytes() == delivered
    assert span.from_at == NOON + timedelta(seconds=starts_s)
    assert span.duration_s == 60.0


def test_an_index_beside_the_files_wins_over_their_names(root: Path, tmp_path: Path) -> None:
    (root / "north" / "gate.mp4").write_bytes(b"from the gate")
    (root / "north" / "segments.toml").write_text(
        """[[segment]]
file = "gate.mp4"
from_at = 2026-03-02T21:00:00+08:00
to_at = 2026-03-02T21:10:00+08:00
"""
    )

    span = RecordingsFolder(root, "north").fetch(request(3700, 3720), tmp_path / "clip")

    assert (tmp_path / "clip").read_bytes() == b"from the gate"
    assert span.from_at == NOON + timedelta(hours=1)


def test_a_span_nobody_recorded_is_no_footage_and_says_what_there_is(
    root: Path, tmp_path: Path
) -> None:
    with pytest.raises(NoFootage, match=r"of 2 segments the nearest is 20260302T120100Z_60s.mp4"):
        RecordingsFolder(root, "north").fetch(request(130, 140), tmp_path / "clip")


@pytest.mark.parametrize("key", ["south", "../recordings/north", "/etc", "north/../.."])
def test_a_camera_without_a_folder_of_its_own_below_the_root_has_no_footage(
    root: Path, tmp_path: Path, key: str
) -> None:
    with pytest.raises(NoFootage):
        RecordingsFolder(root, key).fetch(request(0, 10), tmp_path / "clip")


def test_an_empty_folder_is_no_footage(root: Path, tmp_path: Path) -> None:
    (root / "south").mkdir()
    with pytest.raises(NoFootage, match="holds no segments"):
        RecordingsFolder(root, "south").fetch(request(0, 10), tmp_path / "clip")


def test_a_share_that_is_not_mounted_is_worth_another_try(tmp_path: Path) -> None:
    with pytest.raises(ClipSourceUnavailable, match="is not there"):
        RecordingsFolder(tmp_path / "unmounted", "north").fetch(request(0, 10), tmp_path / "clip")


@pytest.mark.parametrize(
    "index",
    [
        "segment = 3",
        "[[segment]]",
        "not toml",
        """[[segment]]
file = "gate.mp4"
from_at = 2026-03-02T21:00:00
to_at = 2026-03-02T21:10:00
""",
    ],
)
def test_an_index_that_cannot_be_read_is_named(root: Path, tmp_path: Path, index: str) -> None:
    (root / "north" / "segments.toml").write_text(index)
    with pytest.raises(ClipSourceUnavailable, match="cannot be used"):
        RecordingsFolder(root, "north").fetch(request(0, 10), tmp_path / "clip")


def test_a_segment_that_vanished_is_worth_another_try(root: Path, tmp_path: Path) -> None:
    (root / "north" / "20260302T200000+0800_60s.mp4").unlink()
    (root / "north" / "20260302T200000+0800_60s.mp4").symlink_to(tmp_path / "gone")
    with pytest.raises(ClipSourceUnavailable, match="cannot be read"):
        RecordingsFolder(root, "north").fetch(request(0, 10), tmp_path / "clip")
