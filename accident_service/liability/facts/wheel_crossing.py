"""Which wheel passed which line, and when: from the first tyre (`t_lc0`) to the last.

It tells what is painted there, and leaves it to others whether that line might be crossed.
"""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.lane_keeping import LaneMoment, Side, lane_moments
from accident_service.liability.facts.observe import Observation
from accident_service.liability.facts.wheels import (
    LINE_NAMES,
    Wheel,
    WheelPassing,
    over_line,
    passings,
)
from accident_service.liability.phrasing import Text, seconds, vehicle
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval

DETECTOR = "wheel-crossing/1"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """WHEEL_OVER_LINE and ALL_WHEELS_OVER_LINE of each party."""
    return tuple(fact for party, _ in seen.pairs for fact in _of_party(seen, party))


def _of_party(seen: Observation, party: TrackId) -> tuple[Fact, Fact]:
    moments = lane_moments(seen, party)
    passed = passings(moments)
    at_side = [one for one in passed if passed and one.side is passed[0].side]
    whole = _last(at_side) if len(at_side) == len(Wheel) else None
    some = Truth.TRUE if passed else _none_passed(seen, party, moments)
    us, said = vehicle(party), _said(passed)
    return (
        Fact(
            kind=FactKind.WHEEL_OVER_LINE,
            party=party,
            truth=some,
            at_pts_s=passed[0].pts_s if passed else None,
            evidence=(seen.pointer(party, passed[0].pts_s.high if passed else None),),
            detector=DETECTOR,
            sentence_zh=f"碰撞前{us.zh}{said.zh}",
            sentence_en=f"Before contact, {us.en}: {said.en}",
        ),
        Fact(
            kind=FactKind.ALL_WHEELS_OVER_LINE,
            party=party,
            truth=Truth.TRUE if whole else _not_all(some, moments),
            at_pts_s=whole,
            evidence=(seen.pointer(party, whole.high if whole else None),),
            detector=DETECTOR,
            sentence_zh=f"碰撞前{us.zh}全部车轮越过车道线："
            + (f"第{seconds(whole).zh}" if whole else "未见"),
            sentence_en=f"All wheels of {us.en} had passed the line: "
            + (f"at {seconds(whole).en}" if whole else "not seen"),
        ),
    )


def _last(passed: list[WheelPassing]) -> Interval:
    return Interval(max(one.pts_s.low for one in passed), max(one.pts_s.high for one in passed))


def _none_passed(seen: Observation, party: TrackId, moments: list[LaneMoment]) -> Truth:
    """Surely none, or none surely? Where no lane is painted there is nothing to pass."""
    if not moments:
        pose = seen.pose_at(party, seen.contact_pts_s)
        mapped = seen.road_map.lanes_at(pose.x_m, pose.y_m)
        in_junction = seen.road_map.conflict_area_at(pose.x_m, pose.y_m)
        return Truth.FALSE if mapped or in_junction else Truth.UNKNOWN
    return Truth.FALSE if all(_surely_short(one) for one in moments) else Truth.UNKNOWN


def _surely_short(moment: LaneMoment) -> bool:
    """Had surely no wheel passed a line, or was there no line beside it then?"""
    return not moment.clear_of_ends or all(
        over_line(moment, wheel, side).interval.high <= 0 for wheel in Wheel for side in Side
    )


def _not_all(some: Truth, moments: list[LaneMoment]) -> Truth:
    """Not every wheel surely passed: excluded where one surely stayed short on either side."""
    if some is Truth.FALSE:
        return Truth.FALSE
    stayed = [
        any(over_line(last, wheel, side).interval.high <= 0 for wheel in Wheel)
        for last in moments[-1:]
        for side in Side
    ]
    return Truth.FALSE if stayed and all(stayed) else Truth.UNKNOWN


def _said(passed: tuple[WheelPassing, ...]) -> Text:
    if not passed:
        return Text("未见车轮越过车道线", "no wheel is seen to pass a line")
    zh = "；".join(
        f"{one.wheel.name_zh}于第{seconds(one.pts_s).zh}越过{LINE_NAMES[one.line].zh}"
        for one in passed
    )
    en = "; ".join(
        f"{one.wheel} wheel over {LINE_NAMES[one.line].en} at {seconds(one.pts_s).en}"
        for one in passed
    )
    return Text(zh, en)
