"""Did a party come onto the carriageway from beside it, from a bay or a cycle lane?

Its path is followed over the map: outside the carriageway at some moment of the window,
reaching into it at the contact, and nearer its middle than before. What the map does not
know as a road (a gate, a yard, a lane it leaves out) counts as off the road; what lies past
the end of every lane does not, for there the map ends. Who stood all the while, and who
left the road, came in from nowhere.
"""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import JOLT_S, Observation
from accident_service.liability.facts.surfaces import (
    OFF_CARRIAGEWAY,
    beside_road,
    carriageway,
    depth_in,
    kinds_at,
    reach_into,
)
from accident_service.liability.phrasing import Text, metres, vehicle, verdict
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "entering/1"
# A path is followed at steps of about this; no vehicle crosses a kerb and back within one.
STEP_S = 0.2


def detect(seen: Observation) -> tuple[Fact, ...]:
    """ENTERED_ROAD of each party."""
    return tuple(_entered(seen, party) for party, _ in seen.pairs)


def _entered(seen: Observation, party: TrackId) -> Fact:
    outmost, depth = _outmost(seen, party)
    truth = Truth.FALSE
    # Measured wholly on the road at every moment it is not suspected for the doubt of one.
    if depth is not None and depth.value < seen.dimensions(party).width_m / 2:
        truth = Truth.of_below(depth.interval, 0.0)
        if truth is not Truth.FALSE:
            truth = truth.both(_came_in(seen, party, depth))
    from_s = outmost.pts_s if outmost else seen.before_pts_s
    us, said = vehicle(party), _said(seen, outmost, depth)
    window_s = seen.thresholds.entering_window_s
    return Fact(
        kind=FactKind.ENTERED_ROAD,
        party=party,
        truth=truth,
        value=depth.interval if depth else None,
        unit="m",
        at_pts_s=Interval(from_s, seen.before_pts_s),
        evidence=(seen.pointer(party, from_s), seen.pointer(party)),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{window_s:.0f}秒内{us.zh}由路外、停车位或非机动车道驶入行车道："
        f"{verdict(truth).zh}；{said.zh}",
        sentence_en=f"In the {window_s:.0f} s before contact {us.en} came onto the carriageway from"
        f" off the road, a bay or a cycle lane: {verdict(truth).en}; {said.en}",
    )


def _outmost(seen: Observation, party: TrackId) -> tuple[VehiclePose | None, Estimate | None]:
    """Where in the window it was furthest outside, and how far; nothing where the map ends."""
    road = carriageway(seen.road_map)
    window_s = seen.thresholds.entering_window_s
    poses = _thinned(seen.poses_before(party, window_s=window_s))
    if road.is_empty or not poses:
        return None, None
    depths = sorted(((pose, depth_in(road, pose)) for pose in poses), key=lambda one: one[1].value)
    for pose, depth in depths:
        if depth.value >= 0 or beside_road(seen, pose):
            return pose, depth
    return None, None


def _came_in(seen: Observation, party: TrackId, from_depth: Estimate) -> Truth:
    """At the contact it reached into the carriageway, and further than before."""
    road = carriageway(seen.road_map)
    pose = seen.pose_at(party, seen.before_pts_s - JOLT_S)
    limits = seen.thresholds
    reach = reach_into(road, pose, seen.dimensions(party))
    now = depth_in(road, pose)
    # Both places are of one vehicle by one camera: their errors are mostly shared.
    gain = Estimate(now.value - from_depth.value, max(now.sigma, from_depth.sigma))
    return Truth.of_above(reach.interval, limits.lane_encroachment_m).both(
        Truth.of_above(gain.interval, limits.entering_gain_m)
    )


def _thinned(poses: list[VehiclePose]) -> list[VehiclePose]:
    kept: list[VehiclePose] = []
    for pose in poses:
        if not kept or pose.pts_s - kept[-1].pts_s >= STEP_S:
            kept.append(pose)
    return kept


def _said(seen: Observation, outmost: VehiclePose | None, depth: Estimate | None) -> Text:
    if outmost is None or depth is None:
        return Text("该处地图未载有行车道", "the map has no carriageway beside it")
    if depth.value >= 0:
        return Text("其间未测得驶出行车道", "it was nowhere measured off the carriageway")
    kinds = kinds_at(seen, outmost) & OFF_CARRIAGEWAY
    numbers = metres(Interval(max(-depth.interval.high, 0.0), max(-depth.interval.low, 0.0)))
    where = (
        Text("非机动车道或停车位", "a cycle lane or bay") if kinds else Text("路外", "off the road")
    )
    return Text(
        f"其中心曾在行车道边缘以外{numbers.zh}（{where.zh}）",
        f"its middle had been {numbers.en} outside the carriageway ({where.en})",
    )
