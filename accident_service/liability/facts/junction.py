"""How each party came to the junction, which way it went, and where they met.

A turn is measured against the direction of the approach, not against the last seconds of
the path: a car waiting in the middle of a left turn is turning.
"""

from shapely import Point

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import JOLT_S, Observation
from accident_service.liability.facts.stop_line_crossing import Crossing
from accident_service.liability.facts.unseen_entry import entry_of
from accident_service.liability.phrasing import angle, seconds, vehicle, verdict
from accident_service.liability.road_map import Movement, StopControl
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval

DETECTOR = "junction/1"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """Approach, course and entry of both parties, and whether they met in a conflict area."""
    crossings = {party: entry_of(seen, party) for party, _ in seen.pairs}
    facts: list[Fact] = []
    for party, other in seen.pairs:
        mine = crossings[party]
        facts += [
            _opposite_approaches(seen, (party, other), (mine, crossings[other])),
            _turning(seen, party, mine),
            _going_straight(seen, party, mine),
            _crossed_give_way_line(seen, party, mine),
            _entry_seen(seen, party, mine),
            _contact_in_conflict_area(seen, party),
        ]
    return tuple(facts)


def _opposite_approaches(
    seen: Observation,
    pair: tuple[TrackId, TrackId],
    crossings: tuple[Crossing | None, Crossing | None],
) -> Fact:
    mine, theirs = crossings
    truth, said_zh, said_en = Truth.UNKNOWN, "至少一方的进口不明", "one approach is not known"
    if mine and theirs:
        between_rad = abs(wrapped_rad(mine.direction_rad - theirs.direction_rad))
        truth = Truth.that(between_rad >= seen.thresholds.opposite_approach_rad)
        said_zh = f"进口分别为{mine.line.approach}、{theirs.line.approach}"
        said_en = f"from {mine.line.approach} and {theirs.line.approach}"
    us, them = vehicle(pair[0]), vehicle(pair[1])
    return Fact(
        kind=FactKind.OPPOSITE_APPROACHES,
        party=pair[0],
        other=pair[1],
        truth=truth,
        evidence=tuple(
            seen.pointer(party, crossing.pts_s.low)
            for party, crossing in zip(pair, crossings, strict=True)
            if crossing
        ),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}与{them.zh}从相对方向的进口驶入：{verdict(truth).zh}（{said_zh}）",
        sentence_en=f"{us.en.capitalize()} and {them.en} came from opposite approaches:"
        f" {verdict(truth).en} ({said_en})",
    )


def _turned(seen: Observation, party: TrackId, crossing: Crossing | None) -> Interval | None:
    """How far the vehicle had turned from its approach just before the contact; left positive."""
    if crossing is None:
        return None
    pose = seen.pose_at(party, seen.before_pts_s - JOLT_S)
    turned_rad = wrapped_rad(pose.heading_rad - crossing.direction_rad)
    return Estimate(turned_rad, pose.heading_sigma_rad).interval


def _magnitude(turned: Interval) -> Interval:
    if turned.low >= 0 or turned.high <= 0:
        ends = sorted((abs(turned.low), abs(turned.high)))
        return Interval(ends[0], ends[1])
    return Interval(0.0, max(-turned.low, turned.high))


def _turning(seen: Observation, party: TrackId, crossing: Crossing | None) -> Fact:
    turned = _turned(seen, party, crossing)
    limits = seen.thresholds
    truth = Truth.UNKNOWN
    if turned:
        size = _magnitude(turned)
        truth = Truth.of_above(size, limits.turning_rad)
        if not size.certainly_below(limits.u_turn_rad):
            truth = truth.both(Truth.UNKNOWN)
    return _course_fact(seen, (party, FactKind.TURNING), truth, turned, ("转弯", "turning"))


def _going_straight(seen: Observation, party: TrackId, crossing: Crossing | None) -> Fact:
    turned = _turned(seen, party, crossing)
    truth = Truth.UNKNOWN
    if turned and crossing:
        truth = Truth.of_below(_magnitude(turned), seen.thresholds.straight_rad)
        if crossing.allowed and Movement.STRAIGHT not in crossing.allowed:
            # From a turning lane, straight so far may only mean not yet turned.
            truth = truth.both(Truth.UNKNOWN)
    return _course_fact(
        seen, (party, FactKind.GOING_STRAIGHT), truth, turned, ("直行", "going straight")
    )


def _course_fact(
    seen: Observation,
    about: tuple[TrackId, FactKind],
    truth: Truth,
    turned: Interval | None,
    words: tuple[str, str],
) -> Fact:
    party, kind = about
    us = vehicle(party)
    said = angle(turned) if turned else None
    return Fact(
        kind=kind,
        party=party,
        truth=truth,
        value=turned,
        unit="rad",
        evidence=(seen.pointer(party),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}{words[0]}：{verdict(truth).zh}，"
        + (f"车头相对进口方向转过{said.zh}（左转为正）" if said else "其进口不明"),
        sentence_en=f"Before contact {us.en} was {words[1]}: {verdict(truth).en}, "
        + (f"turned {said.en} from its approach (left positive)" if said else "approach unknown"),
    )


def _entry_seen(seen: Observation, party: TrackId, crossing: Crossing | None) -> Fact:
    us = vehicle(party)
    truth = Truth.that(crossing is not None and crossing.seen)
    when = seconds(crossing.pts_s) if crossing else None
    return Fact(
        kind=FactKind.ENTRY_SEEN,
        party=party,
        truth=truth,
        value=crossing.pts_s if crossing else None,
        unit="s",
        at_pts_s=crossing.pts_s if crossing else None,
        evidence=(seen.pointer(party, crossing.pts_s.low if crossing else None),),
        detector=DETECTOR,
        sentence_zh=f"画面拍到{us.zh}越过停止线：{verdict(truth).zh}"
        + (f"（越线时刻{when.zh}）" if when else ""),
        sentence_en=f"{us.en.capitalize()} is seen to pass its stop line: {verdict(truth).en}"
        + (f" (at {when.en})" if when else ""),
    )


def _crossed_give_way_line(seen: Observation, party: TrackId, crossing: Crossing | None) -> Fact:
    held = (StopControl.GIVE_WAY, StopControl.STOP)
    if not any(line.control in held for line in seen.road_map.stop_lines):
        truth = Truth.FALSE
    elif crossing:
        truth = Truth.that(crossing.line.control in held)
    else:
        long_enough = seen.seen_before_s(party) >= seen.thresholds.lane_change_window_s
        truth = Truth.FALSE if long_enough else Truth.UNKNOWN
    us = vehicle(party)
    return Fact(
        kind=FactKind.CROSSED_GIVE_WAY_LINE,
        party=party,
        truth=truth,
        at_pts_s=crossing.pts_s if crossing else None,
        evidence=(seen.pointer(party, crossing.pts_s.low if crossing else None),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}越过停车让行线或减速让行线驶入：{verdict(truth).zh}",
        sentence_en=f"Before contact {us.en} came in over a give-way or stop line:"
        f" {verdict(truth).en}",
    )


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
