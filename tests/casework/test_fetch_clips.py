"""Step 2: recordings are sealed as they came, before anyone decodes them."""

import hashlib
from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casework.ports import Step
from accident_service.errors import BlobStoreUnavailable, ClipSourceUnavailable
from accident_service.quantities.identifiers import CameraId
from tests.casework.workshop import Workshop
from tests.fakes import examples
from tests.fakes.world import FakeClipSource, FakeSite, FakeSiteRegister, camera

SOUTH = CameraId("south-mast")
RECORDING = b"a recording"


def case_with_two_requests() -> Case:
    requests = (
        examples.clip_request(),
        replace(examples.clip_request(), camera=SOUTH, rank=2),
    )
    return examples.reported_case().with_clip_requests(examples.SITE, requests)


def two_cameras(**recordings: bytes) -> Workshop:
    cameras = (camera(), camera(SOUTH))
    kept = {CameraId(name.replace("_", "-")): content for name, content in recordings.items()}
    return Workshop(
        sites=FakeSiteRegister((FakeSite(cameras=cameras),)),
        source=FakeClipSource(recordings=kept),
    )


def test_the_bytes_are_sealed_by_their_hash() -> None:
    shop = Workshop()
    before = examples.case_with_clip_requests()
    shop.fetch_clips()(shop.put(before, Step.FETCH_CLIPS))
    case = shop.case(before.id)
    (clip,) = case.clips
    assert case.stage is Stage.CLIPS_FETCHED
    assert clip.sha256 == hashlib.sha256(RECORDING).hexdigest()
    assert shop.blobs.kept[clip.sha256] == RECORDING
    assert (clip.camera, clip.fetched_at) == (examples.CAMERA, shop.clock.now())
    assert clip.clock_offset_s == camera().clock_offset_s
    assert shop.ledger.only_waiting(Step.RECONSTRUCT)


def test_every_camera_is_asked_in_order_of_rank() -> None:
    shop = two_cameras(north_mast=b"north", south_mast=b"south")
    before = case_with_two_requests()
    shop.fetch_clips()(shop.put(before, Step.FETCH_CLIPS))
    assert shop.source.asked == [examples.CAMERA, SOUTH]
    assert [clip.camera for clip in shop.case(before.id).clips] == [examples.CAMERA, SOUTH]


def test_one_recording_is_enough() -> None:
    shop = two_cameras(south_mast=b"south")
    before = case_with_two_requests()
    shop.fetch_clips()(shop.put(before, Step.FETCH_CLIPS))
    assert [clip.camera for clip in shop.case(before.id).clips] == [SOUTH]


def test_without_any_recording_an_officer_hears_of_every_camera() -> None:
    shop = two_cameras()
    before = case_with_two_requests()
    shop.fetch_clips()(shop.put(before, Step.FETCH_CLIPS))
    case = shop.case(before.id)
    assert (case.stage, case.evidence_gap) == (Stage.NEEDS_OFFICER, "no-footage")
    assert "north-mast" in case.evidence_gap_detail
    assert "south-mast" in case.evidence_gap_detail


@pytest.mark.parametrize("broken", ["source", "blobs"])
def test_a_failure_outside_is_tried_again_from_the_start(broken: str) -> None:
    shop = two_cameras(north_mast=b"north", south_mast=b"south")
    shop.source.failures = [ClipSourceUnavailable("no answer")] if broken == "source" else []
    shop.blobs.failures = [BlobStoreUnavailable("disk full")] if broken == "blobs" else []
    before = case_with_two_requests()
    shop.fetch_clips()(shop.put(before, Step.FETCH_CLIPS))
    assert shop.case(before.id).stage is Stage.CLIPS_FOUND
    shop.fetch_clips()(shop.ledger.only_waiting(Step.FETCH_CLIPS))
    assert len(shop.case(before.id).clips) == 2


def test_running_it_twice_keeps_the_bytes_once() -> None:
    shop = Workshop()
    attempt = shop.put(examples.case_with_clip_requests(), Step.FETCH_CLIPS)
    shop.fetch_clips()(attempt)
    shop.fetch_clips()(attempt)
    assert list(shop.blobs.kept.values()) == [RECORDING]
    assert shop.source.asked == [examples.CAMERA]
