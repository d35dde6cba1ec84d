"""The truth is a course of speeds; what is demanded back is how it gains and loses them."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.ground.acceleration import accelerations, slopes_mps2
from accident_service.reconstruction.ground.trajectory import (
    GroundTrajectory,
    VehicleClass,
    VehicleDimensions,
)

Array = NDArray[np.float64]
EVERY_40_MS = np.arange(0.0, 6.0, 0.04)


def driven(speed: Callable[[Array], Array], pts_s: Array, sigma_mps: float) -> GroundTrajectory:
    """A vehicle of which nothing but its speeds matters here."""
    count = len(pts_s)
    return GroundTrajectory(
        id=TrackId("t1"),
        vehicle_class=VehicleClass.CAR,
        dimensions=VehicleDimensions(4.5, 1.8, 1.5, 0.1, 0.1),
        pts_s=pts_s,
        xy_m=np.zeros((count, 2)),
        heading_rad=np.zeros(count),
        speed_mps=speed(pts_s),
        xy_sigma_m=np.full((count, 2), 0.1),
        heading_sigma_rad=np.full(count, 0.02),
        speed_sigma_mps=np.full(count, sigma_mps),
        visible_share=np.ones(count),
    )


@pytest.mark.parametrize("rate_mps2", [-6.0, -0.5, 0.0, 2.5])
def test_a_steady_rate_is_told_exactly_up_to_both_ends(rate_mps2: float) -> None:
    steady = driven(lambda pts_s: 8.0 + rate_mps2 * pts_s, EVERY_40_MS, 0.2)
    gained, _sigma = accelerations(steady)
    np.testing.assert_allclose(gained, rate_mps2, atol=1e-9)


def test_frames_lost_or_repeated_do_not_change_a_steady_rate() -> None:
    kept = np.random.default_rng(3).random(len(EVERY_40_MS)) < 0.6
    gained, _sigma = accelerations(driven(lambda t: 3.0 * t, EVERY_40_MS[kept], 0.2))
    np.testing.assert_allclose(gained, 3.0, atol=1e-9)


def test_one_that_backs_up_faster_and_faster_has_a_negative_rate() -> None:
    backing = driven(lambda pts_s: -1.0 * pts_s, EVERY_40_MS, 0.2)
    assert (accelerations(backing)[0] < 0).all()


def test_what_begins_to_brake_is_told_within_its_interval_and_not_before_the_reach() -> None:
    braking = driven(lambda t: 12.0 - 5.0 * np.maximum(t - 3.0, 0.0), EVERY_40_MS, 0.05)
    gained, _sigma = accelerations(braking)
    np.testing.assert_allclose(gained[EVERY_40_MS < 2.69], 0.0, atol=1e-9)
    np.testing.assert_allclose(gained[EVERY_40_MS > 3.31], -5.0, atol=1e-9)


def test_intervals_hold_the_truth_where_errors_last_for_a_second() -> None:
    steady = driven(lambda t: 10.0 + 0 * t, EVERY_40_MS, 0.2)
    inside = []
    for seed in range(40):
        noise = np.random.default_rng(seed).normal(0, 1, len(EVERY_40_MS) + 60)
        lasting = np.convolve(noise, np.hanning(51), "same")[30:-30]
        lasting *= 0.2 / np.sqrt(np.sum(np.hanning(51) ** 2))
        gained, sigma = accelerations(replace(steady, speed_mps=steady.speed_mps + lasting))
        inside.append(np.mean(np.abs(gained) <= 1.96 * sigma))
    assert 0.93 <= np.mean(inside) <= 1.0


def test_less_is_known_at_the_ends_and_where_speeds_are_doubtful() -> None:
    well, badly = (
        accelerations(driven(lambda t: 0 * t, EVERY_40_MS, sigma))[1] for sigma in (0.1, 0.4)
    )
    assert (badly > well).all()
    assert well[0] > well[len(well) // 2]
    assert well[-1] == pytest.approx(well[0])


def test_a_vehicle_seen_once_has_no_rate_and_no_certainty() -> None:
    gained, sigma = accelerations(driven(lambda t: 5.0 + 0 * t, np.array([1.0]), 0.2))
    assert gained[0] == 0.0
    assert sigma[0] > 1e3


def test_slopes_are_those_of_least_squares() -> None:
    speeds = np.random.default_rng(5).normal(0, 1, len(EVERY_40_MS))
    row = 70
    near = np.abs(EVERY_40_MS - EVERY_40_MS[row]) <= 0.3 + 1e-6
    expected = np.polyfit(EVERY_40_MS[near], speeds[near], 1)[0]
    assert slopes_mps2(EVERY_40_MS, speeds)[row] == pytest.approx(expected)
