"""Whole accidents seen elsewhere: turned, moved, in a mirror, later, under other names."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from shapely.affinity import affine_transform

from accident_service.liability.road_map import Lane, Movement, RoadMap
from accident_service.liability.road_place import RoadPlace
from accident_service.liability.signal_log import PhaseChange
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.collision.event import CollisionEvent, ContactSide
from accident_service.reconstruction.ground.trajectory import GroundTrajectory
from tests.unit.liability.drives import Accident

Matrix = NDArray[np.float64]
Points = NDArray[np.float64]
MIRROR = np.diag([1.0, -1.0])
OTHER_SIDE = {Movement.LEFT: Movement.RIGHT, Movement.RIGHT: Movement.LEFT}


def mirrored(accident: Accident) -> Accident:
    """The same with left and right exchanged: lines, arrows, lights, courses and clocks."""

    def lane(one: Lane) -> Lane:
        return replace(
            one,
            left_line=one.right_line,
            right_line=one.left_line,
            movements=frozenset(OTHER_SIDE.get(way, way) for way in one.movements),
        )

    def side(one: ContactSide) -> ContactSide:
        return replace(one, clock=(12 - one.clock) % 12 or 12)

    def touch(one: CollisionEvent) -> CollisionEvent:
        return replace(one, first=side(one.first), second=side(one.second))

    moved = _placed(accident, MIRROR, (0.0, 0.0), lambda heading_rad: -heading_rad)
    lights = tuple(
        replace(light, approach=_exchanged(light.approach)) for light in moved.signals.approaches
    )
    lanes = tuple(lane(one) for one in moved.road_map.lanes)
    return replace(
        moved,
        found=replace(
            moved.found, collisions=tuple(touch(event) for event in moved.found.collisions)
        ),
        road_map=replace(moved.road_map, lanes=lanes),
        signals=replace(moved.signals, approaches=lights),
    )


def _exchanged(light: str) -> str:
    approach, slash, way = light.partition("/")
    return f"{approach}{slash}{OTHER_SIDE.get(Movement(way), way) if way else ''}"


def turned_and_moved(accident: Accident, *, by_rad: float, to_m: tuple[float, float]) -> Accident:
    """The whole site turned about its origin, then moved."""
    cos, sin = math.cos(by_rad), math.sin(by_rad)
    return _placed(
        accident,
        np.array([[cos, -sin], [sin, cos]]),
        to_m,
        lambda heading_rad: heading_rad + by_rad,
    )


def _placed(
    accident: Accident,
    matrix: Matrix,
    to_m: tuple[float, float],
    turned: Callable[[Points], Points],
) -> Accident:
    def drive(one: GroundTrajectory) -> GroundTrajectory:
        xy_m = one.xy_m @ matrix.T + np.array(to_m)
        return replace(one, xy_m=xy_m, heading_rad=turned(one.heading_rad))

    def touch(one: CollisionEvent) -> CollisionEvent:
        x_m, y_m = matrix @ np.array([one.x_m, one.y_m]) + np.array(to_m)
        return replace(one, x_m=float(x_m), y_m=float(y_m))

    found = accident.found
    return replace(
        accident,
        found=replace(
            found,
            trajectories=tuple(drive(one) for one in found.trajectories),
            collisions=tuple(touch(one) for one in found.collisions),
        ),
        road_map=_road_placed(accident.road_map, matrix, to_m, turned),
    )


def _road_placed(
    road: RoadMap, matrix: Matrix, to_m: tuple[float, float], turned: Callable[[Points], Points]
) -> RoadMap:
    flat = [*matrix.ravel().tolist(), *to_m]

    def place(one: RoadPlace) -> RoadPlace:
        down = one.downhill_rad
        return replace(
            one,
            polygon=affine_transform(one.polygon, flat),
            downhill_rad=None if down is None else float(turned(np.array([down]))[0]),
        )

    lanes = tuple(
        replace(
            one,
            centre_line=affine_transform(one.centre_line, flat),
            polygon=affine_transform(one.polygon, flat),
        )
        for one in road.lanes
    )
    signs = [(one, matrix @ np.array([one.x_m, one.y_m]) + np.array(to_m)) for one in road.signs]
    return replace(
        road,
        lanes=lanes,
        stop_lines=tuple(
            replace(one, line=affine_transform(one.line, flat)) for one in road.stop_lines
        ),
        conflict_areas=tuple(
            replace(one, polygon=affine_transform(one.polygon, flat)) for one in road.conflict_areas
        ),
        places=tuple(place(one) for one in road.places),
        signs=tuple(replace(one, x_m=float(at[0]), y_m=float(at[1])) for one, at in signs),
    )


def later(accident: Accident, by_s: float) -> Accident:
    """The same with every clock showing so much more."""

    def moved(event: CollisionEvent) -> CollisionEvent:
        span = event.pts_interval_s
        return replace(
            event,
            pts_s=event.pts_s + by_s,
            pts_interval_s=Interval(span.low + by_s, span.high + by_s),
        )

    found, signals = accident.found, accident.signals
    approaches = tuple(
        replace(
            light,
            changes=tuple(PhaseChange(one.pts_s + by_s, one.phase) for one in light.changes),
        )
        for light in signals.approaches
    )
    return replace(
        accident,
        found=replace(
            found,
            trajectories=tuple(replace(t, pts_s=t.pts_s + by_s) for t in found.trajectories),
            collisions=tuple(moved(event) for event in found.collisions),
        ),
        signals=replace(signals, approaches=approaches),
    )


def renamed(accident: Accident, names: dict[TrackId, TrackId]) -> Accident:
    """The same vehicles under other names."""

    def side(one: ContactSide) -> ContactSide:
        return replace(one, track=names.get(one.track, one.track))

    found = accident.found
    return replace(
        accident,
        found=replace(
            found,
            trajectories=tuple(replace(t, id=names.get(t.id, t.id)) for t in found.trajectories),
            collisions=tuple(
                replace(event, first=side(event.first), second=side(event.second))
                for event in found.collisions
            ),
        ),
    )


def listed_the_other_way(accident: Accident) -> Accident:
    """The same with each contact's parties, and the tracks, in the other order."""
    found = accident.found
    return replace(
        accident,
        found=replace(
            found,
            trajectories=found.trajectories[::-1],
            collisions=tuple(
                replace(event, first=event.second, second=event.first) for event in found.collisions
            ),
        ),
    )
