"""A pass of which the beginning was not seen, or not for certain: excluded, or open?"""

from accident_service.liability.fact import Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.facts.passing import (
    PassMoment,
    beside,
    moments_beside,
    stopped_by_turn,
)
from accident_service.quantities.identifiers import TrackId


def unseen_pass(seen: Observation, party: TrackId, other: TrackId) -> Truth:
    """Did it perhaps pass the other, although it was not surely seen behind it?"""
    moments = moments_beside(seen, party, other)
    if not moments or _excluded(seen, moments[-1], other):
        return Truth.FALSE
    limit_m, abreast = seen.thresholds.ahead_in_path_m, seen.thresholds.same_heading_rad
    perhaps_behind = any(
        moment.reach_m.low < 0
        and moment.turned_rad <= abreast
        and abs(moment.left_m.value) - 2 * moment.left_m.sigma < limit_m
        for moment in moments
    )
    first = moments[0]
    watched_s = moments[-1].mine.pts_s - first.mine.pts_s
    came_from_behind = first.mine.speed_mps > first.theirs.speed_mps and first.turned_rad <= abreast
    two_frames_s = 2 * seen.reconstruction.timing.median_interval_s
    too_short = watched_s < seen.thresholds.lane_change_window_s - two_frames_s
    perhaps = perhaps_behind or (too_short and came_from_behind)
    return Truth.UNKNOWN if perhaps else Truth.FALSE


def _excluded(seen: Observation, last: PassMoment, other: TrackId) -> bool:
    """Surely neither beside the other at the last moment nor before its turned side."""
    found = beside(seen, last, other).either(stopped_by_turn(seen, last))
    return found is Truth.FALSE
