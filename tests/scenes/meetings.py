"""How two drivers meet: kinds of traffic conflict with speeds, angles and reactions at random."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tests.scenes.boxes import Box
from tests.scenes.courses import FINE_S, Course

MEETING_S, END_S = 3.0, 5.5
PLAIN = Box()


@dataclass(frozen=True, slots=True)
class Driver:
    """How one vehicle is driven, were it alone; acts once, over `build_up_s`."""

    heading_rad: float
    speed_mps: float
    brake_mps2: float = 0.0
    until_mps: float = 0.0  # brakes no further than this
    turn_radps: float = 0.0
    acts_s: float = MEETING_S
    build_up_s: float = 0.2
    turn_before_radps: float = 0.0
    box: Box = PLAIN

    def course(self, name: str) -> Course:
        """Through the origin at `MEETING_S`, were it to keep its speed."""
        pts_s = np.arange(0.0, END_S, FINE_S)
        on = np.clip((pts_s - self.acts_s) / self.build_up_s, 0.0, 1.0)
        way = math.copysign(1.0, self.speed_mps)
        lost_mps = np.minimum(
            np.cumsum(self.brake_mps2 * on) * FINE_S, abs(self.speed_mps) - self.until_mps
        )
        speed_mps = self.speed_mps - way * lost_mps
        rolling = np.clip(np.abs(speed_mps) / 1.0, 0.0, 1.0)
        yaw = (self.turn_before_radps * (1 - on) + self.turn_radps * on) * rolling
        heading_rad = np.cumsum(yaw) * FINE_S
        heading_rad += self.heading_rad - heading_rad[round(MEETING_S / FINE_S)]
        ahead = np.column_stack([np.cos(heading_rad), np.sin(heading_rad)])
        xy_m = np.cumsum(speed_mps[:, None] * ahead, axis=0) * FINE_S
        xy_m -= xy_m[round(MEETING_S / FINE_S)]
        size_m = (self.box.length_m, self.box.width_m)
        return Course(name, pts_s, xy_m, heading_rad, speed_mps, size_m)


Meeting = tuple[Driver, Driver, tuple[float, float], tuple[float, float]]
"""Both drivers, where the second is aside of the first, and along which way it may shift."""


def _rear_end(rng: np.random.Generator) -> Meeting:
    ahead_mps = 0.0 if rng.random() < 0.6 else rng.uniform(1.0, 8.0)
    speed_mps = ahead_mps + rng.uniform(1.0, 6.0)
    first = Driver(0.0, speed_mps, rng.uniform(2.5, 7.0), ahead_mps, acts_s=_acts(rng))
    second = Driver(rng.normal(0, 0.03), max(ahead_mps, 1e-9), rng.uniform(0.0, 2.0), ahead_mps)
    return first, second, (0.0, rng.uniform(-1.0, 1.0)), (1.0, 0.0)


def _side_swipe(rng: np.random.Generator) -> Meeting:
    speed_mps = rng.uniform(5.0, 15.0)
    drift_rad = rng.uniform(0.05, 0.2)
    acts_s = _acts(rng)
    # The one drifts over and straightens, or turns back; the other may make way.
    aside_mps2 = rng.uniform(2.0, 6.0)
    first = Driver(
        drift_rad,
        speed_mps,
        turn_before_radps=rng.uniform(0.0, 0.08),
        turn_radps=-aside_mps2 / speed_mps,
        acts_s=acts_s,
    )
    other_mps = speed_mps + rng.uniform(-3.0, 3.0)
    way = rng.random() < 0.5
    second = Driver(
        0.0,
        other_mps,
        brake_mps2=rng.uniform(0.0, 4.0),
        turn_radps=way * aside_mps2 * 0.7 / other_mps,
        acts_s=acts_s + rng.normal(0, 0.1),
    )
    return first, second, (rng.uniform(-3.5, 3.5), 0.0), (0.0, 1.0)


def _crossing(rng: np.random.Generator) -> Meeting:
    angle_rad = rng.choice([-1.0, 1.0]) * rng.uniform(math.radians(50), math.radians(130))
    first = Driver(0.0, rng.uniform(2.0, 10.0), rng.uniform(0, 7), acts_s=_acts(rng))
    second = Driver(angle_rad, rng.uniform(2.0, 9.0), rng.uniform(0, 6), acts_s=_acts(rng))
    return first, second, (0.0, 0.0), (1.0, 0.0)


def _oncoming(rng: np.random.Generator) -> Meeting:
    first = Driver(
        rng.uniform(0.0, 0.9),
        rng.uniform(3.0, 7.0),
        rng.uniform(0, 6),
        turn_before_radps=rng.uniform(0.0, 0.5),
        acts_s=_acts(rng),
    )
    second = Driver(math.pi, rng.uniform(2.0, 10.0), rng.uniform(0, 6), acts_s=_acts(rng))
    return first, second, (0.0, rng.uniform(-1.0, 1.0)), (1.0, 0.0)


def _reversing(rng: np.random.Generator) -> Meeting:
    first = Driver(0.0, -rng.uniform(0.8, 2.5), rng.uniform(2.0, 5.0), acts_s=_acts(rng))
    angle_rad = rng.normal(0.0, 0.1) + rng.choice([0.0, 0.0, math.pi / 2])
    return first, Driver(angle_rad, 1e-9), (0.0, rng.uniform(-1.0, 1.0)), (-1.0, 0.0)


def _merging(rng: np.random.Generator) -> Meeting:
    speed_mps = rng.uniform(3.0, 8.0)
    first = Driver(
        rng.uniform(0.25, 0.8),
        speed_mps,
        rng.uniform(0, 5),
        turn_before_radps=rng.uniform(-0.3, 0.3),
        acts_s=_acts(rng),
    )
    second = Driver(
        0.0,
        rng.uniform(3.0, 8.0),
        rng.uniform(0, 5),
        turn_before_radps=rng.uniform(-0.3, 0.3),
        acts_s=_acts(rng),
    )
    return first, second, (rng.uniform(-2.0, 2.0), 0.0), (0.0, 1.0)


KINDS: dict[str, Callable[[np.random.Generator], Meeting]] = {
    "rear-end": _rear_end,
    "side-swipe": _side_swipe,
    "crossing": _crossing,
    "oncoming": _oncoming,
    "reversing": _reversing,
    "merging": _merging,
}


def _acts(rng: np.random.Generator) -> float:
    return MEETING_S + float(rng.uniform(-0.7, 0.4))
