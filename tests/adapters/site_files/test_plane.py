import math

import pytest

from accident_service.adapters.site_files.plane import SitePlane, to_wgs84
from accident_service.reports.place import CoordinateSystem


def test_the_datum_is_the_origin_and_north_is_up() -> None:
    plane = SitePlane(43.17, 124.35)

    assert plane.to_metres(43.17, 124.35) == (0.0, 0.0)
    x_m, y_m = plane.to_metres(43.171, 124.35)
    assert (x_m, y_m) == pytest.approx((0.0, 111.1), abs=0.1)


def test_a_degree_has_the_ellipsoids_length() -> None:
    # Lengths of a degree at 45 degrees latitude on WGS 84, from its published tables.
    x_m, y_m = SitePlane(45.0, 0.0).to_metres(45.0 + 1e-3, 1e-3)

    assert y_m == pytest.approx(111.132, abs=0.002)
    assert x_m == pytest.approx(78.847, abs=0.002)


def test_a_turned_plane_turns_places_and_bearings_alike() -> None:
    turned = SitePlane(0.0, 0.0, rotation_rad=math.radians(30))
    x_m, y_m = turned.to_metres(0.0, 0.001)  # due east

    assert math.degrees(math.atan2(y_m, x_m)) == pytest.approx(-30.0)
    assert math.degrees(turned.heading_rad(90.0)) == pytest.approx(-30.0)
    assert math.degrees(SitePlane(0.0, 0.0).heading_rad(0.0)) == pytest.approx(90.0)


def test_a_shifted_map_position_is_taken_back_to_about_a_metre() -> None:
    # The same spot in central Beijing in the three systems, as conversion tools give it.
    wgs84 = (39.907_33, 116.391_24)
    for system, given in (
        (CoordinateSystem.WGS84, wgs84),
        (CoordinateSystem.GCJ02, (39.908_73, 116.397_48)),
        (CoordinateSystem.BD09, (39.915_075, 116.403_853)),
    ):
        x_m, y_m = SitePlane(*wgs84).to_metres(*to_wgs84(*given, system))
        assert math.hypot(x_m, y_m) < 1.5, system


def test_coordinates_lead_back_to_the_place() -> None:
    turned = SitePlane(43.17, 124.35, rotation_rad=math.radians(30))

    assert turned.to_metres(*turned.to_degrees(120.0, -45.0)) == pytest.approx((120.0, -45.0))


def test_a_heading_is_told_by_the_compass_and_back() -> None:
    turned = SitePlane(43.17, 124.35, rotation_rad=math.radians(30))

    assert SitePlane(43.17, 124.35).bearing_rad(0.0) == pytest.approx(math.pi / 2)  # east
    assert turned.bearing_rad(turned.heading_rad(200.0)) == pytest.approx(math.radians(200.0))
