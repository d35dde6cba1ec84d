"""Measuring again is compared byte for byte, and what differs is told with its versions."""

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from accident_service.adapters.analysis_files import canonical_bytes
from accident_service.adapters.analysis_runner import AnalysisOutcome
from accident_service.adapters.evidence_bundle.replay import (
    Recorded,
    by_name,
    differences,
    recorded_in_bundle,
    recorded_in_case,
    replay,
)
from accident_service.errors import ClipUnreadable, NotFound
from tests.casework.after_decision import Desk
from tests.fakes.evidence import RECORDING, SCENE, sha256


@dataclass
class Runner:
    """Gives the result it is told to give; sees what it is asked to measure."""

    answer: Callable[[], bytes]
    asked: tuple[str, bytes, bytes] = ("", b"", b"")

    def analyse(
        self,
        clip: Path,
        scene: Path | None,
        out_dir: Path,
        *,
        exhibits: bool,
        progress: Callable[[float], None],
    ) -> AnalysisOutcome:
        """Write the answer."""
        assert scene is not None
        self.asked = (clip.stem, clip.read_bytes(), scene.read_bytes())
        out_dir.mkdir()
        path = out_dir / "result.json"
        path.write_bytes(self.answer())
        return AnalysisOutcome({}, path, ())


def changed(result: bytes, change: Callable[[Any], None]) -> bytes:
    told = json.loads(result)
    change(told)
    return canonical_bytes(told)


@pytest.fixture
def recorded(for_court: Path, tmp_path: Path) -> Recorded:
    (found,) = recorded_in_bundle(for_court, tmp_path)
    return found


@pytest.mark.proves("D5")
def test_the_sealed_bytes_are_measured_by_the_sealed_scene(
    recorded: Recorded, tmp_path: Path
) -> None:
    runner = Runner(lambda: recorded.result)
    found = replay(recorded, runner, tmp_path / "work")
    assert found.same
    assert runner.asked == (sha256(RECORDING), RECORDING, SCENE.read_bytes())


@pytest.mark.proves("D5")
def test_another_version_is_told_beside_what_differs(recorded: Recorded, tmp_path: Path) -> None:
    def newer(told: Any) -> None:
        told["versions"]["numpy"] = "3"
        told["tracks"][0]["poses"][2]["x_m"] = 99.5
        told["contacts"].clear()

    found = replay(recorded, Runner(lambda: changed(recorded.result, newer)), tmp_path / "work")
    assert not found.same
    assert found.versions == ("numpy: 2, now 3",)
    assert found.differences == (
        "contacts: 1 entries, now 0",
        "tracks[0].poses[2].x_m: 10.0, now 99.5",
    )


def test_of_many_differences_the_first_are_told(recorded: Recorded, tmp_path: Path) -> None:
    def moved(told: Any) -> None:
        for pose in told["tracks"][0]["poses"]:
            pose["y_m"] += 1.0

    found = replay(recorded, Runner(lambda: changed(recorded.result, moved)), tmp_path / "work")
    assert len(found.differences) == 21
    assert found.differences[-1] == "…"
    assert found.versions == ()


def test_a_clip_that_cannot_be_measured_any_more_is_a_difference(
    recorded: Recorded, tmp_path: Path
) -> None:
    def refuse() -> bytes:
        raise ClipUnreadable("the reader ended", verdict="reader-failed")

    found = replay(recorded, Runner(refuse), tmp_path / "work")
    assert (found.same, found.differences) == (False, ("it now ends: the reader ended",))


def test_a_case_is_measured_again_from_the_store(desk: Desk, tmp_path: Path) -> None:
    with recorded_in_case(desk.case, desk.world.blobs, tmp_path) as (recorded,):
        runner = Runner(lambda: recorded.result)
        assert replay(recorded, runner, tmp_path / "work").same
    assert runner.asked == (sha256(RECORDING), RECORDING, SCENE.read_bytes())


def test_a_partys_bundle_cannot_be_measured_again(for_party: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no sealed result is in this bundle"):
        recorded_in_bundle(for_party, tmp_path)


def test_nor_can_one_whose_footage_is_withheld(for_court: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(for_court) as archive:
        told = json.loads(archive.read("manifest.json"))
        told["parts"] = [one for one in told["parts"] if one["kind"] != "original"]
        names = [one["path"] for one in told["parts"]]
        contents = {name: archive.read(name) for name in names}
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        for name, content in {**contents, "manifest.json": json.dumps(told).encode()}.items():
            archive.writestr(name, content)
    with pytest.raises(NotFound, match=r"footage of .* is not in this bundle"):
        recorded_in_bundle(other, tmp_path)


def test_a_name_that_is_no_hash_is_not_written() -> None:
    with pytest.raises(NotFound, match="is no SHA-256"):
        by_name("../../etc/passwd")


def test_equal_values_do_not_differ() -> None:
    assert list(differences({"a": [1, {"b": None}]}, {"a": [1, {"b": None}]})) == []
    assert list(differences([1], {"a": 1})) == [": [1], now {'a': 1}"]
