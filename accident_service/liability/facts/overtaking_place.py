"""Was a vehicle overtaking where nobody may (禁止超车的地点)?

The law names junctions, crosswalks, railway crossings, narrow bridges, sharp bends, steep slopes
and tunnels. What counts is where the overtaker was from leaving the other's file to the
contact. Busy sections of town, which the law names too, no map can tell.

Reference:
    RTSL-43(4).
"""

from shapely import Point, Polygon

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.facts.passing import Pass, passes_of
from accident_service.liability.phrasing import Text, metres, vehicle, verdict
from accident_service.liability.road_place import PlaceKind
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "overtaking-place/1"
NAMES = {
    PlaceKind.CROSSWALK: Text("人行横道", "crosswalk"),
    PlaceKind.RAILWAY_CROSSING: Text("铁路道口", "railway crossing"),
    PlaceKind.BRIDGE: Text("窄桥", "narrow bridge"),
    PlaceKind.TUNNEL: Text("隧道", "tunnel"),
    PlaceKind.BEND: Text("弯道", "sharp bend"),
    PlaceKind.SLOPE: Text("陡坡", "steep slope"),
}
JUNCTION = Text("路口", "junction")


def detect(seen: Observation) -> tuple[Fact, ...]:
    """OVERTAKING_WHERE_FORBIDDEN of each party."""
    return tuple(_where_forbidden(seen, party) for party, _ in seen.pairs)


def _where_forbidden(seen: Observation, party: TrackId) -> Fact:
    surfaces = _forbidden_surfaces(seen)
    reached = [
        (_depth_in(surface, pose).interval, pose, name)
        for pose in (_poses_while_out(seen, party) if surfaces else [])
        for surface, name in surfaces
    ]
    deepest = max(reached, key=lambda entry: entry[0].low, default=None)
    truth = Truth.of_above(deepest[0], 0.0) if deepest else Truth.FALSE
    us, said = vehicle(party), _said(deepest, truth)
    return Fact(
        kind=FactKind.OVERTAKING_WHERE_FORBIDDEN,
        party=party,
        truth=truth,
        value=deepest[0] if deepest else None,
        unit="m",
        at_pts_s=Interval(deepest[1].pts_s, deepest[1].pts_s) if deepest else None,
        evidence=(seen.pointer(party, deepest[1].pts_s if deepest else None),),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}在禁止超车的地点从旁超越：{verdict(truth).zh}（{said.zh}）",
        sentence_en=f"{us.opening_en} was passing where overtaking is forbidden:"
        f" {verdict(truth).en} ({said.en})",
    )


def _said(deepest: tuple[Interval, VehiclePose, Text] | None, truth: Truth) -> Text:
    if deepest is None:
        return Text(
            "未超车，或者地图上无此类地点", "it passed nobody, or the map has no such place"
        )
    depth_m, _, name = deepest
    numbers = metres(depth_m)
    if truth is Truth.FALSE:
        return Text(f"未进入{name.zh}", f"it was outside the {name.en}")
    return Text(f"{name.zh}，深入{numbers.zh}", f"{name.en}, {numbers.en} inside it")


def _poses_while_out(seen: Observation, party: TrackId) -> list[VehiclePose]:
    """From leaving a passed vehicle's file to the contact; none where it passed nobody."""
    out = [
        passed.out_pts_s.low
        for passed in passes_of(seen, party)
        if passed.out_pts_s and _passing(seen, passed)
    ]
    if not out:
        return []
    return seen.poses_before(party, window_s=seen.before_pts_s - min(out))


def _passing(seen: Observation, passed: Pass) -> bool:
    """Is it level with the other, or at least near enough behind to be passing it?"""
    near = passed.last.reach_m.low > -seen.thresholds.overtaking_reach_m
    return passed.passed_moved is not Truth.FALSE and near


def _forbidden_surfaces(seen: Observation) -> list[tuple[Polygon, Text]]:
    return [
        *((area.polygon, JUNCTION) for area in seen.road_map.conflict_areas),
        *((one.polygon, NAMES[one.kind]) for one in seen.road_map.places if one.kind in NAMES),
    ]


def _depth_in(surface: Polygon, pose: VehiclePose) -> Estimate:
    """How deep inside the surface its middle is, in metres; negative: outside."""
    point = Point(pose.x_m, pose.y_m)
    depth_m = point.distance(surface.exterior) * (1 if surface.intersects(point) else -1)
    return Estimate(depth_m, max(pose.x_sigma_m, pose.y_sigma_m))
