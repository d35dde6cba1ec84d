"""Two that met on a road without a centre line: who had to wait (会车)?

Past an obstacle the clear side goes first, unless the obstructed one was in already; on a steep
slope the one going up, unless the one going down was half way already. What stands in one's
way is told by DETOURING. Which side leans on a mountain no map tells.

Reference:
    REG-48.
"""

import math

import numpy as np

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.narrows import Narrows, entered_first
from accident_service.liability.facts.observe import Observation
from accident_service.liability.phrasing import Text, vehicle, verdict
from accident_service.liability.road_map import THROUGH_LANES, Lane, LineKind
from accident_service.liability.road_place import PlaceKind, RoadPlace
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.ground.trajectory import GroundTrajectory, VehiclePose

DETECTOR = "meeting/1"
# What stands further to the right than this is not on the road. [design]
BESIDE_ROAD_M = 6.0
MET = Text("在没有中心线的道路上与对方会车", "met the other on a road without a centre line")
IN_FIRST = Text("在对方之前驶入有障碍的路段", "was in the obstructed stretch before the other")
DOWNHILL = Text("在陡坡下行", "was going down a steep slope")
HALF_WAY = Text("在对方上坡之前已行至坡道中途", "was half way down before the other began to climb")


def detect(seen: Observation) -> tuple[Fact, ...]:
    """MEETING, IN_NARROWS_FIRST, GOING_DOWNHILL and HALF_WAY_DOWN_FIRST of each party."""
    facts: list[Fact] = []
    met = _met(seen)
    for party, other in seen.pairs:
        slope = _slope(seen, party) if met is not Truth.FALSE else None
        facts += [
            _fact(seen, (party, FactKind.MEETING), met, MET),
            _fact(
                seen,
                (party, FactKind.IN_NARROWS_FIRST),
                _past_obstacle(seen, party, other) if met is not Truth.FALSE else Truth.FALSE,
                IN_FIRST,
            ),
            _fact(seen, (party, FactKind.GOING_DOWNHILL), Truth.that(slope is not None), DOWNHILL),
            _fact(
                seen,
                (party, FactKind.HALF_WAY_DOWN_FIRST),
                _half_way(seen, slope, party, other) if slope else Truth.FALSE,
                HALF_WAY,
            ),
        ]
    return tuple(facts)


def _fact(seen: Observation, about: tuple[TrackId, FactKind], truth: Truth, said: Text) -> Fact:
    party, kind = about
    us = vehicle(party)
    return Fact(
        kind=kind,
        party=party,
        truth=truth,
        evidence=(seen.pointer(party),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}{said.zh}：{verdict(truth).zh}",
        sentence_en=f"Before contact {us.en} {said.en}: {verdict(truth).en}",
    )


def _met(seen: Observation) -> Truth:
    """Towards each other, where lanes of both directions and no line between them lie?"""
    first, second = seen.collision.tracks
    faced_rad = 0.0
    for pose in seen.poses_before(first, window_s=seen.thresholds.lane_change_window_s):
        if seen.trajectory(second).covers(pose.pts_s):
            theirs = seen.pose_at(second, pose.pts_s)
            faced_rad = max(faced_rad, abs(wrapped_rad(pose.heading_rad - theirs.heading_rad)))
    if faced_rad < seen.thresholds.wrong_way_rad:
        return Truth.FALSE
    return _no_centre_line(seen)


def _no_centre_line(seen: Observation) -> Truth:
    x_m, y_m = seen.collision.x_m, seen.collision.y_m
    if seen.road_map.conflict_area_at(x_m, y_m):
        return Truth.FALSE
    lanes = [lane for lane in seen.road_map.lanes if _beside(lane, x_m, y_m)]
    directions = [lane.place_of(x_m, y_m).direction_rad for lane in lanes]
    both_ways = any(
        abs(wrapped_rad(one - other)) >= seen.thresholds.wrong_way_rad
        for one in directions
        for other in directions
    )
    # A lane's left line is the one towards those who come the other way.
    lines = {lane.left_line for lane in lanes}
    if not both_ways or not lines <= {LineKind.NONE, LineKind.UNKNOWN}:
        return Truth.FALSE
    return Truth.UNKNOWN if LineKind.UNKNOWN in lines else Truth.TRUE


