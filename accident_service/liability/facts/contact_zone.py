"""Which side of each vehicle was struck.

The clock position comes from the collision; the point of contact, with its sigma, tells
which other positions are possible, so a contact near a corner is not taken for certain.
"""

import math

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.phrasing import vehicle, verdict
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import COVERAGE_FACTOR
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "contact-zone/1"
FRONT = frozenset({11, 12, 1})
REAR = frozenset({5, 6, 7})
SIDES = frozenset({2, 3, 4, 8, 9, 10})
ZONES = (
    (FactKind.STRUCK_WITH_FRONT, FRONT, "前部", "front"),
    (FactKind.STRUCK_AT_REAR, REAR, "后部", "rear"),
    (FactKind.STRUCK_ON_SIDE, SIDES, "侧面", "side"),
)


def detect(seen: Observation) -> tuple[Fact, ...]:
    """STRUCK_WITH_FRONT, STRUCK_AT_REAR and STRUCK_ON_SIDE of each party."""
    return tuple(_zone(seen, party, zone) for party, _ in seen.pairs for zone in ZONES)


def _zone(
    seen: Observation, party: TrackId, zone: tuple[FactKind, frozenset[int], str, str]
) -> Fact:
    kind, clocks, zone_zh, zone_en = zone
    possible = possible_clocks(seen, party)
    truth = Truth.UNKNOWN
    if possible <= clocks:
        truth = Truth.TRUE
    elif not possible & clocks:
        truth = Truth.FALSE
    hours = [f"{hour}" for hour in _round_the_dial(possible)]
    us = vehicle(party)
    return Fact(
        kind=kind,
        party=party,
        truth=truth,
        evidence=(seen.pointer(party),),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}碰撞部位为{'、'.join(hours)}点钟方向，属{zone_zh}：{verdict(truth).zh}",
        sentence_en=f"{us.opening_en} was struck at {' or '.join(hours)} o'clock,"
        f" its {zone_en}: {verdict(truth).en}",
    )


def _round_the_dial(hours: frozenset[int]) -> list[int]:
    """The hours as a hand passes them, 11, 12, 1, beginning after the widest gap."""
    if len(hours) < 2:
        return list(hours)
    rising = sorted(hours)
    before = [rising[-1], *rising[:-1]]
    gaps = [(hour - last) % 12 for last, hour in zip(before, rising, strict=True)]
    first = gaps.index(max(gaps))
    return [*rising[first:], *rising[:first]]


def possible_clocks(seen: Observation, party: TrackId) -> frozenset[int]:
    """Every clock position the contact may have had on this vehicle (k = 2)."""
    event, pose = seen.collision, seen.pose_at(party, seen.contact_pts_s)
    ahead_m, left_m = _own_m(pose, (event.x_m, event.y_m))
    doubt_m = COVERAGE_FACTOR * event.point_sigma_m
    corners = [
        (ahead_m + along * doubt_m, left_m + across * doubt_m)
        for along, across in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))
    ]
    return frozenset({event.side_of(party).clock, *(_clock(*corner) for corner in corners)})


def clock_hour(pose: VehiclePose, point_m: tuple[float, float]) -> int:
    """The clock position of a point on the road, seen from this pose."""
    return _clock(*_own_m(pose, point_m))


def _own_m(pose: VehiclePose, point_m: tuple[float, float]) -> tuple[float, float]:
    """The point in the vehicle's frame: ahead and left of its centre."""
    east_m, north_m = point_m[0] - pose.x_m, point_m[1] - pose.y_m
    cos, sin = math.cos(pose.heading_rad), math.sin(pose.heading_rad)
    return east_m * cos + north_m * sin, north_m * cos - east_m * sin


def _clock(ahead_m: float, left_m: float) -> int:
    clockwise_rad = -math.atan2(left_m, ahead_m)
    return round(clockwise_rad / (math.pi / 6)) % 12 or 12
