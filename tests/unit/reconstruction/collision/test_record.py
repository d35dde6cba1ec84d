"""What is written down of a contact, against the impact worked out by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest

from accident_service.quantities.uncertainty import Estimate
from accident_service.reconstruction.collision.contacts import find_contacts
from accident_service.reconstruction.collision.event import CollisionEvent
from tests.scenes.courses import Measuring, measured
from tests.scenes.crashes import CRASHES

CLEAN = Measuring(place_sigma_m=0.05, heading_sigma_rad=0.003, size_sigma_m=0.03, smoothing_s=0.12)


def recorded(name: str, least_visible: float = 1.0) -> CollisionEvent:
    rng = np.random.default_rng(7)
    one, other = (measured(course, rng, CLEAN) for course in CRASHES[name].courses())
    other = replace(other, visible_share=np.full(len(other.pts_s), least_visible))
    (event,) = find_contacts([one, other]).collisions
    return event


def near(estimate: Estimate | None, truth: float) -> bool:
    return estimate is not None and abs(estimate.value - truth) <= 3 * estimate.sigma


@pytest.mark.parametrize("name", CRASHES)
def test_speeds_point_and_clock_are_those_of_the_impact(name: str) -> None:
    crash, event = CRASHES[name], recorded(name)
    assert event.tracks == ("a", "b")
    assert (event.first.clock, event.second.clock) == crash.clocks
    assert math.dist((event.x_m, event.y_m), crash.point_m) < 3 * event.point_sigma_m
    for side, setting, blow in zip(
        (event.first, event.second), crash.settings, crash.blows, strict=True
    ):
        assert near(side.speed_before_mps, setting.speed_mps)
        assert near(side.delta_v_mps, math.hypot(*blow.step_mps))
    turned = crash.settings[1].heading_rad - crash.settings[0].heading_rad
    assert math.cos(event.approach_angle_rad - turned) > 0.999


def test_one_impulse_changes_both_in_the_ratio_of_their_sizes() -> None:
    for name in CRASHES:
        gains = [side.delta_v_mps for side in (recorded(name).first, recorded(name).second)]
        assert gains[0] is not None
        assert gains[1] is not None
        apart_mps = abs(gains[0].value - gains[1].value)
        assert apart_mps < math.hypot(gains[0].sigma, gains[1].sigma)


def test_closing_speed_is_along_the_push() -> None:
    assert near(recorded("rear-end").closing_speed_mps, 5.0)
    assert near(recorded("head-on").closing_speed_mps, 11.0)
    assert near(recorded("crossing").closing_speed_mps, 8.0)


def test_a_contact_behind_something_is_hidden() -> None:
    assert not recorded("rear-end").hidden
    assert recorded("rear-end", least_visible=0.1).hidden
