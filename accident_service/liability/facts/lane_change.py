"""Was a vehicle changing lanes when it was struck, or had it just done so?

MOVED_OVER is either: it alone can be told where the trailing edge lies on the line.
"""

from accident_service.liability.fact import EvidencePointer, Fact, FactKind, Truth
from accident_service.liability.facts.lane_keeping import Side, lane_moments
from accident_service.liability.facts.lane_shift import Shift, lane_shift
from accident_service.liability.facts.observe import Observation, left_of_centre
from accident_service.liability.lane_words import NAMELESS, lane_words
from accident_service.liability.phrasing import Text, metres, vehicle, verdict
from accident_service.liability.road_map import THROUGH_LANES
from accident_service.quantities.identifiers import TrackId

DETECTOR = "lane-change/1"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """CHANGING_LANE, CHANGED_LANE, MOVED_OVER and INTO_LANE_OF, for both parties."""
    facts: list[Fact] = []
    for party, other in seen.pairs:
        shift = lane_shift(seen, party)
        without = Truth.FALSE if shift else _no_lines(seen, party)
        facts += [
            _changing(seen, party, shift, without),
            _changed(seen, party, shift, without),
            _moved_over(seen, party, shift, without),
            _into_lane_of(seen, party, other, shift),
        ]
    return tuple(facts)


def _no_lines(seen: Observation, party: TrackId) -> Truth:
    """Without a neighbour lane nothing can be changed into; elsewhere nothing is known.

    Elsewhere is off the map, across a lane, or in a bay or cycle lane one may be leaving.
    """
    moments = lane_moments(seen, party)
    pose = seen.pose_at(party, seen.contact_pts_s)
    lanes = seen.road_map.lanes_along(pose.x_m, pose.y_m, pose.heading_rad)
    in_traffic = bool(moments) and moments[-1].lane.kind in THROUGH_LANES
    in_junction = seen.road_map.conflict_area_at(pose.x_m, pose.y_m) is not None or any(
        not lane.is_painted for lane in lanes
    )
    return Truth.FALSE if in_traffic or in_junction else Truth.UNKNOWN


def _changing(seen: Observation, party: TrackId, shift: Shift | None, without: Truth) -> Fact:
    truth = shift.crossing if shift else without
    us = vehicle(party)
    said = _said(shift)
    return Fact(
        kind=FactKind.CHANGING_LANE,
        party=party,
        truth=truth,
        value=shift.over_m if shift else None,
        unit="m",
        at_pts_s=shift.crossing_pts_s if shift else None,
        evidence=_pointers(seen, party, shift),
        detector=DETECTOR,
        sentence_zh=f"碰撞时{us.zh}正在变更车道：{verdict(truth).zh}；{said.zh}",
        sentence_en=f"At contact {us.en} was changing lanes: {verdict(truth).en}; {said.en}",
    )


def _changed(seen: Observation, party: TrackId, shift: Shift | None, without: Truth) -> Fact:
    truth = shift.complete if shift else without
    window_s = seen.thresholds.lane_change_window_s
    us = vehicle(party)
    said = _said(shift)
    return Fact(
        kind=FactKind.CHANGED_LANE,
        party=party,
        truth=truth,
        value=shift.moments[-1].wholly_over(shift.side).interval if shift else None,
        unit="m",
        at_pts_s=shift.completed_pts_s if shift else None,
        evidence=_pointers(seen, party, shift),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{window_s:.1f}秒内{us.zh}已完成变更车道：{verdict(truth).zh}；{said.zh}",
        sentence_en=f"In the {window_s:.1f} s before contact {us.en} completed a lane change:"
        f" {verdict(truth).en}; {said.en}",
    )


def _moved_over(seen: Observation, party: TrackId, shift: Shift | None, without: Truth) -> Fact:
    truth = shift.moved_over if shift else without
    us = vehicle(party)
    said = _said(shift)
    return Fact(
        kind=FactKind.MOVED_OVER,
        party=party,
        truth=truth,
        value=shift.over_m if shift else None,
        unit="m",
        at_pts_s=shift.crossing_pts_s if shift else None,
        evidence=_pointers(seen, party, shift),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}驶入或正驶入相邻车道：{verdict(truth).zh}；{said.zh}",
        sentence_en=f"Before contact {us.en} moved over into the next lane, wholly or in part:"
        f" {verdict(truth).en}; {said.en}",
    )


def _into_lane_of(seen: Observation, party: TrackId, other: TrackId, shift: Shift | None) -> Fact:
    truth = Truth.FALSE
    if shift:
        theirs = left_of_centre(seen.pose_at(other, seen.contact_pts_s), shift.next_lane).interval
        half_m = shift.next_lane.width_m / 2
        truth = Truth.of_below(theirs, half_m).both(Truth.of_above(theirs, -half_m))
    us, them = vehicle(party), vehicle(other)
    where = lane_words(seen.road_map, shift.next_lane) if shift else NAMELESS
    which_zh, which_en = (f"（{where.zh}）", f" ({where.en})") if where.zh else ("", "")
    return Fact(
        kind=FactKind.INTO_LANE_OF,
        party=party,
        other=other,
        truth=truth,
        evidence=(seen.pointer(party), seen.pointer(other)),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}驶向的车道{which_zh}是{them.zh}所在车道：{verdict(truth).zh}",
        sentence_en=f"The lane {us.en} reached into{which_en} is that of {them.en}:"
        f" {verdict(truth).en}",
    )


def _said(shift: Shift | None) -> Text:
    if shift is None:
        return Text("碰撞处旁边没有同向车道", "there is no lane of the same direction beside it")
    numbers = metres(shift.over_m)
    side_zh = "左" if shift.side is Side.LEFT else "右"
    return Text(
        f"车身越过{side_zh}侧车道线{numbers.zh}（负值为未越线）",
        f"its body reached {numbers.en} over the line on its {shift.side} (negative: short of it)",
    )


def _pointers(
    seen: Observation, party: TrackId, shift: Shift | None
) -> tuple[EvidencePointer, ...]:
    crossing = shift.crossing_pts_s if shift else None
    start = crossing.low if crossing else seen.before_pts_s
    return (seen.pointer(party, start), seen.pointer(party))
