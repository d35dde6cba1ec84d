import math
from dataclasses import replace

import numpy as np
import pytest

from accident_service.adapters.ways import way_to
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from tests.fakes.analysis import rear_end
from tests.fakes.world import FakeSite

SITE = FakeSite()


def moving() -> GroundTrajectory:
    """The vehicle behind, which goes east along x."""
    found = rear_end()
    return max(found.trajectories, key=lambda one: float(one.speed_mps[0]))


def contact_pts_s() -> float:
    return rear_end().collisions[0].pts_interval_s.low


def test_a_vehicle_that_goes_along_x_goes_east_on_the_sites_road() -> None:
    way = way_to(moving(), contact_pts_s(), SITE)

    assert way is not None
    assert way.bearing_rad.value == pytest.approx(math.pi / 2)
    assert way.bearing_rad.sigma == pytest.approx(0.01)
    assert (way.road_zh, way.road_en) == SITE.road_at(0.0, 0.0)


def test_a_vehicle_that_reverses_goes_where_its_rear_points() -> None:
    backwards = replace(moving(), speed_mps=-moving().speed_mps)

    way = way_to(backwards, contact_pts_s(), SITE)

    assert way is not None
    assert way.bearing_rad.value == pytest.approx(math.pi * 3 / 2)


def test_what_may_have_stood_or_was_not_seen_before_has_no_way() -> None:
    vehicle = moving()
    doubtful = replace(vehicle, speed_sigma_mps=np.full(len(vehicle.pts_s), 50.0))

    assert way_to(doubtful, contact_pts_s(), SITE) is None
    assert way_to(vehicle, float(vehicle.pts_s[0]), SITE) is None
    assert way_to(vehicle, float(vehicle.pts_s[-1]) + 60.0, SITE) is None
