from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from accident_service.adapters.clip_sources.recordings_folder import RecordingsFolder
from accident_service.casework.source_ports import Delivery
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


@pytest.fixture
def into(tmp_path: Path) -> Path:
    folder = tmp_path / "into"
    folder.mkdir()
    return folder


def fetched(root: Path, key: str, asked_s: tuple[float, float], into: Path) -> Delivery:
    return RecordingsFolder(root, key).fetch(request(*asked_s), into, lambda _share: None)


@pytest.mark.parametrize(
    ("asked_s", "delivered"),
    [
        ((10, 20), {0: b"first minute"}),
        ((50, 65), {0: b"first minute", 60: b"second minute"}),
        ((110, 190), {60: b"second minute"}),
    ],
)
def test_every_segment_that_holds_some_of_it_is_delivered_as_recorded_with_its_own_span(
    root: Path, into: Path, asked_s: tuple[int, int], delivered: dict[int, bytes]
) -> None:
    delivery = fetched(root, "north", asked_s, into)

    came = {
        (part.span.from_at - NOON).total_seconds(): part.path.read_bytes()
        for part in delivery.parts
    }
    assert came == delivered
    assert {part.span.duration_s for part in delivery.parts} == {60.0}
    assert {part.media_type for part in delivery.parts} == {"video/mp4"}
    assert (delivery.source_kind, delivery.source_address) == ("folder", str(root))


def test_an_index_beside_the_files_wins_over_their_names(root: Path, into: Path) -> None:
    (root / "north" / "gate.mp4").write_bytes(b"from the gate")
    (root / "north" / "segments.toml").write_text(
        """[[segment]]
file = "gate.mp4"
from_at = 2026-03-02T21:00:00+08:00
to_at = 2026-03-02T21:10:00+08:00
"""
    )

    (part,) = fetched(root, "north", (3700, 3720), into).parts

    assert part.path.read_bytes() == b"from the gate"
    assert (part.name, part.span.from_at) == ("gate.mp4", NOON + timedelta(hours=1))


def test_a_span_nobody_recorded_is_no_footage_and_says_what_there_is(
    root: Path, tmp_path: Path
) -> None:
    with pytest.raises(NoFootage, match=r"of 2 segments the nearest is 20260302T120100Z_60s.mp4"):
        fetched(root, "north", (130, 140), tmp_path)


@pytest.mark.parametrize("key", ["south", "../recordings/north", "/etc", "north/../.."])
def test_a_camera_without_a_folder_of_its_own_below_the_root_has_no_footage(
    root: Path, tmp_path: Path, key: str
) -> None:
    with pytest.raises(NoFootage):
        fetched(root, key, (0, 10), tmp_path)


def test_an_empty_folder_is_no_footage(root: Path, tmp_path: Path) -> None:
    (root / "south").mkdir()
    with pytest.raises(NoFootage, match="holds no segments"):
        fetched(root, "south", (0, 10), tmp_path)


def test_a_share_that_is_not_mounted_is_worth_another_try(tmp_path: Path) -> None:
    with pytest.raises(ClipSourceUnavailable, match="is not there"):
        fetched(tmp_path / "unmounted", "north", (0, 10), tmp_path)


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
        fetched(root, "north", (0, 10), tmp_path)


def test_a_segment_that_vanished_is_worth_another_try(root: Path, tmp_path: Path) -> None:
    (root / "north" / "20260302T200000+0800_60s.mp4").unlink()
    (root / "north" / "20260302T200000+0800_60s.mp4").symlink_to(tmp_path / "gone")
    with pytest.raises(ClipSourceUnavailable, match="cannot be read"):
        fetched(root, "north", (0, 10), tmp_path)
