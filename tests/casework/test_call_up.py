"""No network is asked without an entry: reason, content, unit and name; one for one request."""

from dataclasses import replace

from accident_service.casefile.claim import Claim
from accident_service.casefile.recordings import Widening
from accident_service.casework.call_up import THE_SERVICE
from accident_service.casework.call_up_ports import CallUpQuery, KeptCallUp
from accident_service.casework.ports import Step
from accident_service.errors import ClipSourceUnavailable
from accident_service.footage.camera import CameraNetwork
from tests.casework.workshop import Workshop
from tests.fakes import examples
from tests.fakes.world import FakeClipSource, FakeSite, FakeSiteRegister, camera

CASE, OFFICER = examples.case_with_clip_requests(), examples.officer()


def entries(shop: Workshop) -> tuple[KeptCallUp, ...]:
    with shop.ledger.reading() as work:
        return work.call_ups.found(CallUpQuery(), limit=10)


def test_the_service_asks_for_the_district_before_an_officer_has_the_case() -> None:
    shop = Workshop()
    shop.fetch_clips()(shop.put(CASE, Step.FETCH_CLIPS))
    (kept,) = entries(shop)
    told = kept.entry
    (request,) = CASE.clip_requests
    assert (told.camera, told.from_at, told.to_at) == (
        examples.CAMERA,
        request.from_at,
        request.to_at,
    )
    assert (told.name, told.unit) == (THE_SERVICE, "辖区交警（220302）")
    assert told.reason.startswith("处理道路交通事故")
    assert (told.due, told.basis) == (True, "VID-7、VID-20、PIPL-26、VID-16")
    assert "call-up" in shop.verbs(CASE.id)


def test_a_request_made_again_is_one_entry() -> None:
    shop = Workshop(source=FakeClipSource(failures=[ClipSourceUnavailable("down")]))
    shop.fetch_clips()(shop.put(CASE, Step.FETCH_CLIPS))
    shop.clock.pass_by(60.0)
    assert len(entries(shop)) == 1
    shop.fetch_clips()(shop.ledger.only_waiting(Step.FETCH_CLIPS))
    assert len(entries(shop)) == 1
    assert shop.verbs(CASE.id).count("call-up") == 1


def test_who_has_the_case_in_hand_stands_in_it() -> None:
    shop = Workshop()
    attempt = shop.put(CASE, Step.FETCH_CLIPS)
    with shop.ledger.transaction() as work:
        claim = Claim.by(OFFICER, CASE.id, shop.clock.now())
        work.desk.keep_claim(claim, instead_of=None)
    shop.fetch_clips()(attempt)
    assert entries(shop)[0].entry.name == OFFICER.name


def test_who_widened_the_search_stands_in_it_with_the_reason() -> None:
    shop = Workshop()
    widening = Widening(
        number=1,
        before_s=60.0,
        after_s=30.0,
        cameras=(),
        reason="接触前的变道过程不在录像内。",
        officer=OFFICER.id,
        officer_name=OFFICER.name,
        unit_name=OFFICER.unit_name,
        at=examples.NOON,
    )
    case = replace(CASE, recordings=replace(CASE.recordings, widenings=(widening,)))
    shop.fetch_clips()(shop.put(case, Step.FETCH_CLIPS))
    told = entries(shop)[0].entry
    assert (told.name, told.unit) == (OFFICER.name, OFFICER.unit_name)
    assert widening.reason in told.reason


def test_a_shop_front_is_registered_by_our_own_rule() -> None:
    cameras = (camera(network=CameraNetwork.COMMERCIAL),)
    shop = Workshop(sites=FakeSiteRegister((FakeSite(cameras=cameras),)))
    shop.fetch_clips()(shop.put(CASE, Step.FETCH_CLIPS))
    assert not entries(shop)[0].entry.due
