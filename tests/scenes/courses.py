"""Two boxes on analytic courses that may exchange momentum, and what a tracker makes of them.

The truth is computed here, with none of the service's code: constant accelerations before,
one impulse at the moment of touch, skidding after. Measuring adds an error shared by the
whole track, a little noise, and the smoothing that every tracker applies.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d, uniform_filter1d

from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.ground.trajectory import (
    GroundTrajectory,
    VehicleClass,
    VehicleDimensions,
)

Array = NDArray[np.float64]
LENGTH_M, WIDTH_M = 4.5, 1.8
FINE_S = 0.001


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """One true vehicle, a row per millisecond."""

    name: str
    pts_s: Array
    xy_m: Array
    heading_rad: Array
    speed_mps: Array
    size_m: tuple[float, float] = (LENGTH_M, WIDTH_M)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a true vehicle moves up to the touch."""

    xy_m: tuple[float, float]  # where it is at the moment of touch
    heading_rad: float
    speed_mps: float
    brake_mps2: float = 0.0
    brake_from_s: float = 0.5  # before the touch
    curve_radps: float = 0.0
    size_m: tuple[float, float] = (LENGTH_M, WIDTH_M)


@dataclass(frozen=True, slots=True)
class Blow:
    """What the touch does to one vehicle."""

    step_mps: tuple[float, float] = (0.0, 0.0)
    turn_radps: float = 0.0


@dataclass(frozen=True, slots=True)
class Measuring:
    """What a tracker adds."""

    place_sigma_m: float = 0.15  # shared by the whole track
    noise_m: float = 0.02
    noise_mps: float = 0.05
    noise_rad: float = 0.005
    heading_sigma_rad: float = 0.01
    size_sigma_m: float = 0.1
    smoothing_s: float = 0.2
    frame_s: float = 0.04
    drift_m: float = 0.0  # a slow error of place on top, which speed and heading follow
    drift_s: float = 0.5  # how slow, as the sigma of its smoothing


# A tracker without any error.
EXACT = Measuring(
    place_sigma_m=0.0,
    noise_m=0.0,
    noise_mps=0.0,
    noise_rad=0.0,
    heading_sigma_rad=0.0,
    size_sigma_m=0.0,
    smoothing_s=0.04,
)


def course(name: str, setting: Setting, blow: Blow, touch_s: float, end_s: float) -> Course:
    """Drive up to the touch, take the blow, and skid to rest at 4 m/s2."""
    pts_s = np.arange(0.0, end_s, FINE_S)
    to_touch_s = touch_s - pts_s
    braking_s = np.clip(setting.brake_from_s - to_touch_s, 0.0, setting.brake_from_s)
    lost_mps = setting.brake_mps2 * (setting.brake_from_s - braking_s)
    speed_mps = setting.speed_mps + lost_mps
    heading_rad = setting.heading_rad - setting.curve_radps * np.maximum(to_touch_s, 0.0)
    velocity = speed_mps[:, None] * np.column_stack([np.cos(heading_rad), np.sin(heading_rad)])
    after = pts_s >= touch_s
    since_s = (pts_s - touch_s)[after]
    struck = velocity[after][0] + np.array(blow.step_mps)
    size_mps = float(np.hypot(*struck))
    slower = np.maximum(1 - 4.0 * since_s / max(size_mps, 1e-9), 0.0)
    velocity[after] = struck * slower[:, None]
    turned_s = (1 - np.exp(-since_s / 0.4)) * 0.4
    heading_rad[after] = setting.heading_rad + blow.turn_radps * turned_s
    xy_m = np.cumsum(velocity, axis=0) * FINE_S
    xy_m += np.array(setting.xy_m) - xy_m[int(np.argmax(after))]
    ahead = np.column_stack([np.cos(heading_rad), np.sin(heading_rad)])
    return Course(name, pts_s, xy_m, heading_rad, (velocity * ahead).sum(axis=1), setting.size_m)


def measured(truth: Course, rng: np.random.Generator, how: Measuring) -> GroundTrajectory:
    """What a tracker with these errors would hand on; its sigmas are the true ones."""
    rows = np.arange(int(rng.integers(0, 40)), len(truth.pts_s), round(how.frame_s / FINE_S))
    count, width = len(rows), max(round(how.smoothing_s / how.frame_s), 1)

    def seen(column: Array, noise: float) -> Array:
        noisy = column[rows] + rng.normal(0.0, noise, count)
        return np.asarray(uniform_filter1d(noisy, width, mode="nearest"))

    shared_m = rng.normal(0.0, how.place_sigma_m, 2)
    drift_m, drift_mps, drift_rad = _drift(rng, how, truth.heading_rad[rows], truth.speed_mps[rows])
    places = [
        seen(truth.xy_m[:, axis], how.noise_m) + shared_m[axis] + drift_m[:, axis]
        for axis in (0, 1)
    ]
    turned_rad = rng.normal(0.0, how.heading_sigma_rad) + drift_rad
    sizes = np.array(truth.size_m) + rng.normal(0.0, how.size_sigma_m, 2)
    return GroundTrajectory(
        id=TrackId(truth.name),
        vehicle_class=VehicleClass.CAR,
        dimensions=VehicleDimensions(
            float(sizes[0]), float(sizes[1]), 1.5, how.size_sigma_m, how.size_sigma_m
        ),
        pts_s=truth.pts_s[rows],
        xy_m=np.column_stack(places),
        heading_rad=seen(truth.heading_rad, how.noise_rad) + turned_rad,
        speed_mps=seen(truth.speed_mps, how.noise_mps) + drift_mps,
        xy_sigma_m=np.full((count, 2), math.hypot(how.place_sigma_m, how.noise_m / 2, how.drift_m)),
        heading_sigma_rad=np.full(count, how.heading_sigma_rad),
        speed_sigma_mps=np.full(
            count, math.hypot(how.noise_mps, how.drift_m / how.drift_s / math.sqrt(2))
        ),
        visible_share=np.ones(count),
    )


