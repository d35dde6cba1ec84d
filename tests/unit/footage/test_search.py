import math
from datetime import UTC, datetime, timedelta

import pytest

from accident_service.errors import NoFootage
from accident_service.footage.camera import Camera
from accident_service.footage.search import ClipRequest, rank_requests
from accident_service.quantities.clocks import TimeWindow
from accident_service.quantities.uncertainty import Estimate
from tests.unit.footage.sample_cameras import camera

HAPPENED_AT = datetime(2026, 3, 15, 2, 35, tzinfo=UTC)
WINDOW = TimeWindow.around(HAPPENED_AT, margin_s=60.0)


def search(
    *cameras: Camera, now_at: datetime = HAPPENED_AT + timedelta(hours=1)
) -> tuple[ClipRequest, ...]:
    return rank_requests(
        place_m=(30.0, 0.0), place_sigma_m=3.0, window=WINDOW, cameras=cameras, now_at=now_at
    )


def test_the_nearer_of_two_that_see_it_whole_comes_first() -> None:
    requests = search(camera("far", x_m=-20.0), camera("near"))

    assert [request.camera for request in requests] == ["near", "far"]
    assert [request.rank for request in requests] == [1, 2]


def test_a_camera_that_looks_away_is_not_asked() -> None:
    requests = search(camera("away", heading_rad=math.pi), camera("here"))

    assert [request.camera for request in requests] == ["here"]


def test_the_span_is_on_the_cameras_clock_and_wider_by_two_sigmas_of_it() -> None:
    (request,) = search(camera(clock_offset_s=Estimate(75.0, 5.0)))

    assert request.from_at == WINDOW.from_at + timedelta(seconds=75 - 10)
    assert request.to_at == WINDOW.to_at + timedelta(seconds=75 + 10)


def test_a_request_says_why_in_both_languages() -> None:
    (request,) = search(camera(clock_offset_s=Estimate(75.0, 5.0)))

    assert "100%" in request.reason_zh
    assert "+75.0秒（±10.0秒）" in request.reason_zh
    assert "30 m away" in request.reason_en
    assert "2026-04-14" in request.reason_en


def test_no_camera_in_view_says_how_many_were_tried() -> None:
    with pytest.raises(NoFootage, match="none of 1 cameras sees"):
        search(camera(heading_rad=math.pi))


def test_an_overwritten_recording_is_no_footage_and_is_named() -> None:
    with pytest.raises(NoFootage, match=r"overwritten: mast \(30 days\)"):
        search(camera(), now_at=HAPPENED_AT + timedelta(days=31))


def test_one_overwritten_recording_does_not_hide_one_that_is_kept() -> None:
    requests = search(
        camera("short", retention_days=3),
        camera("long", retention_days=90),
        now_at=HAPPENED_AT + timedelta(days=5),
    )

    assert [request.camera for request in requests] == ["long"]