def _beside(lane: Lane, x_m: float, y_m: float) -> bool:
    place = lane.place_of(x_m, y_m)
    return lane.kind in THROUGH_LANES and place.beyond_m == 0 and abs(place.left_m) <= lane.width_m


def _past_obstacle(seen: Observation, party: TrackId, other: TrackId) -> Truth:
    stretch = _obstructed(seen, party)
    return entered_first(seen, stretch, party, other) if stretch else Truth.FALSE


def _obstructed(seen: Observation, party: TrackId) -> Narrows | None:
    """The stretch beside the vehicles that stand on the party's right, near the contact."""
    pose = seen.pose_at(party, seen.before_pts_s)
    reach_m = seen.thresholds.detour_reach_m
    lanes = seen.road_map.lanes_along(pose.x_m, pose.y_m, pose.heading_rad)
    direction_rad = (
        lanes[0].place_of(pose.x_m, pose.y_m).direction_rad if lanes else pose.heading_rad
    )
    stretch = Narrows(direction_rad, 0.0, 0.0)
    here_m, ends = stretch.along_m(pose.x_m, pose.y_m), []
    for one in seen.reconstruction.trajectories:
        if one.id in seen.collision.tracks or not _stood(seen, one):
            continue
        theirs = one.pose_at(seen.before_pts_s)
        along_m, half_m = stretch.along_m(theirs.x_m, theirs.y_m), one.dimensions.length_m / 2
        if abs(along_m - here_m) <= reach_m and _on_its_right(pose, theirs):
            ends.append((along_m - half_m, along_m + half_m))
    if not ends:
        return None
    return Narrows(direction_rad, min(low for low, _ in ends), max(high for _, high in ends))


def _on_its_right(pose: VehiclePose, other: VehiclePose) -> bool:
    """To the right of its path, and no further than beside the road."""
    cos, sin = math.cos(pose.heading_rad), math.sin(pose.heading_rad)
    left_m = (other.y_m - pose.y_m) * cos - (other.x_m - pose.x_m) * sin
    return -BESIDE_ROAD_M <= left_m <= 0.0


def _stood(seen: Observation, one: GroundTrajectory) -> bool:
    limits, end_s = seen.thresholds, seen.before_pts_s
    if not one.covers(end_s) or one.first_pts_s > end_s - limits.stationary_s:
        return False
    rows = (one.pts_s >= end_s - limits.stationary_s) & (one.pts_s <= end_s)
    return bool(np.all(np.abs(one.speed_mps[rows]) < limits.stationary_mps))


def _slope(seen: Observation, party: TrackId) -> RoadPlace | None:
    """The slope of the contact, if the party was going down it."""
    pose = seen.pose_at(party, seen.before_pts_s)
    for place in seen.road_map.places_at(seen.collision.x_m, seen.collision.y_m):
        if place.kind is PlaceKind.SLOPE and place.downhill_rad is not None:
            off_rad = abs(wrapped_rad(pose.heading_rad - place.downhill_rad))
            if off_rad <= math.pi - seen.thresholds.opposite_approach_rad:
                return place
    return None


def _half_way(seen: Observation, slope: RoadPlace, party: TrackId, other: TrackId) -> Truth:
    """Past the middle of the slope before the other had come to its foot?"""
    down = Narrows(slope.downhill_rad or 0.0, 0.0, 0.0)
    corners_m = [down.along_m(x_m, y_m) for x_m, y_m, *_ in slope.polygon.exterior.coords]
    middle_m, foot_m = (min(corners_m) + max(corners_m)) / 2, max(corners_m)
    return entered_first(seen, Narrows(down.direction_rad, middle_m, foot_m), party, other)
