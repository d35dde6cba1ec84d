"""How far, and since when, a vehicle had moved over a line of its lane at the contact.

The instants are those the rules speak of: `t_lc0`, when the first edge passes the line, and
`t_lc1`, when the whole footprint is beyond it. What is not seen is not assumed: a vehicle
that already straddles a line when first seen has no own lane, and gives UNKNOWN. Who stood
all the while changed no lane, however uncertain it is where exactly it stood.
"""

from dataclasses import dataclass, replace
from math import inf

from accident_service.liability.fact import Truth
from accident_service.liability.facts.lane_keeping import (
    LaneMoment,
    Side,
    lane_moments,
    passing_pts_s,
)
from accident_service.liability.facts.observe import (
    JOLT_S,
    Observation,
    magnitude,
    speed_of,
    told_once,
)
from accident_service.liability.road_map import THROUGH_LANES, Lane
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval

# Who straddles a line when the window opens began to move over before; in a queue that takes
# several times the window. [design]
LONGEST_LOOKS_BACK = (1.0, 2.0, 4.0)


@dataclass(frozen=True, slots=True)
class Shift:
    """How one vehicle stood, at contact, to the neighbour lane it reached into most."""

    moments: tuple[LaneMoment, ...]
    side: Side
    next_lane: Lane
    moved_over: Truth  # some of it over the line, and more than at first
    complete: Truth  # all of it over the line
    settled: bool  # it was clearly in its own lane when first seen

    @property
    def crossing(self) -> Truth:
        """Is some of it over the line, and not all?"""
        return self.moved_over.both(self.complete.opposite())

    @property
    def over_m(self) -> Interval:
        """How far it reached over the line at contact."""
        return self.moments[-1].over(self.side).interval

    @property
    def crossing_pts_s(self) -> Interval | None:
        """When the first edge passed the line (`t_lc0`), or None if it did not."""
        return passing_pts_s([(m.pose.pts_s, m.over(self.side).interval) for m in self.moments])

    @property
    def completed_pts_s(self) -> Interval | None:
        """When the whole footprint was past the line (`t_lc1`), or None if it was not."""
        return passing_pts_s(
            [(m.pose.pts_s, m.wholly_over(self.side).interval) for m in self.moments]
        )


@told_once
def lane_shift(seen: Observation, party: TrackId) -> Shift | None:
    """The shift towards the neighbour lane reached into most; None without a neighbour."""
    shift = None
    for windows in LONGEST_LOOKS_BACK:
        window_s = windows * seen.thresholds.lane_change_window_s
        shift = _largest_shift(seen, tuple(lane_moments(seen, party, window_s=window_s)))
        if shift is None or shift.settled:
            break
    if shift and _stood(seen, party):
        return replace(shift, moved_over=Truth.FALSE, complete=Truth.FALSE)
    return shift


def _stood(seen: Observation, party: TrackId) -> bool:
    """Was it surely not moving for as long as a lane change may have lasted?"""
    limits, end_s = seen.thresholds, seen.before_pts_s - JOLT_S
    window_s = limits.lane_change_window_s - JOLT_S
    poses = seen.poses_before(party, window_s=window_s, end_s=end_s)
    fastest_mps = max((magnitude(speed_of(pose)).high for pose in poses), default=inf)
    return seen.seen_before_s(party) >= window_s and fastest_mps <= limits.stationary_mps


def _largest_shift(seen: Observation, moments: tuple[LaneMoment, ...]) -> Shift | None:
    if not moments or moments[-1].pose.pts_s < seen.before_pts_s:
        return None
    last = moments[-1]
    if last.lane.kind not in THROUGH_LANES:
        return None
    in_last_lane = tuple(m for m in moments if m.lane.id == last.lane.id)
    shifts = [
        _shift(seen, in_last_lane, side, next_lane)
        for side in Side
        if (
            next_lane := seen.road_map.beside(
                last.lane, last.pose.x_m, last.pose.y_m, to_left=side is Side.LEFT
            )
        )
    ]
    return max(shifts, key=lambda shift: shift.over_m.high, default=None)


def _shift(
    seen: Observation, moments: tuple[LaneMoment, ...], side: Side, next_lane: Lane
) -> Shift:
    limit_m = seen.thresholds.lane_encroachment_m
    first, last = moments[0], moments[-1]
    known_s = last.pose.pts_s - first.pose.pts_s
    settled = (
        Truth.of_above(first.over(side).interval, limit_m) is Truth.FALSE
        and known_s >= seen.thresholds.lane_history_s
    )
    over = Truth.of_above(last.over(side).interval, limit_m)
    complete = Truth.of_above(last.wholly_over(side).interval, 0.0)
    if not settled:
        # What it did before it was seen is not known; only "not over the line" is certain.
        over = over.both(Truth.UNKNOWN)
        complete = complete.both(Truth.UNKNOWN)
    return Shift(
        moments=moments,
        side=side,
        next_lane=next_lane,
        moved_over=over,
        complete=complete,
        settled=settled,
    )
