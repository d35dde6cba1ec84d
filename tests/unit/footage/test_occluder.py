"""What a prism hides from a mast six metres up at the origin, looking east."""

import pytest
from shapely import Point, box

from accident_service.footage.camera import CameraPosition
from accident_service.footage.occluder import Occluder, shadow_of, visible_field
from tests.unit.footage.sample_cameras import camera

MAST = CameraPosition(x_m=0.0, y_m=0.0, height_m=6.0)


def test_a_camera_looks_over_what_is_lower_and_loses_the_strip_behind() -> None:
    wall = Occluder(outline=box(10.0, -5.0, 11.0, 5.0), height_m=2.0)
    shadow = shadow_of(wall, MAST)
    # The ray over the far top edge (11 m away) meets the ground at 11 * 6 / (6 - 2) = 16.5 m.
    assert shadow.covers(Point(16.4, 0.0))
    assert not shadow.covers(Point(16.6, 0.0))
    assert not shadow.covers(Point(9.0, 0.0))


@pytest.mark.parametrize("height_m", [6.0, 20.0])
def test_what_is_as_high_as_the_camera_hides_all_behind_it(height_m: float) -> None:
    house = Occluder(outline=box(10.0, -5.0, 20.0, 5.0), height_m=height_m)
    shadow = shadow_of(house, MAST)
    assert shadow.covers(Point(500.0, 0.0))
    assert not shadow.covers(Point(40.0, 30.0))  # past its corner


def test_between_two_wings_one_sees_through() -> None:
    wings = (box(10.0, -10.0, 12.0, -1.0), box(10.0, 1.0, 12.0, 10.0))
    houses = [Occluder(outline=part, height_m=9.0) for part in wings]
    field = visible_field(camera(), houses)
    assert field.covers(Point(50.0, 0.0))
    assert not field.covers(Point(50.0, 12.0))


def test_what_it_is_mounted_on_hides_nothing() -> None:
    house = Occluder(outline=box(-5.0, -5.0, 1.0, 5.0), height_m=12.0)
    assert shadow_of(house, MAST).is_empty
    mast = camera()
    assert visible_field(mast, [house]).equals(mast.field_of_view)
