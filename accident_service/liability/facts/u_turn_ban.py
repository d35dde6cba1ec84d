"""What on the map forbids a U-turn: a sign at its beginning, a line it went over, the place.

Reference:
    REG-49.1: nowhere where U-turns or left turns are prohibited, nor at railway crossings,
    crosswalks, bridges, sharp bends, steep slopes and in tunnels.
"""

import math

from accident_service.liability.fact import Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.facts.u_turning import Turn
from accident_service.liability.phrasing import Text
from accident_service.liability.road_map import SAME_DIRECTION_RAD, Lane, LineKind, Sign
from accident_service.liability.road_place import PlaceKind
from accident_service.reconstruction.ground.trajectory import VehiclePose

FORBIDDING_SIGNS = frozenset({"no-u-turn", "no-left-turn"})
FORBIDDING_PLACES = {
    PlaceKind.CROSSWALK: Text("人行横道", "a crosswalk"),
    PlaceKind.RAILWAY_CROSSING: Text("铁路道口", "a railway crossing"),
    PlaceKind.BRIDGE: Text("桥梁", "a bridge"),
    PlaceKind.TUNNEL: Text("隧道", "a tunnel"),
    PlaceKind.BEND: Text("急弯", "a sharp bend"),
    PlaceKind.SLOPE: Text("陡坡", "a steep slope"),
}
NOTHING = Text("地图上无禁止掉头的标志、标线或地点", "no sign, line or place on the map forbids it")


def what_forbids(seen: Observation, turn: Turn | None) -> tuple[Truth, Text]:
    """Does anything on the map forbid this turn, and what?"""
    if turn is None:
        return Truth.UNKNOWN, NOTHING
    sign = _sign_over(seen, turn.poses[0])
    if sign is not None:
        return Truth.TRUE, Text(f"标志{sign.kind}", f"sign {sign.kind}")
    place = _place_under(seen, turn)
    if place is not None:
        return Truth.TRUE, place
    crossed = [lane for lane in seen.road_map.lanes if _went_over_left_line(lane, turn)]
    if any(lane.left_line.may_not_be_crossed for lane in crossed):
        return Truth.TRUE, Text("越过实线掉头", "it went over a solid line")
    if any(lane.left_line is LineKind.UNKNOWN for lane in crossed):
        return Truth.UNKNOWN, Text("所越标线种类不明", "what line it went over is not known")
    return Truth.FALSE, NOTHING


def _sign_over(seen: Observation, start: VehiclePose) -> Sign | None:
    """A forbidding sign that speaks to one who begins to turn here."""
    lanes = seen.road_map.lanes_along(start.x_m, start.y_m, start.heading_rad)
    approaches = {lane.approach for lane in lanes if lane.approach}
    for sign in seen.road_map.signs:
        if sign.kind.replace("_", "-").lower() not in FORBIDDING_SIGNS:
            continue
        far_m = math.hypot(sign.x_m - start.x_m, sign.y_m - start.y_m)
        if sign.approach in approaches or (
            sign.approach is None and far_m <= seen.thresholds.sign_reach_m
        ):
            return sign
    return None


def _place_under(seen: Observation, turn: Turn) -> Text | None:
    """A place where nobody may turn round, under the middle of the vehicle as it turned."""
    for pose in turn.poses:
        for place in seen.road_map.places_at(pose.x_m, pose.y_m):
            if place.kind in FORBIDDING_PLACES:
                return FORBIDDING_PLACES[place.kind]
    return None


def _went_over_left_line(lane: Lane, turn: Turn) -> bool:
    """Did its middle pass from within or right of the lane to beyond its left line?"""
    if not lane.is_painted:
        return False
    start = turn.poses[0]
    if lane.turned_from_rad(start.x_m, start.y_m, start.heading_rad) > SAME_DIRECTION_RAD:
        return False
    places = [lane.place_of(pose.x_m, pose.y_m) for pose in turn.poses]
    beside = [place.left_m for place in places if place.beyond_m == 0.0]
    half_m = lane.width_m / 2
    return bool(beside) and beside[0] < half_m < max(beside)
