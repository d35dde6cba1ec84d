"""How far behind the other a vehicle followed, in metres and seconds, before it mattered.

The gap is that of the moment the one ahead began to brake, or of the opening of the window
where it did not. Set beside it is the gap an emergency stop needs: what the follower drives
while reacting, and what its speed takes more to lose than the other's. The law gives no number
on streets (RTSL-43), so being below it is told to the officer and decides nothing.
"""

import math
from dataclasses import dataclass

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import (
    Observation,
    along_sigma_m,
    distance_to_path,
    is_ahead,
    speed_of,
)
from accident_service.liability.phrasing import Text, metres, seconds, vehicle
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "headway/1"
# Slower than this a headway in seconds says nothing. [design]
LEAST_SPEED_MPS = 1.0
NOT_FOLLOWING = Text("当时未尾随对方行驶", "it was not following the other then")


@dataclass(frozen=True, slots=True)
class _Following:
    """One vehicle behind another at one moment."""

    at_s: float
    gap_m: Estimate
    needed_m: Estimate
    speed_mps: Interval

    @property
    def short_m(self) -> Interval:
        """By how much the gap was below what an emergency stop needs; negative: it was not."""
        sigma_m = math.hypot(self.gap_m.sigma, self.needed_m.sigma)
        return Estimate(self.needed_m.value - self.gap_m.value, sigma_m).interval

    @property
    def headway_s(self) -> Interval | None:
        """The gap in seconds at the follower's speed; None where it hardly moved."""
        if self.speed_mps.low < LEAST_SPEED_MPS:
            return None
        gap_m = self.gap_m.interval
        return Interval(
            max(gap_m.low, 0.0) / self.speed_mps.high, max(gap_m.high, 0.0) / self.speed_mps.low
        )


def detect(seen: Observation) -> tuple[Fact, ...]:
    """GAP_BELOW_STOPPING of each party, as the one behind."""
    return tuple(_gap(seen, party, other) for party, other in seen.pairs)


def _gap(seen: Observation, party: TrackId, other: TrackId) -> Fact:
    following = _following(seen, party, other)
    said = _said(following) if following else NOT_FOLLOWING
    us, them = vehicle(party), vehicle(other)
    at = Interval(following.at_s, following.at_s) if following else None
    return Fact(
        kind=FactKind.GAP_BELOW_STOPPING,
        party=party,
        other=other,
        truth=Truth.of_above(following.short_m, 0.0) if following else Truth.FALSE,
        value=following.gap_m.interval if following else None,
        unit="m" if following else "",
        at_pts_s=at,
        evidence=(seen.pointer(party, at.low if at else None),),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}与前方{them.zh}的跟车距离：{said.zh}",
        sentence_en=f"How far {us.en} followed behind {them.en}: {said.en}",
    )


def _said(following: _Following) -> Text:
    gap, needed = metres(following.gap_m.interval), metres(following.needed_m.interval)
    zh, en = f"{gap.zh}", f"{gap.en}"
    if following.headway_s:
        headway = seconds(following.headway_s)
        zh, en = f"{zh}，车头时距{headway.zh}", f"{en}, {headway.en} of headway"
    return Text(
        f"{zh}；紧急制动约需{needed.zh}", f"{en}; an emergency stop needs about {needed.en}"
    )


def _following(seen: Observation, party: TrackId, other: TrackId) -> _Following | None:
    """The two at the moment that counts; None where the other was not ahead in one's path."""
    ends_s = seen.before_pts_s
    if not any(
        is_ahead(seen.pose_at(party, at_s), seen.pose_at(other, at_s))
        for at_s in (ends_s - seen.thresholds.lane_change_window_s, ends_s)
    ):
        return None
    at_s = _moment_s(seen, party, other)
    mine, theirs = seen.pose_at(party, at_s), seen.pose_at(other, at_s)
    path = seen.poses_before(party, window_s=math.inf)
    limits = seen.thresholds
    gap_m = _gap_m(seen, (party, mine), (other, theirs))
    turned_rad = abs(wrapped_rad(theirs.heading_rad - mine.heading_rad))
    beside = not path or distance_to_path(theirs, path).value > limits.ahead_in_path_m
    if gap_m.value <= 0 or beside or turned_rad > limits.same_heading_rad:
        return None
    return _Following(at_s, gap_m, _needed_m(seen, mine, theirs), speed_of(mine))


def _moment_s(seen: Observation, party: TrackId, other: TrackId) -> float:
    opens_s = seen.before_pts_s - seen.thresholds.lane_change_window_s
    known_s = max(seen.trajectory(party).first_pts_s, seen.trajectory(other).first_pts_s)
    onsets = [
        one.pts_s
        for one in seen.brake_onsets(other)
        if one.seen_to_begin and one.until_s >= opens_s
    ]
    return max(known_s, onsets[-1] if onsets else opens_s)


def _gap_m(
    seen: Observation, behind: tuple[TrackId, VehiclePose], ahead: tuple[TrackId, VehiclePose]
) -> Estimate:
    """From the follower's front to the other's rear, along the follower's heading."""
    (party, mine), (other, theirs) = behind, ahead
    sizes = (seen.dimensions(party), seen.dimensions(other))
    heading_rad = mine.heading_rad
    ahead_m = (theirs.x_m - mine.x_m) * math.cos(heading_rad) + (theirs.y_m - mine.y_m) * math.sin(
        heading_rad
    )
    sigma_m = math.hypot(
        along_sigma_m(mine, heading_rad),
        along_sigma_m(theirs, heading_rad),
        *(size.length_sigma_m / 2 for size in sizes),
    )
    return Estimate(ahead_m - sum(size.length_m for size in sizes) / 2, sigma_m)


def _needed_m(seen: Observation, mine: VehiclePose, theirs: VehiclePose) -> Estimate:
    """What an emergency stop needs, both braking as hard as tyres allow; never below 0."""
    react_s, brake_mps2 = seen.thresholds.reaction_s, seen.thresholds.strongest_braking_mps2
    speed_mps, ahead_mps = max(mine.speed_mps, 0.0), max(theirs.speed_mps, 0.0)
    needed_m = speed_mps * react_s + (speed_mps**2 - ahead_mps**2) / (2 * brake_mps2)
    sigma_m = math.hypot(
        (react_s + speed_mps / brake_mps2) * mine.speed_sigma_mps,
        ahead_mps / brake_mps2 * theirs.speed_sigma_mps,
    )
    return Estimate(max(needed_m, 0.0), sigma_m)
