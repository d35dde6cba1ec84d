"""How one vehicle came up behind another of its own file and went past beside it.

Everything is measured along the passing vehicle's own heading, which follows the road even
where the other one turns off it. A pass is told from driving side by side by having begun
behind, in the other's file; where that was not seen, nothing is assumed.
"""

import math
from dataclasses import dataclass

from accident_service.liability.fact import Truth
from accident_service.liability.facts.observe import (
    Observation,
    along_sigma_m,
    distance_to_path,
    speed_of,
    told_once,
)
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Estimate, Interval
from accident_service.reconstruction.ground.trajectory import VehicleDimensions, VehiclePose

# A vehicle further off than this at the contact was not being passed then. [design]
AROUND_M = 50.0
# A vehicle turned across is met, not only neared, within this of its side. [design]
TURNED_REACH_M = 3.0
# Moments are looked at no closer together than this: ten a second tell a pass. [design]
STEP_S = 0.1


@dataclass(frozen=True, slots=True)
class PassMoment:
    """Both vehicles at one moment, seen from the passing one."""

    mine: VehiclePose
    theirs: VehiclePose
    reach_m: Interval  # of its front beyond the other's rearmost part; negative: behind it
    left_m: Estimate  # how far left of the other's middle it is, across its own heading

    @property
    def turned_rad(self) -> float:
        """The angle between the two headings, 0 to pi."""
        return abs(wrapped_rad(self.mine.heading_rad - self.theirs.heading_rad))


@dataclass(frozen=True, slots=True)
class Pass:
    """One vehicle's pass of another, from behind in its file to the last moment before contact.

    `out_pts_s`: when it had left the other's file; `level_pts_s`: when its front came beside
    the other's rear. Either is None where it did not happen.
    """

    party: TrackId
    passed: TrackId
    behind: PassMoment  # the last moment it was surely behind, in the file
    last: PassMoment
    out_pts_s: Interval | None
    level_pts_s: Interval | None
    level: Truth  # beside the other at the last moment, or before its side, turned across
    passed_moved: Truth  # going round one that stands is not overtaking it

    @property
    def drawn_level(self) -> Truth:
        """Did it overtake: come from behind to beside a vehicle that moved?"""
        return self.level.both(self.passed_moved)


@told_once
def moments_beside(seen: Observation, party: TrackId, other: TrackId) -> list[PassMoment]:
    """Both vehicles at the moments of the overtaking window at which both are known."""
    mine, theirs = seen.trajectory(party), seen.trajectory(other)
    moments: list[PassMoment] = []
    for pose in seen.poses_before(party, window_s=seen.thresholds.overtaking_window_s):
        spaced = not moments or pose.pts_s - moments[-1].mine.pts_s >= STEP_S - 1e-9
        if theirs.covers(pose.pts_s) and (spaced or pose.pts_s >= seen.before_pts_s - STEP_S / 2):
            sizes = (mine.dimensions, theirs.dimensions)
            moments.append(_moment(pose, theirs.pose_at(pose.pts_s), sizes))
    return moments


@told_once
def pass_of(seen: Observation, party: TrackId, other: TrackId) -> Pass | None:
    """The pass of `other` by `party`; None where it was not seen behind in the other's file."""
    moments = moments_beside(seen, party, other)
    if not any(moment.reach_m.high < 0 for moment in moments):
        return None
    path = _spaced(seen.poses_before(other, window_s=math.inf))
    followed = [k for k, moment in enumerate(moments) if _follows(seen, moment, path)]
    if not followed:
        return None
    since = moments[followed[-1] :]
    out_pts_s = _left_file(seen, since, path)
    level_pts_s = _first_above([(one.mine.pts_s, one.reach_m) for one in since], 0.0)
    return Pass(
        party=party,
        passed=other,
        behind=since[0],
        last=since[-1],
        out_pts_s=out_pts_s,
        level_pts_s=level_pts_s,
        level=beside(seen, since[-1], other).either(
            stopped_by_turn(seen, since[-1]) if out_pts_s else Truth.FALSE
        ),
        passed_moved=_moved(seen, since),
    )


@told_once
def passes_of(seen: Observation, party: TrackId) -> tuple[Pass, ...]:
    """The party's passes of every vehicle around that is known until the contact."""
    return tuple(
        found
        for other in seen.reconstruction.trajectories
        if other.id != party and _around(seen, party, other.id)
        if (found := pass_of(seen, party, other.id))
    )


def _around(seen: Observation, party: TrackId, other: TrackId) -> bool:
    if not seen.trajectory(other).covers(seen.before_pts_s):
        return False
    mine, theirs = (seen.pose_at(one, seen.before_pts_s) for one in (party, other))
    return math.hypot(mine.x_m - theirs.x_m, mine.y_m - theirs.y_m) <= AROUND_M


