"""Curves show what was measured; the gap closes when the outlines meet."""

from dataclasses import replace

import numpy as np
import pytest

from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.exhibits.curves import (
    draw_gap_curves,
    draw_speed_curves,
    gap_between,
    turned_since_rad,
)
from accident_service.reconstruction.exhibits.parties import PartyMark, parties_of
from accident_service.reconstruction.ground.braking import BrakeOnset
from tests.scenes.two_vehicles import CONTACT, CONTACT_S, rear_end


def pair() -> tuple[PartyMark, PartyMark]:
    first, second = parties_of(rear_end(), CONTACT)
    return first, second


def test_the_gap_shrinks_at_the_closing_speed_and_ends_at_contact() -> None:
    pts_s, gap_m, sigma_m = gap_between(pair(), CONTACT_S)

    before = pts_s < CONTACT_S
    assert gap_m[before] == pytest.approx(5.0 * (CONTACT_S - pts_s[before]), abs=1e-6)
    assert gap_m[~before] == pytest.approx(0.0, abs=1e-6)
    assert sigma_m == pytest.approx(np.hypot(0.1, 0.1))


def test_curves_are_drawn_with_and_without_a_contact() -> None:
    for interval in (CONTACT.pts_interval_s, None):
        assert len(draw_speed_curves(pair(), CONTACT_S, interval).png) > 5_000
        assert len(draw_gap_curves(pair(), CONTACT_S, interval).svg) > 5_000


def test_the_same_curve_is_the_same_bytes() -> None:
    first, second = (draw_speed_curves(pair(), CONTACT_S, CONTACT.pts_interval_s) for _ in range(2))

    assert first == second


def test_turning_is_told_from_the_moment_whatever_the_direction() -> None:
    trajectory = pair()[0].trajectory
    spun = replace(trajectory, heading_rad=3.0 + 0.2 * (trajectory.pts_s - CONTACT_S))

    turned = turned_since_rad(spun, CONTACT_S)

    assert turned == pytest.approx(0.2 * (trajectory.pts_s - CONTACT_S))
    assert turned_since_rad(spun, 1e6)[-1] == pytest.approx(0.0)


def test_braking_is_marked_on_the_speed_curve() -> None:
    first, second = pair()
    onset = BrakeOnset(
        pts_s=CONTACT_S - 1.0,
        pts_interval_s=Interval(CONTACT_S - 1.2, CONTACT_S - 0.8),
        until_s=CONTACT_S,
        deceleration_mps2=Estimate(4.0, 0.4),
        lost_mps=3.0,
    )
    braked = replace(first, brakes=(onset,))

    plain = draw_speed_curves((first, second), CONTACT_S, None)
    marked = draw_speed_curves((braked, second), CONTACT_S, None)
    elsewhere = draw_speed_curves((braked, second), CONTACT_S + 60.0, None)

    assert marked != plain
    assert elsewhere == draw_speed_curves((first, second), CONTACT_S + 60.0, None)
