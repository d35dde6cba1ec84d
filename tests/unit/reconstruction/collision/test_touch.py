"""Where two known motions meet, and on which hour."""

from dataclasses import replace

import numpy as np
import pytest

from accident_service.reconstruction.collision.footprint import Footprints
from accident_service.reconstruction.collision.motion_break import fit_break, stretch_of
from accident_service.reconstruction.collision.touch import clock_hour, touch_of
from tests.scenes.courses import EXACT, measured
from tests.scenes.crashes import CRASHES, TOUCH_S


@pytest.mark.parametrize("name", CRASHES)
def test_the_outlines_meet_when_and_where_they_do(name: str) -> None:
    crash = CRASHES[name]
    trajectories = [measured(c, np.random.default_rng(0), EXACT) for c in crash.courses()]
    one, other = (fit_break(stretch_of(t, TOUCH_S), TOUCH_S, 0.01) for t in trajectories)
    half_m = np.array([2.25, 0.9])
    touch = touch_of((one, other), (half_m, half_m))
    assert touch.pts_s == pytest.approx(TOUCH_S, abs=0.03)
    assert touch.point_m == pytest.approx(crash.point_m, abs=0.2)
    assert any(normal @ crash.normal > 0.98 for normal in touch.normals)
    assert clock_hour(touch.first, touch.point_m) == crash.clocks[0]


@pytest.mark.parametrize(
    ("ahead_m", "left_m", "hour"),
    [
        (2.25, 0.0, 12),
        (2.25, -0.9, 1),
        (2.25, 0.9, 11),
        (-2.25, -0.9, 5),
        (-2.25, 0.9, 7),
        (-2.25, 0.1, 6),
        (0.0, -0.9, 3),
        (0.2, 0.9, 9),
        (1.2, -0.9, 2),
        (1.2, 0.9, 10),
        (-1.2, -0.9, 4),
        (-1.2, 0.9, 8),
        (2.0, -0.9, 1),
        (2.0, 0.9, 11),
        (-2.0, -0.9, 5),
        (-2.0, 0.9, 7),
    ],
)
def test_the_hour_of_a_point_of_the_outline(ahead_m: float, left_m: float, hour: int) -> None:
    car = Footprints(np.array([[10.0, 20.0]]), np.array([0.7]), np.array([2.25, 0.9]))
    point_m = car.xy_m[0] + np.array([ahead_m, left_m]) @ car.axes[0]
    assert clock_hour(car, point_m) == hour


@pytest.mark.parametrize("askew_rad", [-0.04, 0.0, 0.04])
def test_one_behind_the_other_meets_it_all_along_however_headings_err(askew_rad: float) -> None:
    crash = CRASHES["rear-end"]
    trajectories = [measured(c, np.random.default_rng(0), EXACT) for c in crash.courses()]
    askew = replace(trajectories[0], heading_rad=trajectories[0].heading_rad + askew_rad)
    one, other = (
        fit_break(stretch_of(t, TOUCH_S), TOUCH_S, 0.01) for t in (askew, trajectories[1])
    )
    half_m = np.array([2.25, 0.9])
    touch = touch_of((one, other), (half_m, half_m))
    assert touch.point_m == pytest.approx(crash.point_m, abs=0.2)
