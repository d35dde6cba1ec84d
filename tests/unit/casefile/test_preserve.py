"""What is still missing, what must be kept at once, and when the first of it is gone."""

from dataclasses import replace
from datetime import timedelta

from accident_service.casefile.preserve import first_gone_at, is_at_risk, missing, orders_due
from accident_service.casefile.recordings import PreservationOrder
from accident_service.casefile.stage import Stage
from accident_service.errors import StepGivenUp
from accident_service.footage.camera import CameraNetwork
from accident_service.quantities.identifiers import CameraId
from tests.fakes import examples

UNTIL = examples.NOON + timedelta(days=20)
MAST = replace(examples.clip_request(), network=CameraNetwork.TRAFFIC, kept_until_at=UNTIL)
SHOP = replace(
    MAST,
    camera=CameraId("shop"),
    network=CameraNetwork.COMMERCIAL,
    kept_until_at=UNTIL - timedelta(days=15),
)
CASE = replace(examples.case_with_clip_requests(), clip_requests=(MAST, SHOP))
ORDER = PreservationOrder(
    camera=SHOP.camera,
    from_at=SHOP.from_at,
    to_at=SHOP.to_at,
    kept_until_at=UNTIL,
    ordered_at=examples.NOON,
)


def test_a_shop_at_once_and_the_public_network_in_its_last_days() -> None:
    assert orders_due(CASE, CASE.clip_requests, examples.NOON) == (SHOP,)
    late = UNTIL - timedelta(days=2)
    assert orders_due(CASE, CASE.clip_requests, late) == (MAST,)  # the shop's is gone by then
    assert orders_due(CASE, CASE.clip_requests, UNTIL) == ()


def test_nothing_is_ordered_twice() -> None:
    ordered = replace(CASE, recordings=replace(CASE.recordings, orders=(ORDER,)))
    assert orders_due(ordered, CASE.clip_requests, examples.NOON) == ()


def test_what_is_sealed_is_missing_no_more() -> None:
    assert missing(CASE, CASE.clip_requests) == (MAST, SHOP)
    sealed = replace(CASE, clips=(examples.sealed_clip(),))
    assert missing(sealed, CASE.clip_requests) == (SHOP,)
    assert first_gone_at(CASE) == first_gone_at(sealed) == SHOP.kept_until_at
    both = (examples.sealed_clip(), replace(examples.sealed_clip(), camera=SHOP.camera))
    assert missing(replace(CASE, clips=both), CASE.clip_requests) == ()


def test_a_shop_that_is_waited_for_is_a_risk_and_a_public_camera_is_none() -> None:
    assert is_at_risk(CASE)
    assert not is_at_risk(replace(CASE, clip_requests=(MAST,)))
    assert first_gone_at(replace(CASE, clip_requests=(MAST,))) == UNTIL


def test_at_the_scene_it_is_waited_for_until_it_is_sealed_or_known_to_be_gone() -> None:
    at_scene = replace(CASE, stage=Stage.REFERRED)
    assert first_gone_at(at_scene) == SHOP.kept_until_at
    gone = replace(at_scene, recordings=replace(CASE.recordings, gap="no-footage"))
    assert (first_gone_at(gone), is_at_risk(gone)) == (None, False)
    assert not is_at_risk(replace(at_scene, clips=(examples.sealed_clip(),)))


def test_a_fetch_that_was_given_up_may_still_be_saved() -> None:
    given_up = CASE.handed_to_officer(StepGivenUp("fetch-clips failed 5 times"))
    assert is_at_risk(given_up)
    assert first_gone_at(given_up) == SHOP.kept_until_at


def test_once_the_cameras_have_answered_nothing_is_waited_for() -> None:
    sealed = CASE.with_clips((examples.sealed_clip(),))
    assert (first_gone_at(sealed), is_at_risk(sealed)) == (None, False)
