"""How each party came into the junction, whether it had to give way, and where they met."""

from shapely import Point

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.arrival import HELD, HOLDING_SIGNS, arrival_of, must_give_way
from accident_service.liability.facts.observe import Observation
from accident_service.liability.facts.stop_line_crossing import Crossing
from accident_service.liability.phrasing import seconds, vehicle, verdict
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval

DETECTOR = "junction/2"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """ENTRY_SEEN, CROSSED_GIVE_WAY_LINE and CONTACT_IN_CONFLICT_AREA of each party."""
    facts: list[Fact] = []
    for party, _ in seen.pairs:
        arrival = arrival_of(seen, party)
        facts += [
            _crossed_give_way_line(seen, party, arrival),
            _entry_seen(seen, party, arrival),
            _contact_in_conflict_area(seen, party),
        ]
    return tuple(facts)


def _entry_seen(seen: Observation, party: TrackId, arrival: Crossing | None) -> Fact:
    us = vehicle(party)
    truth = Truth.that(arrival is not None and arrival.seen)
    when = seconds(arrival.pts_s) if arrival else None
    painted = arrival is None or arrival.is_painted
    over_zh, over_en = (
        ("越过停止线", "pass its stop line") if painted else ("驶入路口", "come into the junction")
    )
    return Fact(
        kind=FactKind.ENTRY_SEEN,
        party=party,
        truth=truth,
        value=arrival.pts_s if arrival else None,
        unit="s",
        at_pts_s=arrival.pts_s if arrival else None,
        evidence=(seen.pointer(party, arrival.pts_s.low if arrival else None),),
        detector=DETECTOR,
        sentence_zh=f"画面拍到{us.zh}{over_zh}：{verdict(truth).zh}"
        + (f"（时刻{when.zh}）" if when else ""),
        sentence_en=f"{us.opening_en} is seen to {over_en}: {verdict(truth).en}"
        + (f" (at {when.en})" if when else ""),
    )


def _crossed_give_way_line(seen: Observation, party: TrackId, arrival: Crossing | None) -> Fact:
    road = seen.road_map
    if not (
        any(line.control in HELD for line in road.stop_lines)
        or any(sign.kind in HOLDING_SIGNS for sign in road.signs)
    ):
        truth = Truth.FALSE
    elif arrival:
        truth = Truth.that(must_give_way(seen, arrival))
    else:
        truth = _surely_came_over_none(seen, party)
    us = vehicle(party)
    return Fact(
        kind=FactKind.CROSSED_GIVE_WAY_LINE,
        party=party,
        truth=truth,
        at_pts_s=arrival.pts_s if arrival else None,
        evidence=(seen.pointer(party, arrival.pts_s.low if arrival else None),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}从设有停车让行或减速让行标志、标线的进口驶入：{verdict(truth).zh}",
        sentence_en=f"Before contact {us.en} came in where a give-way or stop line or sign stands:"
        f" {verdict(truth).en}",
    )


def _surely_came_over_none(seen: Observation, party: TrackId) -> Truth:
    """Followed from outside the junction for long, and over no line: FALSE, else UNKNOWN."""
    first = seen.pose_at(party, seen.trajectory(party).first_pts_s)
    outside = seen.road_map.conflict_area_at(first.x_m, first.y_m) is None
    long_enough = seen.seen_before_s(party) >= seen.thresholds.lane_change_window_s
    return Truth.FALSE if outside and long_enough else Truth.UNKNOWN


def _contact_in_conflict_area(seen: Observation, party: TrackId) -> Fact:
    depth = contact_depth(seen)
    truth = Truth.of_above(depth, 0.0) if depth else Truth.FALSE
    area = seen.road_map.conflict_area_at(seen.collision.x_m, seen.collision.y_m)
    name = area.id if area else "-"
    return Fact(
        kind=FactKind.CONTACT_IN_CONFLICT_AREA,
        party=party,
        truth=truth,
        value=depth,
        unit="m",
        evidence=(seen.pointer(party),),
        detector=DETECTOR,
        sentence_zh=f"碰撞点位于路口冲突区（{name}）内：{verdict(truth).zh}",
        sentence_en=f"The contact lies in a conflict area ({name}): {verdict(truth).en}",
    )


def contact_depth(seen: Observation) -> Interval | None:
    """How deep inside the nearest conflict area the contact lies, in metres; None without one."""
    areas = [area.polygon for area in seen.road_map.conflict_areas]
    if not areas:
        return None
    event = seen.collision
    point = Point(event.x_m, event.y_m)
    depths = [
        float(area.exterior.distance(point)) * (1 if area.intersects(point) else -1)
        for area in areas
    ]
    return Estimate(max(depths), event.point_sigma_m).interval
