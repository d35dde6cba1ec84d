"""One camera judged: what it is asked for, and what moves it forward or back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from shapely import LineString

from accident_service.footage.camera_view import CameraView, Purpose, view_of
from accident_service.footage.health import Health
from accident_service.footage.surroundings import Search, Surroundings
from accident_service.quantities.clocks import TimeWindow
from accident_service.quantities.identifiers import CameraId
from tests.unit.footage.sample_cameras import camera

HAPPENED_AT = datetime(2026, 3, 15, 2, 35, tzinfo=UTC)
SEARCH = Search(
    place_m=(30.0, 0.0),
    place_sigma_m=3.0,
    window=TimeWindow.around(HAPPENED_AT, margin_s=60.0),
    now_at=HAPPENED_AT + timedelta(hours=1),
)


def view(health: Health = Health.UNTRIED, *, x_m: float = 30.0) -> CameraView:
    around = Surroundings(
        health={CameraId("mast"): health}, approach=LineString([(5.0, 0.0), (35.0, 0.0)])
    )
    return view_of(camera(), replace(SEARCH, place_m=(x_m, 0.0), around=around))


def test_it_is_asked_for_the_contact_the_approach_or_not_at_all() -> None:
    assert view().purpose is Purpose.CONTACT
    assert view(x_m=100.0).purpose is Purpose.APPROACH
    assert view_of(camera(), replace(SEARCH, place_m=(-30.0, 0.0))).purpose is None


@pytest.mark.parametrize("worse", [Health.UNSTEADY, Health.FAILING])
def test_failures_move_it_back(worse: Health) -> None:
    assert view().preference < view(worse).preference


def test_an_approach_alone_comes_after_every_contact() -> None:
    assert view(Health.FAILING).preference < view(x_m=100.0).preference


def test_recordings_are_gone_once_the_days_are_over() -> None:
    late = replace(SEARCH, now_at=HAPPENED_AT + timedelta(days=30))
    assert view_of(camera(), late).overwritten
    assert not view().overwritten
    assert view().kept_until_at == SEARCH.window.from_at + timedelta(days=30)
