"""A recorder's disk, mounted here, in the layouts recorders use."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from accident_service.adapters.clip_sources.name_pattern import NamePattern
from accident_service.adapters.clip_sources.named_folder import NamedFolder
from accident_service.casework.source_ports import Delivery
from accident_service.errors import ClipSourceUnavailable, NoFootage
from accident_service.footage.camera import Camera
from accident_service.quantities.uncertainty import Estimate
from tests.adapters.clip_sources.sourcing import GATE, NOON, request
from tests.fakes.clock import FakeClock
from tests.fakes.world import camera

PATTERN = NamePattern("{date:%Y-%m-%d}/{hour:%H}/{camera}/{start:%M.%S}.mp4", length_s=10.0)


def files(root: Path, contents: Mapping[str, bytes]) -> Path:
    for name, content in contents.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Half a minute over the change of the hour, of two cameras."""
    return files(
        tmp_path / "media",
        {
            "2026-03-02/11/gate/59.50.mp4": b"before",
            "2026-03-02/12/gate/00.00.mp4": b"first",
            "2026-03-02/12/gate/00.10.mp4": b"second",
            "2026-03-02/12/gate/00.20.mp4.part": b"half",
            "2026-03-02/12/other/00.00.mp4": b"other",
            "2026-03-02/12/gate/preview.jpg": b"picture",
        },
    )


def fetched(
    root: Path,
    asked_s: tuple[float, float],
    into: Path,
    *,
    now_s: float = 3600.0,
    of: Camera = GATE,
) -> Delivery:
    recorder = NamedFolder(root, PATTERN, FakeClock(NOON + timedelta(seconds=now_s)))
    into.mkdir()
    return recorder.source(of).fetch(request(*asked_s), into, lambda _share: None)


def test_every_file_of_the_time_is_delivered_over_the_change_of_the_hour(
    root: Path, tmp_path: Path
) -> None:
    delivery = fetched(root, (-5, 15), tmp_path / "into")
    assert [part.path.read_bytes() for part in delivery.parts] == [b"before", b"first", b"second"]
    assert delivery.parts[0].name == "2026-03-02/11/gate/59.50.mp4"
    assert delivery.parts[0].span.from_at == NOON - timedelta(seconds=10)
    assert {part.precision_s for part in delivery.parts} == {1.0}
    assert (delivery.source_kind, delivery.source_address) == ("folder", str(root))


@pytest.mark.parametrize(("asked_s", "now_s"), [((12, 25), 21), ((12, 25), 50), ((0, 15), 18)])
def test_what_is_still_being_recorded_is_not_there_yet(
    root: Path, tmp_path: Path, asked_s: tuple[float, float], now_s: float
) -> None:
    with pytest.raises(ClipSourceUnavailable, match="not yet"):
        fetched(root, asked_s, tmp_path / "into", now_s=now_s)


def test_what_was_never_recorded_is_not_waited_for(root: Path, tmp_path: Path) -> None:
    delivery = fetched(root, (12, 25), tmp_path / "into", now_s=120)
    assert [part.path.read_bytes() for part in delivery.parts] == [b"second"]
    with pytest.raises(NoFootage, match=r"of 2 files the nearest is .*00.10.mp4"):
        fetched(root, (30, 40), tmp_path / "again", now_s=120)


def test_the_cameras_own_clock_says_what_is_past(root: Path, tmp_path: Path) -> None:
    slow = camera("gate", clock_offset_s=Estimate(-60.0, 0.1))
    with pytest.raises(ClipSourceUnavailable, match="not yet"):
        fetched(root, (0, 15), tmp_path / "into", now_s=75, of=slow)
    fast = camera("gate", clock_offset_s=Estimate(60.0, 0.1))
    assert len(fetched(root, (0, 15), tmp_path / "again", now_s=0, of=fast).parts) == 2


@pytest.mark.parametrize("key", ["../other", "/etc", "gate/../other", ""])
def test_a_camera_cannot_be_named_out_of_its_folder(root: Path, tmp_path: Path, key: str) -> None:
    with pytest.raises(NoFootage, match="not a camera's name"):
        fetched(root, (0, 5), tmp_path / "into", of=camera("gate", source_key=key))


def test_a_share_that_is_not_mounted_is_worth_another_try(tmp_path: Path) -> None:
    with pytest.raises(ClipSourceUnavailable, match="is not there"):
        fetched(tmp_path / "unmounted", (0, 10), tmp_path / "into")


def test_a_file_that_vanished_is_no_footage(root: Path, tmp_path: Path) -> None:
    (root / "2026-03-02/12/gate/00.00.mp4").unlink()
    (root / "2026-03-02/12/gate/00.00.mp4").symlink_to(tmp_path / "gone")
    with pytest.raises(NoFootage, match="is gone"):
        fetched(root, (0, 5), tmp_path / "into")
