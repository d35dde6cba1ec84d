"""A doubtful clock widens times and speeds, and nothing else."""

from dataclasses import replace

import numpy as np
import pytest

from accident_service.reconstruction.time_doubt import doubted_collision, doubted_trajectory
from accident_service.reconstruction.timing.rate import RateFinding, RateStanding
from tests.scenes.two_vehicles import STRIKING, TIMING, rear_end

STAMPED = replace(TIMING, picture_sigma_s=0.01)
HALF_RATE = replace(TIMING, rate=RateFinding(RateStanding.DISPUTED, 0.25, 2.0))


def test_a_clock_without_doubt_changes_nothing() -> None:
    event = rear_end().collisions[0]

    assert doubted_collision(event, TIMING) == event
    same = doubted_trajectory(STRIKING, TIMING)
    assert np.array_equal(same.xy_sigma_m, STRIKING.xy_sigma_m)
    assert np.array_equal(same.speed_sigma_mps, STRIKING.speed_sigma_mps)


def test_a_late_picture_moves_a_place_along_the_way_only() -> None:
    east = replace(STRIKING, heading_rad=np.zeros(len(STRIKING.pts_s)))

    doubted = doubted_trajectory(east, STAMPED)

    along_m = np.sqrt(doubted.xy_sigma_m[:, 0] ** 2 - east.xy_sigma_m[:, 0] ** 2)
    assert along_m == pytest.approx(np.abs(east.speed_mps) * 0.01, abs=1e-9)
    assert doubted.xy_sigma_m[:, 1] == pytest.approx(east.xy_sigma_m[:, 1])
    assert doubted.xy_m is east.xy_m


def test_the_slope_of_late_pictures_is_as_uncertain_as_measured() -> None:
    """Speeds fitted to a second of jittered moments scatter as the formula says."""
    rng = np.random.default_rng(8)
    shown_s = np.arange(25) * TIMING.median_interval_s
    speeds = [
        np.polyfit(shown_s, 10.0 * (shown_s + rng.normal(0, 0.01, 25)), 1)[0] for _ in range(2000)
    ]
    steady = replace(
        STRIKING,
        speed_mps=np.full(len(STRIKING.pts_s), 10.0),
        speed_sigma_mps=np.zeros(len(STRIKING.pts_s)),
    )

    stated = doubted_trajectory(steady, STAMPED).speed_sigma_mps[0]

    assert stated == pytest.approx(float(np.std(speeds)), rel=0.1)


def test_a_contacts_interval_is_wider_by_two_sigmas_on_each_side() -> None:
    event = rear_end().collisions[0]

    doubted = doubted_collision(event, STAMPED)

    assert doubted.pts_interval_s.low == pytest.approx(event.pts_interval_s.low - 0.02)
    assert doubted.pts_interval_s.high == pytest.approx(event.pts_interval_s.high + 0.02)
    assert doubted.pts_s == event.pts_s


def test_all_speeds_doubt_a_disputed_rate_together() -> None:
    event = rear_end().collisions[0]

    doubted = doubted_collision(event, HALF_RATE)
    path = doubted_trajectory(STRIKING, HALF_RATE)

    for before, after in (
        (event.closing_speed_mps, doubted.closing_speed_mps),
        (event.first.speed_before_mps, doubted.first.speed_before_mps),
        (event.second.speed_before_mps, doubted.second.speed_before_mps),
    ):
        assert after.value == before.value
        assert after.sigma == pytest.approx(np.hypot(before.sigma, 0.25 * abs(before.value)))
    added = np.sqrt(path.speed_sigma_mps**2 - STRIKING.speed_sigma_mps**2)
    assert added == pytest.approx(0.25 * np.abs(STRIKING.speed_mps), abs=1e-6)
