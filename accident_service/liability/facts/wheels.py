"""Where the four wheels of a vehicle stood to the lines of its lane.

The law speaks of wheels on lines, the picture shows bodies: a bumper's corner may hang over a
line no tyre has touched. Wheels are placed in the measured outline as vehicles have them: axles
at about three tenths of the length from the middle, tyres just inside the sides.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from accident_service.liability.facts.lane_keeping import LaneMoment, Side, passing_pts_s
from accident_service.liability.phrasing import Text
from accident_service.liability.road_map import LineKind
from accident_service.quantities.uncertainty import Estimate, Interval

# Axle from the middle, as a share of the length, and one sigma of it: cars have shorter
# overhangs than vans and buses. [design]
AXLE_SHARE, AXLE_SHARE_SIGMA = 0.29, 0.03
# The outer face of a tyre lies this far inside the body's side, and one sigma of it. [design]
INSET_M, INSET_SIGMA_M = 0.04, 0.02

LINE_NAMES = {
    LineKind.DASHED_WHITE: Text("白色虚线", "a dashed white line"),
    LineKind.SOLID_WHITE: Text("白色实线", "a solid white line"),
    LineKind.DASHED_YELLOW: Text("黄色虚线", "a dashed yellow line"),
    LineKind.SOLID_YELLOW: Text("黄色实线", "a solid yellow line"),
    LineKind.DOUBLE_YELLOW: Text("双黄线", "a double yellow line"),
    LineKind.KERB: Text("路缘石", "the kerb"),
    LineKind.FENCE: Text("护栏", "the guard rail"),
    LineKind.NONE: Text("未划线的车道边缘", "the unpainted edge of the lane"),
    LineKind.UNKNOWN: Text(
        "车道边缘（线型不明）", "the edge of the lane (what is painted is unknown)"
    ),
}


class Wheel(StrEnum):
    """The four wheels, as the driver sees them."""

    FRONT_LEFT = "front left"
    FRONT_RIGHT = "front right"
    REAR_LEFT = "rear left"
    REAR_RIGHT = "rear right"

    @property
    def name_zh(self) -> str:
        """What it is called in Chinese."""
        end = "前" if self in (Wheel.FRONT_LEFT, Wheel.FRONT_RIGHT) else "后"
        return ("左" if self in (Wheel.FRONT_LEFT, Wheel.REAR_LEFT) else "右") + end + "轮"

    def place_m(self, moment: LaneMoment) -> tuple[float, float]:
        """The tyre's outer face, forward and left of the vehicle's middle."""
        ahead_m = AXLE_SHARE * moment.size.length_m
        aside_m = moment.size.width_m / 2 - INSET_M
        return (
            ahead_m if self in (Wheel.FRONT_LEFT, Wheel.FRONT_RIGHT) else -ahead_m,
            aside_m if self in (Wheel.FRONT_LEFT, Wheel.REAR_LEFT) else -aside_m,
        )


@dataclass(frozen=True, slots=True)
class WheelPassing:
    """One wheel that passed one line of the lane."""

    wheel: Wheel
    side: Side
    line: LineKind
    pts_s: Interval  # between perhaps and surely


def over_line(moment: LaneMoment, wheel: Wheel, side: Side) -> Estimate:
    """How far a wheel's outer face was over the middle of a line, in metres; negative: short."""
    ahead_m, left_m = wheel.place_m(moment)
    sin, cos = math.sin(moment.turned_rad), math.cos(moment.turned_rad)
    across_m = moment.left_m.value + ahead_m * sin + left_m * cos
    sigma_m = math.hypot(
        moment.left_m.sigma,
        ahead_m * cos * moment.pose.heading_sigma_rad,
        AXLE_SHARE_SIGMA * moment.size.length_m * sin,
        math.hypot(moment.size.width_sigma_m / 2, INSET_SIGMA_M) * cos,
    )
    outward_m = across_m if side is Side.LEFT else -across_m
    return Estimate(outward_m - moment.lane.width_m / 2, sigma_m)


def passings(moments: Sequence[LaneMoment]) -> tuple[WheelPassing, ...]:
    """Every wheel that surely passed a line of the lane last driven in, first ones first."""
    if not moments:
        return ()
    own = [one for one in moments if one.lane.id == moments[-1].lane.id and one.clear_of_ends]
    found = [
        WheelPassing(wheel, side, own[-1].line(side), when)
        for side in Side
        for wheel in Wheel
        if (
            when := passing_pts_s(
                [(one.pose.pts_s, over_line(one, wheel, side).interval) for one in own]
            )
        )
    ]
    return tuple(sorted(found, key=lambda one: (one.pts_s.low, one.pts_s.high)))
