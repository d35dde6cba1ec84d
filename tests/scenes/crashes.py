"""Seven impacts of two boxes, each with its impulse worked out, and nothing of the service's."""

import math
from dataclasses import dataclass

import numpy as np

from tests.scenes.courses import LENGTH_M, WIDTH_M, Blow, Course, Setting, course


def blows(
    settings: tuple[Setting, Setting],
    point_m: tuple[float, float],
    normal: tuple[float, float],
    restitution: float = 0.2,
) -> tuple[Blow, Blow]:
    """The blows of a frictionless planar impact of two boxes of equal mass."""
    push = np.array(normal)
    turns, ease, closing_mps = [], 0.0, 0.0
    for setting, sign in zip(settings, (1.0, -1.0), strict=True):
        length_m, width_m = setting.size_m
        inertia_m2 = (length_m**2 + width_m**2) / 12
        arm_m = np.array(point_m) - np.array(setting.xy_m)
        turn_m = float(arm_m[0] * push[1] - arm_m[1] * push[0])
        ease += 1 + turn_m**2 / inertia_m2
        ahead = np.array([math.cos(setting.heading_rad), math.sin(setting.heading_rad)])
        closing_mps += sign * float(setting.speed_mps * ahead @ push)
        closing_mps += sign * setting.curve_radps * turn_m
        turns.append(turn_m / inertia_m2)
    step_mps = (1 + restitution) * closing_mps / ease
    one, other = (
        Blow((sign * step_mps * normal[0], sign * step_mps * normal[1]), sign * step_mps * turn)
        for turn, sign in zip(turns, (-1.0, 1.0), strict=True)
    )
    return one, other


@dataclass(frozen=True, slots=True)
class Crash:
    """A true contact at `TOUCH_S`."""

    settings: tuple[Setting, Setting]
    point_m: tuple[float, float]
    normal: tuple[float, float]
    clocks: tuple[int, int]

    @property
    def blows(self) -> tuple[Blow, Blow]:
        """What it does to the two."""
        return blows(self.settings, self.point_m, self.normal)

    def courses(self) -> tuple[Course, Course]:
        """The true courses of vehicles "a" and "b"."""
        one, other = (
            course(name, setting, blow, TOUCH_S, 5.0)
            for name, setting, blow in zip("ab", self.settings, self.blows, strict=True)
        )
        return one, other


TOUCH_S = 3.0
_L, _W = LENGTH_M, WIDTH_M
_REACH = _L / 2 * math.sin(0.12) + _W / 2 * math.cos(0.12)
CRASHES = {
    "rear-end": Crash(
        (Setting((0, 0), 0, 5.0, brake_mps2=4), Setting((_L, 0.2), 0, 0.0)),
        (_L / 2, 0.1),
        (1, 0),
        (12, 6),
    ),
    "rear-end, both moving": Crash(
        (
            Setting((0, 0), 0, 12.0, brake_mps2=6),
            Setting((_L, 0.2), 0, 8.0, brake_mps2=3, brake_from_s=1.5),
        ),
        (_L / 2, 0.1),
        (1, 0),
        (12, 6),
    ),
    "head-on": Crash(
        (Setting((0, 0), 0, 6.0, brake_mps2=6), Setting((_L, 0.8), math.pi, 5.0, brake_mps2=5)),
        (_L / 2, 0.4),
        (1, 0),
        (11, 11),
    ),
    "crossing": Crash(
        (
            Setting((0, 0), 0, 8.0, brake_mps2=3),
            Setting((_L / 2 + _W / 2, -0.9), math.pi / 2, 6.0),
        ),
        (_L / 2, 0.0),
        (1, 0),
        (12, 10),
    ),
    "corner": Crash(
        (
            Setting((0, 0), 0, 8.0, brake_mps2=3),
            Setting((_L / 2 + _W / 2, -2.8), math.pi / 2, 6.0),
        ),
        (_L / 2, -0.75),
        (1, 0),
        (1, 11),
    ),
    "side-swipe": Crash(
        (
            Setting((0, 0), 0.12, 12.5, curve_radps=0.15),
            Setting((1.2, _W / 2 + _REACH), 0, 12.0),
        ),
        (_L / 2 * math.cos(0.12) - _W / 2 * math.sin(0.12), _REACH),
        (0, 1),
        (11, 2),
    ),
    "reversing": Crash(
        (Setting((0, 0), 0, -2.0), Setting((-_L, 0.2), 0, 0.0)),
        (-_L / 2, 0.1),
        (-1, 0),
        (6, 12),
    ),
}
