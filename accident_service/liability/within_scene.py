"""Does a change fit the scene: a vehicle that was followed, a moment it was seen, a line there?

A slip of the keyboard must not put a car in the next street.
"""

import math
from collections.abc import Callable

from accident_service.errors import InvalidDecision
from accident_service.liability.changes import (
    Change,
    ContactDenied,
    ContactPlaced,
    FactTold,
    FootprintMoved,
    LineMarked,
    PhaseMarked,
)
from accident_service.liability.corrected import Scene
from accident_service.liability.road_map import StopControl
from accident_service.liability.signal_log import SignalLog
from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.ground.trajectory import GroundTrajectory

# Farther than this from where it was measured, another vehicle is meant. [design]
FARTHEST_M = 20.0
LEAST_DOUBT_M, MOST_DOUBT_M = 0.05, 5.0
LEAST_DOUBT_S, MOST_DOUBT_S = 0.02, 2.0
ARROWS = ("left", "straight", "right")


def demand_within(scene: Scene, change: Change) -> None:
    """Refuse a change that is of nothing in the scene.

    Args:
        scene: With what was changed before.

    Raises:
        InvalidDecision: No such vehicle, moment, contact, light or lane; a place too far off;
            a doubt nobody can have.
    """
    DEMANDS[type(change)](scene, change)


def lights_of(scene: Scene) -> tuple[str, ...]:
    """Every light that may be marked: those logged, and those of signalled stop lines."""
    lines = [one.approach for one in scene.road_map.stop_lines if one.control is StopControl.SIGNAL]
    return tuple(sorted({*lines, *_logged(scene.signals)}))


def shifted_footprint(
    scene: Scene,
    track: TrackId,
    pts_s: float,
    by: tuple[float, float, float],
    doubt_m: float,
) -> FootprintMoved:
    """The place so far ahead (m), to the left (m) and turned left (rad) of where it is.

    Raises:
        InvalidDecision: The vehicle was not followed, or not then.
    """
    pose = _followed(scene, track, pts_s).pose_at(pts_s)
    ahead_m, left_m, turned_rad = by
    cos, sin = math.cos(pose.heading_rad), math.sin(pose.heading_rad)
    return FootprintMoved(
        track=track,
        pts_s=pts_s,
        x_m=pose.x_m + ahead_m * cos - left_m * sin,
        y_m=pose.y_m + ahead_m * sin + left_m * cos,
        heading_rad=pose.heading_rad + turned_rad if turned_rad else None,
        doubt_m=doubt_m,
    )


def _logged(signals: SignalLog) -> list[str]:
    return [one.approach for one in signals.approaches]


def _followed(scene: Scene, track: TrackId, pts_s: float | None = None) -> GroundTrajectory:
    tracks = {one.id: one for one in scene.reconstruction.trajectories}
    if track not in tracks:
        raise InvalidDecision(f"no vehicle {track} was followed; choose one of {sorted(tracks)}")
    known = tracks[track]
    if pts_s is not None and not known.covers(pts_s):
        raise InvalidDecision(
            f"vehicle {track} was followed from {known.first_pts_s:.2f} s to"
            f" {known.last_pts_s:.2f} s; choose a moment between"
        )
    return known


def _near(trajectory: GroundTrajectory, pts_s: float, x_m: float, y_m: float) -> None:
    pose = trajectory.pose_at(pts_s)
    away_m = math.hypot(x_m - pose.x_m, y_m - pose.y_m)
    if not away_m <= FARTHEST_M:
        raise InvalidDecision(
            f"that place is {away_m:.0f} m from where vehicle {trajectory.id} was measured;"
            f" at most {FARTHEST_M:.0f} m can be right"
        )


def _doubt(value: float, least: float, most: float, unit: str) -> None:
    if not least <= value <= most:
        raise InvalidDecision(f"give or take between {least} and {most} {unit}")


def _footprint(scene: Scene, change: FootprintMoved) -> None:
    trajectory = _followed(scene, change.track, change.pts_s)
    _near(trajectory, change.pts_s, change.x_m, change.y_m)
    _doubt(change.doubt_m, LEAST_DOUBT_M, MOST_DOUBT_M, "m")
    if change.heading_rad is not None and not math.isfinite(change.heading_rad):
        raise InvalidDecision("give the heading in degrees")


def _contact(scene: Scene, change: ContactPlaced) -> None:
    first, second = change.tracks
    if first == second:
        raise InvalidDecision("a contact is between two vehicles")
    _doubt(change.doubt_s, LEAST_DOUBT_S, MOST_DOUBT_S, "s")
    _doubt(change.doubt_m, LEAST_DOUBT_M, MOST_DOUBT_M, "m")
    if (change.x_m is None) is not (change.y_m is None):
        raise InvalidDecision("give both x and y of the contact, or neither")
    for track in change.tracks:
        trajectory = _followed(scene, track, change.pts_s)
        if change.x_m is not None and change.y_m is not None:
            _near(trajectory, change.pts_s, change.x_m, change.y_m)


def _no_contact(scene: Scene, change: ContactDenied) -> None:
    pairs = {frozenset(event.tracks) for event in scene.reconstruction.collisions}
    if frozenset(change.tracks) not in pairs:
        raise InvalidDecision("no contact between these two is on record")


def _phase(scene: Scene, change: PhaseMarked) -> None:
    approach, _, arrow = change.light.partition("/")
    known = {light.partition("/")[0] for light in lights_of(scene)}
    if approach not in known or (arrow and arrow not in ARROWS):
        raise InvalidDecision(f"no light {change.light} stands here; choose one of {sorted(known)}")
    if change.to_s is not None and not change.from_s < change.to_s:
        raise InvalidDecision("a phase ends after it begins")
    if not math.isfinite(change.from_s):
        raise InvalidDecision("say from when the light showed this")


def _line(scene: Scene, change: LineMarked) -> None:
    if change.lane not in {one.id for one in scene.road_map.lanes}:
        raise InvalidDecision(f"the map has no lane {change.lane}")


def _fact(scene: Scene, change: FactTold) -> None:
    _followed(scene, change.party, change.at_s)
    touched = {track for event in scene.reconstruction.collisions for track in event.tracks}
    if touched and change.party not in touched:
        raise InvalidDecision(f"vehicle {change.party} took no part in the contact")


DEMANDS: dict[type, Callable[..., None]] = {
    FootprintMoved: _footprint,
    ContactPlaced: _contact,
    ContactDenied: _no_contact,
    PhaseMarked: _phase,
    LineMarked: _line,
    FactTold: _fact,
}
