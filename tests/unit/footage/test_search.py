import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from shapely import LineString, box

from accident_service.errors import NoFootage
from accident_service.footage.camera import Camera, CameraNetwork
from accident_service.footage.camera_view import Purpose
from accident_service.footage.health import Health
from accident_service.footage.occluder import Occluder
from accident_service.footage.search import ClipRequest, rank_requests, soonest_gone_first
from accident_service.footage.surroundings import NOTHING_AROUND, Search, Surroundings
from accident_service.quantities.clocks import TimeWindow
from accident_service.quantities.identifiers import CameraId
from accident_service.quantities.uncertainty import Estimate
from tests.unit.footage.sample_cameras import camera

HAPPENED_AT = datetime(2026, 3, 15, 2, 35, tzinfo=UTC)
WINDOW = TimeWindow.around(HAPPENED_AT, margin_s=60.0)


def search(
    *cameras: Camera,
    now_at: datetime = HAPPENED_AT + timedelta(hours=1),
    around: Surroundings = NOTHING_AROUND,
    added: frozenset[CameraId] = frozenset(),
) -> tuple[ClipRequest, ...]:
    looked_for = Search(
        place_m=(30.0, 0.0),
        place_sigma_m=3.0,
        window=WINDOW,
        now_at=now_at,
        around=around,
        added=added,
    )
    return rank_requests(looked_for, cameras)


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


def names(requests: tuple[ClipRequest, ...]) -> list[str]:
    return [one.camera for one in requests]


def test_a_building_between_puts_the_nearer_camera_behind_the_farther() -> None:
    house = Occluder(outline=box(15.0, -4.0, 20.0, 4.0), height_m=9.0, name="house")
    far = camera("far", x_m=75.0, heading_rad=math.pi)  # from the other side
    requests = search(camera("near"), far, around=Surroundings(occluders=(house,)))
    assert names(requests) == ["far"]


def test_a_low_wall_takes_away_only_what_lies_right_behind_it() -> None:
    wall = Occluder(outline=box(25.0, -30.0, 25.5, 30.0), height_m=1.0)
    (request,) = search(camera("near"), around=Surroundings(occluders=(wall,)))
    assert "hidden behind what stands in the way" in request.reason_en
    assert "遮挡" in request.reason_zh


def test_a_camera_whose_requests_fail_comes_later_and_the_officer_is_told() -> None:
    around = Surroundings(health={CameraId("near"): Health.FAILING})
    requests = search(camera("far", x_m=-20.0), camera("near"), around=around)
    assert names(requests) == ["far", "near"]
    assert "no recording could be had" in requests[1].reason_en


def test_of_two_that_see_the_place_the_one_that_sees_the_approach_is_asked_first() -> None:
    # Vehicles come from the west, below the near mast, which sees them only from x = 0 on.
    west = LineString([(-20.0, 0.0), (30.0, 0.0)])
    requests = search(camera("near"), camera("far", x_m=-20.0), around=Surroundings(approach=west))
    assert names(requests) == ["far", "near"]


def test_a_camera_that_sees_only_the_approach_is_asked_where_nobody_else_shows_it() -> None:
    north = LineString([(30.0, 90.0), (30.0, 0.0)])
    crossing = camera("north", x_m=30.0, heading_rad=math.pi / 2)
    crossing = replace(crossing, field_of_view=box(20.0, 20.0, 40.0, 90.0))
    twin = replace(crossing, id=CameraId("twin"))
    requests = search(camera("near"), crossing, twin, around=Surroundings(approach=north))
    assert names(requests) == ["near", "north"]
    assert requests[1].purpose is Purpose.APPROACH
    assert "asked for that" in requests[1].reason_en


def test_only_the_approach_in_view_is_no_view_of_the_accident() -> None:
    away = replace(camera("away"), field_of_view=box(-60.0, -5.0, 20.0, 5.0))
    around = Surroundings(approach=LineString([(0.0, 0.0), (30.0, 0.0)]))
    with pytest.raises(NoFootage, match="none of 1 cameras sees"):
        search(away, around=around)


def test_what_an_officer_adds_is_asked_last_whatever_it_sees() -> None:
    away = camera("away", heading_rad=math.pi)
    requests = search(away, camera("here"), added=frozenset({CameraId("away")}))
    assert names(requests) == ["here", "away"]
    assert requests[1].purpose is Purpose.ADDED


def test_a_survey_beats_the_rule_of_thumb() -> None:
    around = Surroundings(surveyed_sigma_m={CameraId("far"): 0.05})
    requests = search(camera("near"), camera("far", x_m=-20.0), around=around)
    assert names(requests) == ["far", "near"]
    assert "0.05 m (by its survey)" in requests[0].reason_en
    assert "by rule of thumb" in requests[1].reason_en


def test_a_clock_nobody_trusts_comes_after_one_that_is_right() -> None:
    adrift = camera("near", clock_offset_s=Estimate(0.0, 25.0))
    assert names(search(adrift, camera("far", x_m=-20.0))) == ["far", "near"]


def test_a_dash_camera_comes_after_every_fixed_one() -> None:
    own = replace(camera("near"), network=CameraNetwork.PARTY)
    assert names(search(own, camera("far", x_m=-20.0))) == ["far", "near"]


def test_whoever_need_not_keep_it_is_asked_first_then_as_it_runs_out() -> None:
    shop = replace(camera("shop", x_m=-20.0), network=CameraNetwork.COMMERCIAL)
    requests = search(camera("long"), camera("short", x_m=-10.0, retention_days=2), shop)
    assert names(requests) == ["long", "short", "shop"]
    assert names(soonest_gone_first(requests)) == ["shop", "short", "long"]
