"""What is still missing, what must be kept at once, and when the first of it is gone."""

from dataclasses import replace
from datetime import timedelta

from accident_service.casefile.preserve import first_gone_at, missing, orders_due
from accident_service.casefile.recordings import PreservationOrder
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
    assert first_gone_at(replace(CASE, clips=both)) is None
