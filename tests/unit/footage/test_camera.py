import math

import pytest
from shapely import Point

from accident_service.footage.camera import CameraPosition, field_of_view_fan

MAST = CameraPosition(x_m=10.0, y_m=5.0, height_m=6.0)


def test_a_fan_opens_around_its_heading_and_ends_at_its_reach() -> None:
    fan = field_of_view_fan(MAST, heading_rad=0.0, opening_rad=math.pi / 3, reach_m=40.0)

    assert fan.covers(Point(45.0, 5.0))
    assert not fan.covers(Point(52.0, 5.0))  # beyond the reach
    assert not fan.covers(Point(5.0, 5.0))  # behind the mast
    assert fan.area == pytest.approx(math.pi / 6 * 40**2, rel=0.01)


@pytest.mark.parametrize(("opening_rad", "reach_m"), [(0.0, 10.0), (4.0, 10.0), (1.0, 0.0)])
def test_a_fan_that_sees_nothing_is_refused(opening_rad: float, reach_m: float) -> None:
    with pytest.raises(ValueError, match="no field of view"):
        field_of_view_fan(MAST, heading_rad=0.0, opening_rad=opening_rad, reach_m=reach_m)
