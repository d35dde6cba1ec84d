"""Step 1: the cameras to ask are on the case, or an officer hears why there are none."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accident_service.casefile.stage import Stage
from accident_service.casefile.widen import APPROACH_S
from accident_service.casework.ports import Step
from accident_service.quantities.identifiers import SiteId
from tests.casework.workshop import Workshop
from tests.fakes import examples
from tests.fakes.world import FakeSite, FakeSiteRegister, camera

CASE = examples.reported_case()


@pytest.fixture
def shop() -> Workshop:
    return Workshop()


def test_the_case_names_the_cameras_to_ask(shop: Workshop) -> None:
    shop.find_clips()(shop.put(CASE, Step.FIND_CLIPS))
    case = shop.case(CASE.id)
    assert case.stage is Stage.CLIPS_FOUND
    assert [request.camera for request in case.clip_requests] == [examples.CAMERA]
    assert case.site == examples.SITE
    assert shop.ledger.only_waiting(Step.FETCH_CLIPS)


def test_the_span_asked_for_holds_the_doubt_and_the_approach(shop: Workshop) -> None:
    shop.find_clips()(shop.put(CASE, Step.FIND_CLIPS))
    (request,) = shop.case(CASE.id).clip_requests
    doubt = timedelta(seconds=CASE.report.time_doubt_s + APPROACH_S)
    offset = timedelta(seconds=1.4)  # the camera's clock is ahead
    assert request.from_at <= CASE.report.occurred_at - doubt + offset
    assert request.to_at >= CASE.report.occurred_at + doubt + offset


def test_running_it_twice_leaves_one_search_and_one_fetch(shop: Workshop) -> None:
    attempt = shop.put(CASE, Step.FIND_CLIPS)
    shop.find_clips()(attempt)
    shop.find_clips()(attempt)
    assert shop.case(CASE.id).version == CASE.version + 1
    assert shop.ledger.only_waiting(Step.FETCH_CLIPS)


@pytest.mark.parametrize(
    "sites",
    [
        FakeSiteRegister(()),
        FakeSiteRegister((FakeSite(cameras=()),)),
        FakeSiteRegister((FakeSite(cameras=(camera(retention_days=0),)),)),
    ],
    ids=["unknown site", "no camera", "overwritten"],
)
def test_without_footage_an_officer_takes_over(sites: FakeSiteRegister) -> None:
    shop = Workshop(sites=sites)
    shop.find_clips()(shop.put(CASE, Step.FIND_CLIPS))
    case = shop.case(CASE.id)
    assert (case.stage, case.evidence_gap) == (Stage.NEEDS_OFFICER, "no-footage")
    assert shop.ledger.waiting() == ()


def test_a_place_found_by_its_coordinates_gets_its_site(shop: Workshop) -> None:
    unplaced = replace(CASE, site=SiteId("some-other-site"))
    shop.find_clips()(shop.put(unplaced, Step.FIND_CLIPS))
    assert shop.case(CASE.id).site == examples.SITE


def test_nobody_waits_for_recordings_of_what_came_after_the_report(shop: Workshop) -> None:
    report = replace(CASE.report, filed_at=CASE.report.occurred_at, time_doubt_s=300.0)
    shop.find_clips()(shop.put(replace(CASE, report=report), Step.FIND_CLIPS))
    (request,) = shop.case(CASE.id).clip_requests
    assert request.from_at < CASE.report.occurred_at - timedelta(seconds=300)
    latest = timedelta(seconds=APPROACH_S + 1.4 + 2 * 0.2 + 1)  # the camera's clock is ahead
    assert request.to_at <= CASE.report.occurred_at + latest
