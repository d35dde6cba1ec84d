"""Where a standing vehicle stood, since when, and whether one may stand there.

Traffic makes one stand anywhere; a vehicle seen to have a reason to wait is not parked. Of
the places in which nobody may stop, the map knows signs, crosswalks, and how far the next
junction, railway crossing, sharp bend, narrow bridge, steep slope or tunnel is (50 m). It
does not know hydrants, bus stops or gates, so "nothing on the map forbids it" is all that is
said. In a traffic lane the absence of a visible reason to wait proves nothing until it has
lasted long.

Reference:
    REG-63(1), (2); RTSL-56.
"""

import math

from shapely import Point
from shapely.geometry.base import BaseGeometry

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import JOLT_S, Observation
from accident_service.liability.facts.standstill import standing_since, stood
from accident_service.liability.facts.surfaces import carriageway, depth_in, kinds_at
from accident_service.liability.facts.waiting_cause import cause_to_wait
from accident_service.liability.phrasing import Text, metres, seconds, vehicle, verdict
from accident_service.liability.road_map import LaneKind
from accident_service.liability.road_place import PlaceKind
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "standing/1"
NO_STOPPING_SIGNS = frozenset({"no-stopping", "no-parking"})


def detect(seen: Observation) -> tuple[Fact, ...]:
    """STANDING_OFF_LANES and STANDING_FORBIDDEN of each party."""
    return tuple(
        fact
        for party, _ in seen.pairs
        for fact in (_off_lanes(seen, party), _forbidden(seen, party))
    )


def _off_lanes(seen: Observation, party: TrackId) -> Fact:
    at_s = seen.before_pts_s - JOLT_S
    pose = seen.pose_at(party, at_s)
    depth = depth_in(carriageway(seen.road_map), pose).interval
    standing = stood(seen, party)
    truth = standing.both(Truth.of_below(depth, 0.0))
    since = standing_since(seen, party)
    lasted = seconds(Interval(max(at_s - since.high, 0.0), max(at_s - since.low, 0.0)))
    us = vehicle(party)
    if standing is Truth.FALSE:
        said = Text("碰撞前在移动", "it was moving before the contact")
    else:
        where = _where(seen, pose)
        said = Text(
            f"停在{where.zh}，被拍到停了{lasted.zh}",
            f"{where.en}, where it is seen to have stood for {lasted.en}",
        )
    return Fact(
        kind=FactKind.STANDING_OFF_LANES,
        party=party,
        truth=truth,
        value=depth,
        unit="m",
        at_pts_s=since,
        evidence=(seen.pointer(party, since.low), seen.pointer(party, at_s)),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}停在行车道以外：{verdict(truth).zh}（{said.zh}）",
        sentence_en=f"Before contact {us.en} stood off the traffic lanes: {verdict(truth).en}"
        f" ({said.en})",
    )


def _where(seen: Observation, pose: VehiclePose) -> Text:
    """The place's name, the most telling one first."""
    kinds = kinds_at(seen, pose)
    if LaneKind.PARKING in kinds:
        return Text("停车位", "in a bay")
    if any(one.kind is PlaceKind.CROSSWALK for one in seen.road_map.places_at(pose.x_m, pose.y_m)):
        return Text("人行横道", "on a crosswalk")
    if seen.road_map.conflict_area_at(pose.x_m, pose.y_m) is not None:
        return Text("路口内", "inside a junction")
    if LaneKind.BICYCLE in kinds:
        return Text("非机动车道", "in a cycle lane")
    return Text("车道", "in a lane") if kinds else Text("路侧", "beside the road")


def _forbidden(seen: Observation, party: TrackId) -> Fact:
    at_s = seen.before_pts_s - JOLT_S
    pose = seen.pose_at(party, at_s)
    standing = stood(seen, party)
    cause = cause_to_wait(seen, party, pose)
    truth, said = Truth.FALSE, Text("碰撞前在移动", "it was moving before the contact")
    if standing is not Truth.FALSE:
        truth, said = _place(seen, party, pose) if cause is None else (Truth.FALSE, cause)
        truth = standing.both(truth)
    us = vehicle(party)
    return Fact(
        kind=FactKind.STANDING_FORBIDDEN,
        party=party,
        truth=truth,
        at_pts_s=Interval(at_s, at_s),
        evidence=(seen.pointer(party, at_s),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}停在禁止停车处：{verdict(truth).zh}（{said.zh}）",
        sentence_en=f"Before contact {us.en} stood where stopping is forbidden:"
        f" {verdict(truth).en} ({said.en})",
    )


def _place(seen: Observation, party: TrackId, pose: VehiclePose) -> tuple[Truth, Text]:
    """May one stand here, seeing that no traffic makes one stand?"""
    if LaneKind.PARKING in kinds_at(seen, pose):
        return Truth.FALSE, Text("停在停车位内", "it stood in a bay")
    near, said = _by_the_map(seen, pose)
    depth = depth_in(carriageway(seen.road_map), pose).interval
    off_lane = Truth.of_below(depth, 0.0)
    lasted_s = pose.pts_s - standing_since(seen, party).high
    if off_lane is Truth.TRUE or lasted_s >= seen.thresholds.parked_s:
        return near, said
    return (
        Truth.UNKNOWN,
        Text(
            f"停在行车道内，未见等候的原因；{said.zh}",
            f"it stood in a traffic lane and no reason to wait is seen; {said.en}",
        ),
    )


def _by_the_map(seen: Observation, pose: VehiclePose) -> tuple[Truth, Text]:
    near = _sign_near(seen, pose)
    if near is not None:
        return Truth.TRUE, Text(
            f"距禁止停车标志{near:.0f}米", f"a sign {near:.0f} m away forbids stopping"
        )
    if any(one.kind is PlaceKind.CROSSWALK for one in seen.road_map.places_at(pose.x_m, pose.y_m)):
        return Truth.TRUE, Text("停在人行横道上", "it stood on a crosswalk")
    gap = _gap_to_place(seen, pose)
    if gap is None:
        return Truth.FALSE, Text("地图上无禁止情形", "nothing on the map forbids it")
    numbers = metres(gap)
    return (
        Truth.of_below(gap, seen.thresholds.no_stopping_m),
        Text(
            f"距路口、弯道、桥梁、隧道等{numbers.zh}",
            f"a junction, bend, bridge, tunnel or the like is {numbers.en} away",
        ),
    )


def _sign_near(seen: Observation, pose: VehiclePose) -> float | None:
    """How far the nearest sign that forbids stopping here is, in metres; None without one."""
    reach_m = seen.thresholds.sign_reach_m
    distances = [
        math.hypot(sign.x_m - pose.x_m, sign.y_m - pose.y_m)
        for sign in seen.road_map.signs
        if sign.kind.replace("_", "-").lower() in NO_STOPPING_SIGNS
    ]
    return min((one for one in distances if one <= reach_m), default=None)


def _gap_to_place(seen: Observation, pose: VehiclePose) -> Interval | None:
    """How far the nearest junction, bend, bridge or the like is, in metres; None without any."""
    point = Point(pose.x_m, pose.y_m)
    parts: list[BaseGeometry] = [area.polygon for area in seen.road_map.conflict_areas]
    parts += [stop.line for stop in seen.road_map.stop_lines]
    parts += [
        place.polygon for place in seen.road_map.places if place.kind is not PlaceKind.CROSSWALK
    ]
    if not parts:
        return None
    gap_m = min(float(part.distance(point)) for part in parts)
    gap = Estimate(gap_m, max(pose.x_sigma_m, pose.y_sigma_m)).interval
    return Interval(max(gap.low, 0.0), max(gap.high, 0.0))
