"""Was a vehicle changing lanes when it was struck, or had it just done so?

The instants are those the rules speak of: `t_lc0`, when the first edge passes the line, and
`t_lc1`, when the whole footprint is beyond it. What is not seen is not assumed: a vehicle
that already straddles a line when first seen has no own lane, and gives UNKNOWN. Who stood
all the while changed no lane, however uncertain it is where exactly it stood.
"""

from dataclasses import dataclass, replace
from math import inf

from accident_service.liability.fact import EvidencePointer, Fact, FactKind, Truth
from accident_service.liability.facts.lane_keeping import LaneMoment, Side, lane_moments
from accident_service.liability.facts.observe import (
    JOLT_S,
    Observation,
    left_of_centre,
    magnitude,
    speed_of,
)
from accident_service.liability.phrasing import Text, metres, vehicle, verdict
from accident_service.liability.road_map import THROUGH_LANES, Lane
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval

DETECTOR = "lane-change/1"


@dataclass(frozen=True, slots=True)
class Shift:
    """How one vehicle stood, at contact, to the neighbour lane it reached into most."""

    moments: tuple[LaneMoment, ...]
    side: Side
    next_lane: Lane
    crossing: Truth  # some of it over the line, and more than at first
    complete: Truth  # all of it over the line
    settled: bool  # it was clearly in its own lane when first seen

    @property
    def over_m(self) -> Interval:
        """How far it reached over the line at contact."""
        return self.moments[-1].over(self.side).interval

    @property
    def crossing_pts_s(self) -> Interval | None:
        """When the first edge passed the line, or None if it did not."""
        low = next((m for m in self.moments if m.over(self.side).interval.high > 0), None)
        high = next((m for m in self.moments if m.over(self.side).interval.low > 0), None)
        if low is None or high is None:
            return None
        return Interval(low.pose.pts_s, max(low.pose.pts_s, high.pose.pts_s))


def detect(seen: Observation) -> tuple[Fact, ...]:
    """CHANGING_LANE, CHANGED_LANE and INTO_LANE_OF, for both parties."""
    facts: list[Fact] = []
    for party, other in seen.pairs:
        moments = tuple(lane_moments(seen, party))
        shift = _largest_shift(seen, moments)
        if shift and _stood(seen, party):
            shift = replace(shift, crossing=Truth.FALSE, complete=Truth.FALSE)
        facts += [
            _changing(seen, party, moments, shift),
            _changed(seen, party, moments, shift),
            _into_lane_of(seen, party, other, shift),
        ]
    return tuple(facts)


def _stood(seen: Observation, party: TrackId) -> bool:
    """Was it surely not moving for as long as a lane change may have lasted?"""
    limits, end_s = seen.thresholds, seen.before_pts_s - JOLT_S
    window_s = limits.lane_change_window_s - JOLT_S
    poses = seen.poses_before(party, window_s=window_s, end_s=end_s)
    fastest_mps = max((magnitude(speed_of(pose)).high for pose in poses), default=inf)
    return seen.seen_before_s(party) >= window_s and fastest_mps <= limits.stationary_mps


def _largest_shift(seen: Observation, moments: tuple[LaneMoment, ...]) -> Shift | None:
    """The shift towards the neighbour lane reached into most; None without a neighbour."""
    if not moments or moments[-1].pose.pts_s < seen.before_pts_s:
        return None
    last = moments[-1]
    if last.lane.kind not in THROUGH_LANES:
        return None
    in_last_lane = tuple(m for m in moments if m.lane.id == last.lane.id)
    shifts = [
        _shift(seen, in_last_lane, side, next_lane)
        for side in Side
        if (
            next_lane := seen.road_map.beside(
                last.lane, last.pose.x_m, last.pose.y_m, to_left=side is Side.LEFT
            )
        )
    ]
    return max(shifts, key=lambda shift: shift.over_m.high, default=None)


def _shift(
    seen: Observation, moments: tuple[LaneMoment, ...], side: Side, next_lane: Lane
) -> Shift:
    limit_m = seen.thresholds.lane_encroachment_m
    first, last = moments[0], moments[-1]
    known_s = last.pose.pts_s - first.pose.pts_s
    settled = (
        Truth.of_above(first.over(side).interval, limit_m) is Truth.FALSE
        and known_s >= seen.thresholds.lane_history_s
    )
    over = Truth.of_above(last.over(side).interval, limit_m)
    complete = Truth.of_above(last.wholly_over(side).interval, 0.0)
    if not settled:
        # What it did before it was seen is not known; only "not over the line" is certain.
        over = over.both(Truth.UNKNOWN)
        complete = complete.both(Truth.UNKNOWN)
    return Shift(
        moments=moments,
        side=side,
        next_lane=next_lane,
        crossing=over.both(complete.opposite()),
        complete=complete,
        settled=settled,
    )


def _no_lines(moments: tuple[LaneMoment, ...], seen: Observation, party: TrackId) -> Truth:
    """Without a neighbour lane nothing can be changed into; elsewhere nothing is known.

    Elsewhere is off the map, across a lane, or in a bay or cycle lane one may be leaving.
    """
    pose = seen.pose_at(party, seen.contact_pts_s)
    lanes = seen.road_map.lanes_along(pose.x_m, pose.y_m, pose.heading_rad)
    in_traffic = bool(moments) and moments[-1].lane.kind in THROUGH_LANES
    in_junction = seen.road_map.conflict_area_at(pose.x_m, pose.y_m) is not None or any(
        not lane.is_painted for lane in lanes
    )
    return Truth.FALSE if in_traffic or in_junction else Truth.UNKNOWN


def _changing(
    seen: Observation, party: TrackId, moments: tuple[LaneMoment, ...], shift: Shift | None
) -> Fact:
    truth = shift.crossing if shift else _no_lines(moments, seen, party)
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


def _changed(
    seen: Observation, party: TrackId, moments: tuple[LaneMoment, ...], shift: Shift | None
) -> Fact:
    truth = shift.complete if shift else _no_lines(moments, seen, party)
    window_s = seen.thresholds.lane_change_window_s
    us = vehicle(party)
    said = _said(shift)
    return Fact(
        kind=FactKind.CHANGED_LANE,
        party=party,
        truth=truth,
        value=shift.moments[-1].wholly_over(shift.side).interval if shift else None,
        unit="m",
        at_pts_s=shift.crossing_pts_s if shift else None,
        evidence=_pointers(seen, party, shift),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{window_s:.1f}秒内{us.zh}已完成变更车道：{verdict(truth).zh}；{said.zh}",
        sentence_en=f"In the {window_s:.1f} s before contact {us.en} completed a lane change:"
        f" {verdict(truth).en}; {said.en}",
    )


def _into_lane_of(seen: Observation, party: TrackId, other: TrackId, shift: Shift | None) -> Fact:
    truth = Truth.FALSE
    if shift:
        theirs = left_of_centre(seen.pose_at(other, seen.contact_pts_s), shift.next_lane).interval
        half_m = shift.next_lane.width_m / 2
        truth = Truth.of_below(theirs, half_m).both(Truth.of_above(theirs, -half_m))
    us, them = vehicle(party), vehicle(other)
    lane = shift.next_lane.id if shift else "-"
    return Fact(
        kind=FactKind.INTO_LANE_OF,
        party=party,
        other=other,
        truth=truth,
        evidence=(seen.pointer(party), seen.pointer(other)),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}驶向的车道（{lane}）是{them.zh}所在车道：{verdict(truth).zh}",
        sentence_en=f"The lane {us.en} reached into ({lane}) is that of {them.en}:"
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
