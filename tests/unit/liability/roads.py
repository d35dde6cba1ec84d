"""Two small roads for the tests of this chapter, and how to move them about.

`straight_road`: two lanes eastwards (near at y = 0, far at y = 3.5) and one westwards at
y = 7, with a double yellow line between the directions.

`junction`: two roads crossing at (0, 0), one lane each way, signals on all four approaches;
approach W comes from the west and drives east at y = -1.75.
"""

import math
from dataclasses import replace

from shapely import LineString, box

from accident_service.liability.road_map import (
    ConflictArea,
    Lane,
    LaneKind,
    LineKind,
    Movement,
    RoadMap,
    StopControl,
    StopLine,
)
from accident_service.liability.signal_log import ApproachSignal, Phase, PhaseChange, SignalLog

WIDTH_M = 3.5
EVERYWHERE = frozenset({Movement.LEFT, Movement.STRAIGHT, Movement.RIGHT})
LIMIT_MPS = 60 / 3.6
Point = tuple[float, float]


def lane(
    name: str,
    start: Point,
    end: Point,
    *,
    lines: tuple[LineKind, LineKind] = (LineKind.NONE, LineKind.KERB),
    approach: str | None = None,
) -> Lane:
    """A straight lane 3.5 m wide; `lines` are its left and right ones."""
    centre_line = LineString([start, end])
    return Lane(
        id=name,
        kind=LaneKind.DRIVE,
        centre_line=centre_line,
        polygon=centre_line.buffer(WIDTH_M / 2, cap_style="flat"),
        width_m=WIDTH_M,
        left_line=lines[0],
        right_line=lines[1],
        approach=approach,
        movements=EVERYWHERE if approach else frozenset(),
    )


def straight_road(*, between: LineKind = LineKind.DASHED_WHITE) -> RoadMap:
    """Two lanes eastwards with `between` painted between them, one westwards."""
    return RoadMap(
        lanes=(
            lane("near", (-120.0, 0.0), (120.0, 0.0), lines=(between, LineKind.KERB)),
            lane("far", (-120.0, 3.5), (120.0, 3.5), lines=(LineKind.DOUBLE_YELLOW, between)),
            lane(
                "oncoming",
                (120.0, 7.0),
                (-120.0, 7.0),
                lines=(LineKind.DOUBLE_YELLOW, LineKind.KERB),
            ),
        ),
        speed_limit_mps=LIMIT_MPS,
    )


def turned(point: Point, quarter: int) -> Point:
    """The point after `quarter` quarter turns to the left about (0, 0)."""
    angle_rad = quarter * math.pi / 2
    cos, sin = round(math.cos(angle_rad)), round(math.sin(angle_rad))
    return (point[0] * cos - point[1] * sin, point[0] * sin + point[1] * cos)


def junction(*, control: StopControl = StopControl.SIGNAL) -> RoadMap:
    """Four approaches; the pattern of approach W is turned by quarters."""
    lanes: list[Lane] = []
    stops: list[StopLine] = []
    for quarter, name in enumerate("WSEN"):

        def at(x_m: float, y_m: float, quarter: int = quarter) -> Point:
            return turned((x_m, y_m), quarter)

        painted = (LineKind.DOUBLE_YELLOW, LineKind.KERB)
        lanes += [
            lane(
                f"{name}-in",
                at(-80.0, -1.75),
                at(-10.0, -1.75),
                lines=painted,
                approach=name,
            ),
            lane(f"{name}-out", at(10.0, -1.75), at(80.0, -1.75), lines=painted),
            replace(
                lane(f"{name}-straight", at(-10.0, -1.75), at(10.0, -1.75)),
                kind=LaneKind.CONNECTOR,
                right_line=LineKind.NONE,
            ),
        ]
        stops.append(
            StopLine(
                id=f"{name}-stop",
                approach=name,
                line=LineString([at(-10.0, -3.5), at(-10.0, 0.0)]),
                control=control,
            )
        )
    return RoadMap(
        lanes=tuple(lanes),
        stop_lines=tuple(stops),
        conflict_areas=(ConflictArea(id="inside", polygon=box(-10.0, -10.0, 10.0, 10.0)),),
        speed_limit_mps=LIMIT_MPS,
    )


def signals(sigma_s: float = 0.1, **phases: str) -> SignalLog:
    """Approaches that showed one phase all along: `signals(W="green", E="green")`."""
    return SignalLog(
        approaches=tuple(
            ApproachSignal(approach=name, changes=(PhaseChange(-100.0, Phase(phase)),))
            for name, phase in sorted(phases.items())
        ),
        clock_sigma_s=sigma_s,
    )


def turning_red(sigma_s: float = 0.1, **red_at_s: float) -> SignalLog:
    """Approaches that showed green until their moment: `turning_red(W=5.75)`."""
    return SignalLog(
        approaches=tuple(
            ApproachSignal(
                approach=name,
                changes=(PhaseChange(-100.0, Phase.GREEN), PhaseChange(at_s, Phase.RED)),
            )
            for name, at_s in sorted(red_at_s.items())
        ),
        clock_sigma_s=sigma_s,
    )
