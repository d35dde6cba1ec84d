"""May an opening door have been what was struck?

A reconstruction follows bodies, not doors: it never says that one was opened. What it can
say is that no door explains the contact, and that is most often so. It stays open only where
a standing vehicle was touched on its side by one passing alongside, and their bodies may
have been apart. Who saw the door (a person in the report, an officer in the picture) settles
it.
"""

import math

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import (
    JOLT_S,
    Observation,
    across_sigma_m,
    half_breadth,
    magnitude,
    speed_of,
)
from accident_service.liability.phrasing import Text, metres, vehicle, verdict
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval

DETECTOR = "door/1"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """DOOR_OPENED of each party: excluded, or open."""
    return tuple(_door(seen, party, other) for party, other in seen.pairs)


def _door(seen: Observation, party: TrackId, other: TrackId) -> Fact:
    gap = _gap(seen, party, other)
    truth, said = _judged(seen, party, other, gap)
    us = vehicle(party)
    return Fact(
        kind=FactKind.DOOR_OPENED,
        party=party,
        other=other,
        truth=truth,
        value=gap,
        unit="m",
        evidence=(seen.pointer(party),),
        detector=DETECTOR,
        sentence_zh=f"碰撞时{us.zh}开启车门：{verdict(truth).zh}（{said.zh}）",
        sentence_en=f"At contact a door of {us.en} was opening: {verdict(truth).en} ({said.en})",
    )


def _judged(seen: Observation, party: TrackId, other: TrackId, gap: Interval) -> tuple[Truth, Text]:
    limits = seen.thresholds
    us = seen.pose_at(party, seen.before_pts_s - JOLT_S)
    them = seen.pose_at(other, seen.before_pts_s - JOLT_S)
    if magnitude(speed_of(us)).certainly_above(limits.stationary_mps):
        return Truth.FALSE, Text("车辆在行驶中", "the vehicle was moving")
    turned_rad = abs(wrapped_rad(them.heading_rad - us.heading_rad))
    alongside = min(turned_rad, math.pi - turned_rad) <= limits.same_heading_rad
    if not alongside or not _within_reach(seen, party):
        return Truth.FALSE, Text("碰撞部位不在车门处", "the contact is not where a door is")
    numbers = metres(gap)
    said = Text(f"两车车身间距{numbers.zh}", f"their bodies were {numbers.en} apart")
    return (Truth.FALSE if gap.high <= limits.door_gap_m else Truth.UNKNOWN), said


def _within_reach(seen: Observation, party: TrackId) -> bool:
    """May the contact lie beside the doors: between the axles, about the length's middle?"""
    pose, size = seen.pose_at(party, seen.contact_pts_s), seen.dimensions(party)
    event, limits = seen.collision, seen.thresholds
    east_m, north_m = event.x_m - pose.x_m, event.y_m - pose.y_m
    cos, sin = math.cos(pose.heading_rad), math.sin(pose.heading_rad)
    along_m, aside_m = abs(east_m * cos + north_m * sin), abs(north_m * cos - east_m * sin)
    doubt_m = 2 * event.point_sigma_m
    return (
        along_m - doubt_m <= limits.door_zone_share * size.length_m / 2
        and size.width_m / 2 - doubt_m <= aside_m
    )


def _gap(seen: Observation, party: TrackId, other: TrackId) -> Interval:
    """How far apart the two bodies' sides were at the contact, in metres; negative: overlapping."""
    us = seen.pose_at(party, seen.contact_pts_s)
    them = seen.pose_at(other, seen.contact_pts_s)
    direction_rad = us.heading_rad
    north_m, east_m = them.y_m - us.y_m, them.x_m - us.x_m
    aside_m = abs(north_m * math.cos(direction_rad) - east_m * math.sin(direction_rad))
    theirs = half_breadth(them, seen.dimensions(other), direction_rad)
    mine = seen.dimensions(party)
    sigma_m = math.hypot(
        math.hypot(across_sigma_m(us, direction_rad), across_sigma_m(them, direction_rad)),
        math.hypot(theirs.sigma, mine.width_sigma_m / 2),
    )
    return Estimate(aside_m - theirs.value - mine.width_m / 2, sigma_m).interval
