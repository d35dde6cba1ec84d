"""Which sealed recordings answer a request, and which stay in use."""

from dataclasses import replace
from datetime import timedelta

from accident_service.footage.clip import Custody
from accident_service.footage.reuse import (
    arrived_for,
    in_order_of_rank,
    sealed_for,
    with_those_before,
)
from accident_service.quantities.clocks import TimeWindow
from accident_service.quantities.identifiers import CameraId
from tests.fakes import examples

REQUEST = examples.clip_request()
CLIP = replace(examples.sealed_clip(), from_at=REQUEST.from_at, to_at=REQUEST.to_at)
OTHER = replace(CLIP, camera=CameraId("south-mast"))


def test_a_recording_that_holds_the_whole_span_answers() -> None:
    assert sealed_for(REQUEST, [OTHER, CLIP]) == CLIP


def test_one_that_begins_too_late_or_is_of_another_camera_does_not() -> None:
    late = replace(CLIP, from_at=CLIP.from_at + timedelta(seconds=1))
    assert sealed_for(REQUEST, [late, OTHER]) is None


def test_a_camera_that_gave_nothing_new_keeps_what_it_gave() -> None:
    fresh = replace(CLIP, sha256="f" * 64)
    assert with_those_before([fresh], [CLIP, OTHER]) == (fresh, OTHER)


def test_they_are_analysed_by_rank_and_those_not_asked_any_more_last() -> None:
    gone = replace(CLIP, camera=CameraId("gone"))
    second = replace(REQUEST, camera=OTHER.camera, rank=2)
    assert in_order_of_rank([REQUEST, second], [gone, OTHER, CLIP]) == (CLIP, OTHER, gone)


def test_what_was_asked_for_by_the_same_request_has_arrived_however_much_of_it_there_is() -> None:
    custody = Custody(
        source_kind="folder",
        source_address="/mnt",
        asked_by="worker:fetch-clips",
        asked_at=examples.NOON,
        received_at=examples.NOON,
        asked_for=TimeWindow(REQUEST.from_at, REQUEST.to_at),
    )
    short = replace(CLIP, to_at=CLIP.from_at, custody=custody)
    assert arrived_for(REQUEST, [OTHER, CLIP, short]) == short
    assert arrived_for(replace(REQUEST, to_at=REQUEST.from_at), [short]) is None
