from datetime import UTC, datetime, timedelta

import pytest

from accident_service.errors import InvalidReport
from accident_service.reports.complaints import Complaint
from accident_service.reports.form_fields import Form
from accident_service.reports.place import CoordinateSystem
from accident_service.reports.where_and_when import read_moment, read_place, read_time_doubt_s
from tests.unit.reports.filled_form import FILED_AT


def complaints_about_place(**fields: str) -> dict[str, str]:
    form = Form(fields)
    read_place(form)
    with pytest.raises(InvalidReport) as refusal:
        form.refuse_if_anything_is_wrong()
    return refusal.value.complaints


@pytest.mark.parametrize(
    "typed", ["2026-05-01T08:30", "2026-05-01 08:30:00", "2026-05-01T00:30:00+00:00"]
)
def test_a_time_without_offset_is_beijing_time(typed: str) -> None:
    assert read_moment(typed, FILED_AT) == datetime(2026, 5, 1, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("", Complaint.MISSING),
        ("2026-05-01", Complaint.TIME_PATTERN),
        ("2026-13-01T08:30", Complaint.TIME_PATTERN),
        ("01/05/2026 08:30", Complaint.TIME_PATTERN),
        ("2026-05-01T09:06", Complaint.TIME_IN_FUTURE),
        ("2025-04-01T09:00", Complaint.TIME_TOO_LONG_AGO),
    ],
)
def test_a_time_that_cannot_be_is_refused(typed: str, complaint: Complaint) -> None:
    with pytest.raises(InvalidReport) as refusal:
        read_moment(typed, FILED_AT)
    assert refusal.value.complaints == {"occurred_at": complaint}


def test_a_phone_whose_clock_runs_a_little_fast_is_believed() -> None:
    soon = FILED_AT + timedelta(minutes=4)
    assert read_moment(soon.isoformat(), FILED_AT) == soon


def test_coordinates_keep_the_system_they_came_in() -> None:
    form = Form(
        {"latitude_deg": "43.16", "longitude_deg": "124.35", "coordinate_system": "gcj02"}
        | {"place_words": "中央路"}
    )
    coordinates = read_place(form).coordinates
    form.refuse_if_anything_is_wrong()

    assert coordinates is not None
    assert coordinates.system is CoordinateSystem.GCJ02
    assert coordinates.accuracy_m == 100.0


def test_coordinates_without_their_system_are_refused() -> None:
    told = complaints_about_place(site="x", latitude_deg="43.1", longitude_deg="124.3")
    assert told == {"coordinate_system": Complaint.COORDINATE_ALONE}


def test_coordinates_off_the_earth_are_refused() -> None:
    told = complaints_about_place(
        site="x", latitude_deg="143", longitude_deg="124,3", coordinate_system="wgs84"
    )
    assert told == {
        "latitude_deg": Complaint.COORDINATE_RANGE,
        "longitude_deg": Complaint.COORDINATE_RANGE,
    }


def test_a_place_is_a_site_or_words() -> None:
    assert complaints_about_place() == {"site": Complaint.PLACE_MISSING}
    assert read_place(Form({"place_words": "中央路"})).site is None
    assert read_place(Form({"site": "demo"})).words == ""


def test_the_doubt_of_the_time_is_five_minutes_unless_told() -> None:
    assert read_time_doubt_s(Form({})) == 300.0
    assert read_time_doubt_s(Form({"time_doubt": "30"})) == 30.0