def _moment(
    mine: VehiclePose, theirs: VehiclePose, sizes: tuple[VehicleDimensions, VehicleDimensions]
) -> PassMoment:
    direction_rad = mine.heading_rad
    cos, sin = math.cos(direction_rad), math.sin(direction_rad)
    east_m, north_m = mine.x_m - theirs.x_m, mine.y_m - theirs.y_m
    my_size, their_size = sizes
    turned_rad = theirs.heading_rad - direction_rad
    their_half_m = (
        their_size.length_m * abs(math.cos(turned_rad))
        + their_size.width_m * abs(math.sin(turned_rad))
    ) / 2
    along_m = east_m * cos + north_m * sin + my_size.length_m / 2 + their_half_m
    along_sigma = math.hypot(
        along_sigma_m(mine, direction_rad),
        along_sigma_m(theirs, direction_rad),
        math.hypot(my_size.length_sigma_m, their_size.length_sigma_m) / 2,
    )
    across_rad = direction_rad + math.pi / 2
    across_sigma = math.hypot(mine.sigma_m(across_rad), theirs.sigma_m(across_rad))
    return PassMoment(
        mine=mine,
        theirs=theirs,
        reach_m=Estimate(along_m, along_sigma).interval,
        left_m=Estimate(north_m * cos - east_m * sin, across_sigma),
    )


def _follows(seen: Observation, moment: PassMoment, path: list[VehiclePose]) -> bool:
    """Surely behind the other, in its file, the same way, moving?"""
    if moment.reach_m.high >= 0 or moment.turned_rad > seen.thresholds.same_heading_rad:
        return False
    if not speed_of(moment.mine).certainly_above(seen.thresholds.stationary_mps):
        return False
    aside = distance_to_path(moment.mine, _driven(path, moment.mine.pts_s)).interval
    return aside.certainly_below(seen.thresholds.ahead_in_path_m)


def _spaced(poses: list[VehiclePose]) -> list[VehiclePose]:
    """The poses at least a step apart; between them a path bends too little to matter."""
    kept = poses[:1]
    for pose in poses:
        if pose.pts_s - kept[-1].pts_s >= STEP_S - 1e-9:
            kept.append(pose)
    return kept


def _driven(path: list[VehiclePose], until_s: float) -> list[VehiclePose]:
    """The other's path as far as it was driven by then, which is what one may follow."""
    return [pose for pose in path if pose.pts_s <= until_s + 1e-9] or path[:1]


def _left_file(
    seen: Observation, moments: list[PassMoment], path: list[VehiclePose]
) -> Interval | None:
    asides = [
        (one.mine.pts_s, distance_to_path(one.mine, _driven(path, one.mine.pts_s)).interval)
        for one in moments
    ]
    return _first_above(asides, seen.thresholds.ahead_in_path_m)


def _first_above(known: list[tuple[float, Interval]], limit: float) -> Interval | None:
    """From the first moment it may have been above the limit to the first it surely was."""
    low = next((pts_s for pts_s, interval in known if interval.high > limit), None)
    high = next((pts_s for pts_s, interval in known if interval.low > limit), None)
    if low is None or high is None:
        return None
    return Interval(low, max(low, high))


def beside(seen: Observation, moment: PassMoment, other: TrackId) -> Truth:
    """Is its front past the other's rear, and its middle not behind the other's body?"""
    aside = Estimate(abs(moment.left_m.value), moment.left_m.sigma).interval
    half_m = seen.dimensions(other).width_m / 2
    return Truth.of_above(moment.reach_m, 0.0).both(Truth.of_above(aside, half_m))


def stopped_by_turn(seen: Observation, moment: PassMoment) -> Truth:
    """Had the other turned across, so that its side is met before its rear is passed?"""
    doubt_rad = COVERAGE_FACTOR * math.hypot(
        moment.mine.heading_sigma_rad, moment.theirs.heading_sigma_rad
    )
    turned = Interval(max(0.0, moment.turned_rad - doubt_rad), moment.turned_rad + doubt_rad)
    near = Truth.of_above(moment.reach_m, -TURNED_REACH_M)
    return Truth.of_above(turned, seen.thresholds.same_heading_rad).both(near)


def _moved(seen: Observation, moments: list[PassMoment]) -> Truth:
    """Did the one passed drive at any moment from the last behind to the contact?"""
    fastest = max((speed_of(one.theirs) for one in moments), key=lambda speed: speed.low)
    return Truth.of_above(fastest, seen.thresholds.stationary_mps)
