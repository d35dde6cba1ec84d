"""Step 2: recordings are sealed as they came, before anyone decodes them."""

import hashlib
from dataclasses import replace

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.recordings import Widening
from accident_service.casefile.stage import Stage
from accident_service.casework.fetch_clips import PATIENCE_S
from accident_service.casework.ports import Step
from accident_service.errors import BlobStoreUnavailable, ClipSourceUnavailable
from accident_service.quantities.clocks import TimeWindow
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


def test_what_has_arrived_is_kept_at_once_and_only_the_silent_are_asked_again() -> None:
    shop = two_cameras(north_mast=b"north", south_mast=b"south")
    shop.source.failures = [ClipSourceUnavailable("no answer")]
    before = case_with_two_requests()
    shop.fetch_clips()(shop.put(before, Step.FETCH_CLIPS))
    (arrived,) = shop.case(before.id).recordings.arrived
    silent = ({examples.CAMERA, SOUTH} - {arrived.camera}).pop()
    assert "seal-original" in shop.verbs(before.id)

    shop.source.asked.clear()
    shop.fetch_clips()(shop.ledger.only_waiting(Step.FETCH_CLIPS))
    case = shop.case(before.id)
    assert shop.source.asked == [silent]
    assert (len(case.clips), case.recordings.arrived) == (2, ())
    assert shop.verbs(before.id).count("seal-original") == 2


def test_a_camera_that_stays_silent_does_not_keep_the_others_waiting_for_ever() -> None:
    shop = two_cameras(north_mast=b"north", south_mast=b"south")
    shop.source.silent = {SOUTH}
    before = case_with_two_requests()
    shop.fetch_clips()(shop.put(before, Step.FETCH_CLIPS))
    assert shop.case(before.id).stage is Stage.CLIPS_FOUND
    shop.clock.pass_by(PATIENCE_S + 1)
    shop.fetch_clips()(shop.ledger.only_waiting(Step.FETCH_CLIPS))
    case = shop.case(before.id)
    assert (case.stage, [clip.camera for clip in case.clips]) == (
        Stage.CLIPS_FETCHED,
        [examples.CAMERA],
    )


def test_custody_names_who_asked_whom_when_and_for_what() -> None:
    shop = Workshop()
    before = examples.case_with_clip_requests()
    asked_at = shop.clock.now()
    shop.fetch_clips()(shop.put(before, Step.FETCH_CLIPS))
    (clip,) = shop.case(before.id).clips
    (original,) = clip.originals
    assert (original.sha256, original.sm3, original.name) == (
        clip.sha256,
        clip.sm3,
        "recording.mp4",
    )
    custody = clip.custody
    assert custody is not None
    assert (custody.source_kind, custody.source_address) == ("fake", "memory")
    assert (custody.asked_by, custody.asked_at) == ("worker:fetch-clips", asked_at)
    request = examples.clip_request()
    assert custody.asked_for == TimeWindow(request.from_at, request.to_at)


def test_recordings_an_officer_had_looked_for_name_the_officer() -> None:
    shop = Workshop()
    before = examples.case_with_clip_requests()
    widened = Widening(
        number=1,
        before_s=30.0,
        after_s=20.0,
        cameras=(),
        reason="接触前的变道过程不在录像内。",
        officer=examples.officer().id,
        officer_name=examples.officer().name,
        at=examples.NOON,
    )
    asked = replace(before, recordings=replace(before.recordings, widenings=(widened,)))
    shop.fetch_clips()(shop.put(asked, Step.FETCH_CLIPS))
    custody = shop.case(before.id).clips[0].custody
    assert custody is not None
    assert custody.asked_by == f"officer:{examples.officer().id}"
