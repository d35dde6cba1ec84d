"""Where each footprint stood to the lines of its lane, and whether it was crossing one.

A vehicle's own lane is the one it was in when the window before the contact opens; it stays
the measure while the vehicle moves out of it. In the unpainted inside of a junction there
are no lines, so nothing is crossed there.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from accident_service.liability.facts.observe import (
    Observation,
    across_sigma_m,
    half_breadth,
)
from accident_service.liability.road_map import Lane, LineKind
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.ground.trajectory import VehicleDimensions, VehiclePose


class Side(StrEnum):
    """A lane's two sides, seen along it."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class LaneMoment:
    """One pose, measured against the lane the vehicle belongs to at that moment."""

    pose: VehiclePose
    lane: Lane
    size: VehicleDimensions
    left_m: Estimate  # its middle, from the lane's centre line
    half_m: Estimate  # half of what it spans across the lane
    turned_rad: float  # of its heading, from the lane's direction, positive to the left

    @classmethod
    def of(cls, pose: VehiclePose, lane: Lane, size: VehicleDimensions) -> Self:
        """Measure one pose against a lane."""
        place = lane.place_of(pose.x_m, pose.y_m)
        left_m = Estimate(place.left_m, across_sigma_m(pose, place.direction_rad))
        half_m = half_breadth(pose, size, place.direction_rad)
        turned_rad = wrapped_rad(pose.heading_rad - place.direction_rad)
        return cls(pose, lane, size, left_m, half_m, turned_rad)

    def over(self, side: Side) -> Estimate:
        """How far the footprint reaches over the line on one side; negative: short of it."""
        return self._past(side, self.half_m.value)

    def wholly_over(self, side: Side) -> Estimate:
        """How far the footprint's trailing edge is past the line; positive: all of it is."""
        return self._past(side, -self.half_m.value)

    def line(self, side: Side) -> LineKind:
        """What is painted on one side."""
        return self.lane.left_line if side is Side.LEFT else self.lane.right_line

    @property
    def clear_of_ends(self) -> bool:
        """Is the whole vehicle beside the lane's painted length, not at its mouth?"""
        along_m = self.lane.place_of(self.pose.x_m, self.pose.y_m).along_m
        half_m = self.size.length_m / 2
        return half_m <= along_m <= self.lane.centre_line.length - half_m

    def _past(self, side: Side, edge_m: float) -> Estimate:
        middle_m = self.left_m.value if side is Side.LEFT else -self.left_m.value
        sigma_m = math.hypot(self.left_m.sigma, self.half_m.sigma)
        return Estimate(middle_m + edge_m - self.lane.width_m / 2, sigma_m)


def lane_moments(
    seen: Observation, party: TrackId, *, window_s: float | None = None
) -> list[LaneMoment]:
    """The poses of the window before the contact, each with the vehicle's own lane.

    The window is that of a lane change unless `window_s` is given. Poses in a junction or
    off every painted lane are left out; once the vehicle has passed the end of a lane, the
    next one becomes its own.
    """
    size = seen.dimensions(party)
    poses = [
        *seen.poses_before(
            party,
            window_s=seen.thresholds.lane_change_window_s if window_s is None else window_s,
        ),
        seen.pose_at(party, seen.contact_pts_s),
    ]
    own: Lane | None = None
    moments: list[LaneMoment] = []
    for pose in poses:
        if own is None or own.place_of(pose.x_m, pose.y_m).beyond_m > 0:
            own = _painted_lane(seen, pose)
        if own is not None:
            moments.append(LaneMoment.of(pose, own, size))
    return moments


def passing_pts_s(reaches: Sequence[tuple[float, Interval]]) -> Interval | None:
    """When something first passed a line, from how far beyond it was at each moment (m).

    From the last moment before it may have been beyond to the first at which it surely was;
    None where it never surely was.
    """
    maybe = next((row for row, (_, reach_m) in enumerate(reaches) if reach_m.high > 0), None)
    surely_s = next((pts_s for pts_s, reach_m in reaches if reach_m.low > 0), None)
    if maybe is None or surely_s is None:
        return None
    return Interval(reaches[max(maybe - 1, 0)][0], surely_s)


def _painted_lane(seen: Observation, pose: VehiclePose) -> Lane | None:
    lanes = seen.road_map.lanes_along(pose.x_m, pose.y_m, pose.heading_rad)
    return next((lane for lane in lanes if lane.is_painted), None)
