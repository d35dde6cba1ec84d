"""The analyst around a runner of our own: what it hands in, and what it keeps of the answer."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from accident_service.adapters.analysis_files import AnalysisContent, to_document, write_document
from accident_service.adapters.analysis_runner import AnalysisOutcome
from accident_service.adapters.analyst import ChildAnalyst, ClipRunner, original_of
from accident_service.adapters.scene_files import SceneDescription, read_scene
from accident_service.casework.ports import Analyst
from accident_service.errors import (
    AccidentServiceError,
    AttemptSuperseded,
    BlobStoreUnavailable,
    CalibrationUnreliable,
    ClipUnreadable,
    CustodyBroken,
    InvalidSite,
)
from accident_service.footage.clip import SealedClip
from accident_service.quantities.identifiers import ClipId
from accident_service.quantities.image_plane import ImageSize
from accident_service.reconstruction.calibration.survey import Survey, SurveyPoint
from accident_service.reconstruction.result import Reconstruction
from tests.fakes import examples
from tests.fakes.analysis import rear_end
from tests.fakes.world import FakeBlobStore, FakeSite

SURVEY = Survey(ImageSize(1280, 720), (SurveyPoint(10.0, 20.0, 1.0, 2.0, 0.0),))


@dataclass(slots=True)
class FakeRunner:
    """Answers with a known reconstruction, and notes what it was given."""

    found: Reconstruction = field(default_factory=rear_end)
    failure: AccidentServiceError | OSError | None = None
    clip: bytes = b""
    scene: SceneDescription | None = None

    def analyse(
        self,
        clip: Path,
        scene: Path | None,
        out_dir: Path,
        *,
        exhibits: bool,
        progress: Callable[[float], None],
    ) -> AnalysisOutcome:
        """Write a result document and two exhibits, as the child does."""
        progress(0.5)
        if self.failure is not None:
            raise self.failure
        assert scene is not None
        assert exhibits
        self.clip, self.scene = clip.read_bytes(), read_scene(scene)
        pictures = out_dir / "exhibits"
        pictures.mkdir(parents=True)
        document = to_document(
            AnalysisContent(
                clip=clip.stem,
                timing=self.found.timing,
                reconstruction=self.found,
                versions={"accident-service": "0.1.0", "clip_sha256": clip.name},
            )
        )
        write_document(out_dir / "result.json", document)
        (pictures / "plan.svg").write_bytes(b"<svg/>")
        (pictures / "still-1.png").write_bytes(b"png")
        (pictures / "exhibits.json").write_text(
            json.dumps([entry("plan", "plan.svg", None), entry("still", "still-1.png", 3.96)])
        )
        return AnalysisOutcome(document, out_dir / "result.json", tuple(sorted(pictures.iterdir())))


def entry(kind: str, name: str, t_s: float | None) -> dict[str, object]:
    return {"kind": kind, "name": name, "caption_zh": "图", "caption_en": "Figure", "t_s": t_s}


def analyst_with(runner: ClipRunner, blobs: FakeBlobStore) -> ChildAnalyst:
    return ChildAnalyst(
        runner=runner, blobs=blobs, survey_of=lambda _site, _camera: SURVEY, keep_alive_every_s=60.0
    )


def sealed(blobs: FakeBlobStore) -> SealedClip:
    blob = blobs.put_bytes(b"recorded", "video/mp4")
    return replace(
        examples.sealed_clip(),
        id=ClipId("clip"),
        sha256=blob.sha256,
        size_bytes=blob.size_bytes,
    )


def no_progress(share_done: float) -> None:
    assert 0.0 <= share_done <= 1.0


def test_the_runner_gets_the_sealed_bytes_and_the_surveyed_scene() -> None:
    runner, blobs = FakeRunner(), FakeBlobStore()

    analyst_with(runner, blobs).analyse(sealed(blobs), FakeSite(), no_progress)

    assert runner.clip == b"recorded"
    assert runner.scene is not None
    assert runner.scene.survey == SURVEY
    assert runner.scene.road_map == FakeSite().road_map
    assert runner.scene.reported == ()


def test_the_record_holds_the_figures_and_the_blobs_hold_the_rest() -> None:
    blobs = FakeBlobStore()
    analyst: Analyst = analyst_with(FakeRunner(), blobs)

    record = analyst.analyse(sealed(blobs), FakeSite(), no_progress)

    (touch,) = rear_end().collisions
    assert record.contact is not None
    assert record.contact.pts_s == touch.pts_s
    assert [vehicle.contact_clock for vehicle in record.contact.vehicles] == [6, 12]
    assert record.contact.closing_speed_mps == touch.closing_speed_mps.interval
    assert record.vehicle_count == 2
    assert record.worst_leave_one_out_m == pytest.approx(0.08)
    assert dict(record.versions)["accident-service"] == "0.1.0"
    names = [(one.kind, one.name, one.blob.media_type) for one in record.exhibits]
    assert names == [
        ("plan", "north-mast-plan.svg", "image/svg+xml"),
        ("still", "north-mast-still-1.png", "image/png"),
    ]
    assert blobs.open(record.exhibits[1].blob) == b"png"


def test_the_reconstruction_is_read_back_from_the_kept_result() -> None:
    blobs = FakeBlobStore()
    analyst = analyst_with(FakeRunner(), blobs)

    found = analyst.reconstruction(analyst.analyse(sealed(blobs), FakeSite(), no_progress))

    assert [str(one.id) for one in found.trajectories] == [
        str(one.id) for one in rear_end().trajectories
    ]
    assert found.collisions == rear_end().collisions


@pytest.mark.proves("D5")
def test_the_same_clip_leaves_the_same_bytes() -> None:
    blobs = FakeBlobStore()
    analyst = analyst_with(FakeRunner(), blobs)

    first = analyst.analyse(sealed(blobs), FakeSite(), no_progress)

    assert analyst.analyse(sealed(blobs), FakeSite(), no_progress) == first


def test_a_clip_without_a_contact_has_none_on_record() -> None:
    blobs = FakeBlobStore()
    runner = FakeRunner(found=replace(rear_end(), collisions=()))

    assert analyst_with(runner, blobs).analyse(sealed(blobs), FakeSite(), no_progress).contact is (
        None
    )


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (ClipUnreadable("the reader died with signal 6"), ClipUnreadable),
        (InvalidSite("cameras.toml: height_m is 0"), CalibrationUnreliable),
        (OSError("no space left on device"), BlobStoreUnavailable),
        (AttemptSuperseded("lost"), AttemptSuperseded),
    ],
)
def test_every_failure_reaches_the_step_as_a_family_it_knows(
    failure: AccidentServiceError | OSError, told: type[AccidentServiceError]
) -> None:
    blobs = FakeBlobStore()
    analyst = analyst_with(FakeRunner(failure=failure), blobs)

    with pytest.raises(told, match=str(failure)):
        analyst.analyse(sealed(blobs), FakeSite(), no_progress)


def test_bytes_changed_since_sealing_are_not_analysed() -> None:
    blobs = FakeBlobStore()
    clip = sealed(blobs)
    blobs.kept[original_of(clip).sha256] = b"other bytes"

    with pytest.raises(CustodyBroken):
        analyst_with(FakeRunner(), blobs).analyse(clip, FakeSite(), no_progress)
