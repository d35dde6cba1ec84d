"""More recordings on an officer's word: through all steps to a new proposal, nothing lost."""

import pytest

from accident_service.casefile.case import Case
from accident_service.casefile.stage import Stage
from accident_service.casefile.widen import WideningWish, margins_s
from accident_service.casework.camera_search import CameraSearch
from accident_service.casework.ports import Step
from accident_service.casework.widen_search import WidenSearch
from accident_service.errors import InvalidDecision
from accident_service.footage.camera_view import Purpose
from accident_service.quantities.identifiers import CameraId
from tests.casework.workshop import Workshop
from tests.fakes import examples
from tests.fakes.cameras import FakeCameraDiary
from tests.fakes.world import FakeClipSource, FakeSite, FakeSiteRegister, camera

SHOP = CameraId("shop")
REASON = "接触前的变道过程不在录像内。"
OFFICER = examples.officer()


@pytest.fixture
def shop() -> Workshop:
    away = camera(
        SHOP,
        field_of_view=camera()
        .field_of_view.buffer(-1)
        .difference(camera().field_of_view.buffer(-5)),
    )
    return Workshop(
        sites=FakeSiteRegister((FakeSite(cameras=(camera(), away)),)),
        source=FakeClipSource(recordings={examples.CAMERA: b"a recording", SHOP: b"of the shop"}),
    )


def widening(shop: Workshop) -> WidenSearch:
    diary = FakeCameraDiary()
    return WidenSearch(shop.ledger, shop.clock, CameraSearch(shop.sites, shop.clock, diary), diary)


def run(shop: Workshop, *steps: Step) -> None:
    runners = {
        Step.FIND_CLIPS: shop.find_clips,
        Step.FETCH_CLIPS: shop.fetch_clips,
        Step.RECONSTRUCT: shop.reconstruct,
        Step.PROPOSE: shop.propose,
    }
    for step in steps:
        runners[step]()(shop.ledger.only_waiting(step))


def proposed(shop: Workshop) -> Case:
    case = examples.reported_case().joined_by(examples.party_b(), examples.statement_b())
    shop.put(case, Step.FIND_CLIPS)
    run(shop, Step.FIND_CLIPS, Step.FETCH_CLIPS, Step.RECONSTRUCT, Step.PROPOSE)
    return shop.case(case.id)


def wish(case: Case, *, more_s: float = 0.0, cameras: tuple[CameraId, ...] = ()) -> WideningWish:
    before_s, after_s = margins_s(case)
    return WideningWish(
        before_s=before_s + more_s,
        after_s=after_s,
        cameras=cameras,
        reason=REASON,
        seen_version=case.version,
    )


def test_a_camera_added_is_asked_and_what_was_sealed_is_not_fetched_again(shop: Workshop) -> None:
    before = proposed(shop)
    widening(shop)(before.id, wish(before, cameras=(SHOP,)), OFFICER)
    assert shop.case(before.id).stage is Stage.REPORTED
    shop.source.asked.clear()
    run(shop, Step.FIND_CLIPS, Step.FETCH_CLIPS)
    case = shop.case(before.id)
    assert shop.source.asked == [SHOP]
    assert [one.purpose for one in case.clip_requests] == [Purpose.CONTACT, Purpose.ADDED]
    assert [one.camera for one in case.clips] == [examples.CAMERA, SHOP]
    assert case.clips[0] == before.clips[0]
    run(shop, Step.RECONSTRUCT, Step.PROPOSE)
    case = shop.case(before.id)
    assert (case.stage, case.proposal_revision) == (Stage.PROPOSED, before.proposal_revision + 1)
    assert case.recordings.rounds[0].proposal == before.proposal
    assert "widen-search" in shop.verbs(before.id)


def test_a_wider_window_is_fetched_anew_and_a_camera_that_fails_keeps_its_clip(
    shop: Workshop,
) -> None:
    before = proposed(shop)
    widening(shop)(before.id, wish(before, more_s=30.0), OFFICER)
    shop.source.recordings = {}
    run(shop, Step.FIND_CLIPS, Step.FETCH_CLIPS)
    case = shop.case(before.id)
    (request,) = case.clip_requests
    assert request.from_at < before.clips[0].from_at
    assert shop.source.asked == [examples.CAMERA, examples.CAMERA]
    assert case.clips == before.clips


def test_the_page_lists_every_camera_with_what_came_of_it(shop: Workshop) -> None:
    case = proposed(shop)
    one, other = widening(shop).cameras(case)
    assert (one.view.camera.id, one.request) == (examples.CAMERA, case.clip_requests[0])
    assert one.clips == case.clips
    assert (other.view.camera.id, other.request, other.clips) == (SHOP, None, ())


def test_a_camera_of_nowhere_is_refused(shop: Workshop) -> None:
    case = proposed(shop)
    with pytest.raises(InvalidDecision, match="no camera"):
        widening(shop)(case.id, wish(case, cameras=(CameraId("elsewhere"),)), OFFICER)
    assert shop.case(case.id) == case