def _drift(
    rng: np.random.Generator, how: Measuring, heading_rad: Array, speed_mps: Array
) -> tuple[Array, Array, Array]:
    """A slow error of place (n, 2) with the errors of speed and heading that go with it.

    A tracker knows that vehicles roll where they point, so it believes its own drift.
    """
    count = len(heading_rad)
    if how.drift_m == 0:
        return np.zeros((count, 2)), np.zeros(count), np.zeros(count)
    width = how.drift_s / how.frame_s
    spare = 4 * math.ceil(width)
    rough = rng.normal(0.0, how.drift_m, (count + 2 * spare, 2))
    # White noise smoothed by a Gaussian of sigma w keeps 1 / (2 sqrt(pi) w) of its variance.
    kept = 2 * math.sqrt(math.pi) * width
    own_m = gaussian_filter1d(rough, width, axis=0)[spare:-spare] * math.sqrt(kept)
    rate_mps = np.gradient(own_m, how.frame_s, axis=0)
    # What stands is seen to stand.
    rate_mps *= np.clip(np.abs(speed_mps) / 2.0, 0.0, 1.0)[:, None]
    own_m = own_m[:1] + np.cumsum(rate_mps, axis=0) * how.frame_s
    cos, sin = np.cos(heading_rad), np.sin(heading_rad)
    drift_m = own_m[:, :1] * np.column_stack([cos, sin])
    drift_m += own_m[:, 1:] * np.column_stack([-sin, cos])
    way = np.where(speed_mps < 0, -1.0, 1.0)
    turned_rad = rate_mps[:, 1] * way / np.maximum(np.abs(speed_mps), 4.0)
    return drift_m, rate_mps[:, 0], turned_rad


def standstill(name: str, xy_m: tuple[float, float], heading_rad: float = 0.0) -> Course:
    """A parked car."""
    return driven(name, xy_m, (heading_rad, 0.0), still, still)


def still(pts_s: Array) -> Array:
    """No acceleration, no turn."""
    return np.zeros(len(pts_s))


def brakes(from_s: float, mps2: float, build_up_s: float = 0.15) -> Callable[[Array], Array]:
    """Brakes that come on over `build_up_s`."""
    return lambda pts_s: -mps2 * np.clip((pts_s - from_s) / build_up_s, 0.0, 1.0)


def driven(
    name: str,
    xy_m: tuple[float, float],
    heading_speed: tuple[float, float],
    gain_mps2: Callable[[Array], Array],
    turn_radps: Callable[[Array], Array],
) -> Course:
    """Five seconds of driving from a start; brakes end in a stop."""
    pts_s = np.arange(0.0, 5.0, FINE_S)
    speed_mps = np.maximum(heading_speed[1] + np.cumsum(gain_mps2(pts_s)) * FINE_S, 0.0)
    heading_rad = heading_speed[0] + np.cumsum(turn_radps(pts_s)) * FINE_S
    ahead = np.column_stack([np.cos(heading_rad), np.sin(heading_rad)])
    path_m = np.cumsum(speed_mps[:, None] * ahead, axis=0) * FINE_S
    return Course(name, pts_s, np.array(xy_m) + path_m, heading_rad, speed_mps)


def stopping_short(name: str, gap_m: float, speed_mps: float, mps2: float) -> Course:
    """Brakes hard towards x = 0 and comes to rest with its front `gap_m` short of it."""
    free = driven(name, (0.0, 0.0), (0.0, speed_mps), brakes(2.0, mps2), still)
    short_m = free.xy_m[-1, 0] + LENGTH_M / 2 + gap_m
    return Course(name, free.pts_s, free.xy_m - [short_m, 0.0], free.heading_rad, free.speed_mps)


def mirrored(name: str, course_: Course, aside_m: float) -> Course:
    """The same course from the other side of x = 0."""
    return Course(
        name,
        course_.pts_s,
        -course_.xy_m + [0.0, aside_m],
        course_.heading_rad + math.pi,
        course_.speed_mps,
    )
