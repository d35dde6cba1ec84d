import math

import numpy as np
import pytest

from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.ground.facing import faced_along_lane
from accident_service.reconstruction.ground.trajectory import (
    GroundTrajectory,
    VehicleClass,
    VehicleDimensions,
)

EAST, NORTH, WEST = 0.0, math.pi / 2, math.pi


def pushed(*, heading_rad: float, way_m: float = 0.6) -> GroundTrajectory:
    """A car that stands and is then pushed east by `way_m`."""
    pts_s = np.arange(0.0, 4.0, 0.1)
    x_m = np.clip((pts_s - 2.0) * way_m, 0.0, way_m)
    speed_mps = np.gradient(x_m, pts_s) * math.cos(heading_rad)
    return GroundTrajectory(
        id=TrackId("t1"),
        vehicle_class=VehicleClass.CAR,
        dimensions=VehicleDimensions(4.5, 1.8, 1.5, 0.1, 0.1),
        pts_s=pts_s,
        xy_m=np.column_stack([x_m, np.zeros(len(pts_s))]),
        heading_rad=np.full(len(pts_s), heading_rad),
        speed_mps=speed_mps,
        xy_sigma_m=np.full((len(pts_s), 2), 0.1),
        heading_sigma_rad=np.full(len(pts_s), 0.02),
        speed_sigma_mps=np.full(len(pts_s), 0.1),
        visible_share=np.ones(len(pts_s)),
    )


@pytest.mark.parametrize("fitted_rad", [EAST, WEST])
def test_a_car_that_was_only_pushed_faces_along_its_lane_and_says_so(fitted_rad: float) -> None:
    faced = faced_along_lane(pushed(heading_rad=fitted_rad), lambda _x, _y: (EAST,))

    assert math.cos(faced.heading_rad[0]) == pytest.approx(1.0)
    assert faced.speed_mps.max() == pytest.approx(0.6, abs=0.01)
    assert faced.facing_from_lane


def test_pushed_back_against_its_lane_its_speed_is_negative() -> None:
    faced = faced_along_lane(pushed(heading_rad=EAST), lambda _x, _y: (WEST,))

    assert faced.speed_mps.min() == pytest.approx(-0.6, abs=0.01)


@pytest.mark.parametrize("lanes", [(), (NORTH,), (EAST, WEST)])
def test_where_the_lanes_do_not_tell_nothing_is_changed(lanes: tuple[float, ...]) -> None:
    before = pushed(heading_rad=WEST)

    assert faced_along_lane(before, lambda _x, _y: lanes) is before


def test_a_car_that_drives_shows_its_front_itself() -> None:
    before = pushed(heading_rad=WEST, way_m=5.0)

    assert faced_along_lane(before, lambda _x, _y: (EAST,)) is before
