"""The truth is a course of speeds; its noise is as smoothed trajectories have it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.ground.braking import (
    BRAKING_MPS2,
    brake_onsets,
    surely_unbraked,
)
from accident_service.reconstruction.ground.trajectory import (
    GroundTrajectory,
    VehicleClass,
    VehicleDimensions,
)

Array = NDArray[np.float64]
BEGINS_S = 4.0


def seen(
    speed: Callable[[Array], Array], *, seed: int = 1, sigma_mps: float = 0.2, from_s: float = 0.0
) -> GroundTrajectory:
    """These speeds for ten seconds, off by 0.1 m/s, neighbours within a fifth of a second alike."""
    pts_s = np.arange(from_s, 10.0, 0.04)
    count = len(pts_s)
    noise = np.convolve(np.random.default_rng(seed).normal(0, 1, count + 20), np.ones(11) / 11)
    noise = 0.1 * noise[10 : 10 + count] * np.sqrt(11)
    still = np.zeros((count, 2))
    return GroundTrajectory(
        id=TrackId("t1"),
        vehicle_class=VehicleClass.CAR,
        dimensions=VehicleDimensions(4.5, 1.8, 1.5, 0.1, 0.1),
        pts_s=pts_s,
        xy_m=still,
        heading_rad=np.zeros(count),
        speed_mps=speed(pts_s) + noise,
        xy_sigma_m=still + 0.1,
        heading_sigma_rad=np.full(count, 0.02),
        speed_sigma_mps=np.full(count, sigma_mps),
        visible_share=np.ones(count),
    )


def braking(rate_mps2: float, *, ramp_s: float = 0.0) -> Callable[[Array], Array]:
    """12 m/s until four seconds, then slower, the rate reached over `ramp_s`, down to standing."""

    def speed(pts_s: Array) -> Array:
        late = np.maximum(pts_s - BEGINS_S, 0.0)
        if ramp_s > 0:
            inside = np.minimum(late, ramp_s)
            late = inside**2 / (2 * ramp_s) + np.maximum(late - ramp_s, 0.0)
        return np.maximum(12.0 - rate_mps2 * late, 0.0)

    return speed


@pytest.mark.parametrize("rate_mps2", [3.0, 6.0])
@pytest.mark.parametrize("ramp_s", [0.0, 0.3, 1.2])
def test_the_moment_of_braking_lies_in_its_interval(rate_mps2: float, ramp_s: float) -> None:
    true_s = BEGINS_S + ramp_s * BRAKING_MPS2 / rate_mps2
    found = [brake_onsets(seen(braking(rate_mps2, ramp_s=ramp_s), seed=seed)) for seed in range(12)]

    assert all(len(onsets) == 1 for onsets in found)
    inside = [one.pts_interval_s.low <= true_s <= one.pts_interval_s.high for (one,) in found]
    assert sum(inside) >= 11
    assert np.median([abs(one.pts_s - true_s) for (one,) in found]) < 0.12
    assert found[0][0].deceleration_mps2.value == pytest.approx(rate_mps2, abs=0.8)


@pytest.mark.parametrize("rate_mps2", [0.0, 0.5, 1.0, -2.0])
def test_who_drives_on_coasts_or_speeds_up_does_not_brake(rate_mps2: float) -> None:
    for seed in range(12):
        assert brake_onsets(seen(braking(rate_mps2), seed=seed)) == ()


def test_whoever_brakes_when_first_seen_braked_then_or_before() -> None:
    (onset,) = brake_onsets(seen(braking(4.0), from_s=4.6))

    assert not onset.seen_to_begin
    assert onset.pts_s == pytest.approx(4.6)


def test_backwards_is_braked_too() -> None:
    forwards = braking(4.0)

    (onset,) = brake_onsets(seen(lambda pts_s: -forwards(pts_s)))

    assert onset.pts_s == pytest.approx(BEGINS_S, abs=0.2)


def test_a_blow_is_no_braking_and_what_follows_it_is_not_asked() -> None:
    struck = seen(lambda pts_s: np.where(pts_s < BEGINS_S, 12.0, 7.0))

    assert brake_onsets(struck, until_s=BEGINS_S - 0.2) == ()


def test_speeds_known_badly_tell_no_braking() -> None:
    assert brake_onsets(seen(braking(3.0), sigma_mps=6.0)) == ()


def test_where_places_are_doubtful_nothing_is_told() -> None:
    far, steady = seen(braking(4.0)), seen(braking(0.0))
    doubtful = np.full_like(far.xy_sigma_m, 0.5)

    assert brake_onsets(replace(far, xy_sigma_m=doubtful)) == ()
    assert not surely_unbraked(replace(steady, xy_sigma_m=doubtful), Interval(2.0, 5.0))


def test_two_acts_of_braking_are_two_onsets() -> None:
    def twice(pts_s: Array) -> Array:
        first, second = np.clip(pts_s - 2.0, 0, 1.0), np.clip(pts_s - 5.0, 0, 1.0)
        return np.asarray(12.0 - 4.0 * first - 4.0 * second)

    onsets = brake_onsets(seen(twice))

    assert [one.pts_s for one in onsets] == pytest.approx([2.0, 5.0], abs=0.2)
    assert onsets[0].until_s == pytest.approx(3.0, abs=0.3)


def test_not_braking_is_told_only_where_it_was_seen_throughout() -> None:
    steady = seen(braking(0.0))

    assert surely_unbraked(steady, Interval(2.0, 5.0))
    assert not surely_unbraked(seen(braking(0.0), from_s=3.0), Interval(2.0, 5.0))
    assert not surely_unbraked(seen(braking(1.2)), Interval(2.0, 7.0))
    assert not surely_unbraked(seen(braking(3.0)), Interval(2.0, 7.0))
    assert not surely_unbraked(steady, Interval(5.0, 5.1))
