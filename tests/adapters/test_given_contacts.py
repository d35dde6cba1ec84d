import json
import math
from dataclasses import replace

import pytest

from accident_service.adapters.contact_records import contact_record
from accident_service.adapters.fields import Fields
from accident_service.adapters.given_contacts import clock_of, given_contact, pose_near
from accident_service.errors import InvalidSite
from accident_service.quantities.identifiers import TrackId
from tests.scenes.two_vehicles import CONTACT
from tests.unit.liability.drives import A, standing, track

CAR = track(A, standing(10.0, 5.0, math.pi / 2))


@pytest.mark.parametrize(
    ("point_m", "clock"),
    [((10.0, 8.0), 12), ((12.0, 5.0), 3), ((10.0, 2.0), 6), ((8.0, 5.0), 9), ((11.0, 6.7), 1)],
)
def test_the_clock_is_read_from_above_with_twelve_ahead(
    point_m: tuple[float, float], clock: int
) -> None:
    assert clock_of(pose_near(CAR, 3.0), point_m) == clock


def test_a_pose_is_the_nearest_known_one() -> None:
    assert pose_near(CAR, -5.0).pts_s == CAR.first_pts_s
    assert pose_near(CAR, 99.0).pts_s == CAR.last_pts_s


def test_a_contact_outside_its_own_interval_is_refused() -> None:
    other = track(TrackId("B"), standing(10.0, 9.5))
    table = {"t_s": 7.0, "t_low_s": 7.5, "x_m": 10.0, "y_m": 7.2, "pair": ["A", "B"]}

    with pytest.raises(InvalidSite, match="t_low_s"):
        given_contact(Fields("tracks.json", "contacts[0].", table), {"A": CAR, "B": other})


@pytest.mark.parametrize("error_m", [0.0, 0.12, math.inf])
def test_how_well_the_camera_places_a_contact_comes_back_from_its_record(error_m: float) -> None:
    record = contact_record(replace(CONTACT, camera_error_m=error_m))

    read = given_contact(Fields("result.json", "contacts[0].", json.loads(json.dumps(record))), {})

    assert read.camera_error_m == error_m
