"""Was a vehicle overtaking (超车), whom, on which side, and was a marked lane there for it?

To overtake is to come up behind a moving vehicle in its file, to leave the file and to draw
level with it or pass it. Going past in another lane one had been in all along is not
overtaking, and neither is going round a vehicle that stands.
"""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import Observation, left_of_centre
from accident_service.liability.facts.passing import (
    Pass,
    moments_beside,
    pass_of,
    passes_of,
)
from accident_service.liability.facts.road_sides import in_opposite_lane
from accident_service.liability.facts.unseen_pass import unseen_pass
from accident_service.liability.phrasing import Text, metres, vehicle, verdict
from accident_service.liability.road_map import THROUGH_LANES, Lane, LaneKind
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "overtaking/1"
# Lanes one may drive past another in; on a cycle lane or in a bay one may not.
LANES_FOR_PASSING = THROUGH_LANES | {LaneKind.CONNECTOR}


def detect(seen: Observation) -> tuple[Fact, ...]:
    """OVERTAKING, OVERTAKING_THE_OTHER, PASSING_ON_THE_RIGHT and PASSING_IN_OWN_LANE."""
    facts: list[Fact] = []
    for party, other in seen.pairs:
        passed = pass_of(seen, party, other)
        level = passed.drawn_level if passed else unseen_pass(seen, party, other)
        under_way = _under_way(seen, party, other)
        facts += [
            _overtaking(seen, party, level.either(under_way[0]), under_way[1]),
            _overtaking_the_other(seen, (party, other), level, passed),
            _on_the_right(seen, (party, other), level),
            _in_own_lane(seen, party, other, passed or under_way[1]),
        ]
    return tuple(facts)


def _under_way(seen: Observation, party: TrackId, other: TrackId) -> tuple[Truth, Pass | None]:
    """Is it out to pass a third vehicle: level with it, or gaining on it in the opposite lane?"""
    truth, nearest = Truth.FALSE, None
    for passed in passes_of(seen, party):
        if passed.passed == other:
            continue
        found = passed.drawn_level.either(_gaining(seen, passed))
        if found is not Truth.FALSE and truth is not Truth.TRUE:
            truth, nearest = found, passed
    return truth, nearest


def _gaining(seen: Observation, passed: Pass) -> Truth:
    if passed.out_pts_s is None:
        return Truth.FALSE
    last = passed.last
    faster = Truth.that(last.mine.speed_mps > last.theirs.speed_mps)
    near = Truth.of_above(passed.last.reach_m, -seen.thresholds.overtaking_reach_m)
    opposite = in_opposite_lane(seen, passed.party, last.mine).truth
    return faster.both(near).both(opposite).both(passed.passed_moved)


def _overtaking(seen: Observation, party: TrackId, truth: Truth, third: Pass | None) -> Fact:
    us = vehicle(party)
    whom = vehicle(third.passed) if third else None
    return Fact(
        kind=FactKind.OVERTAKING,
        party=party,
        truth=truth,
        at_pts_s=third.level_pts_s or third.out_pts_s if third else None,
        evidence=(seen.pointer(party),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}正在超车：{verdict(truth).zh}"
        + (f"（被超的是{whom.zh}）" if whom else ""),
        sentence_en=f"Before contact {us.en} was overtaking: {verdict(truth).en}"
        + (f" (it was passing {whom.en})" if whom else ""),
    )


def _overtaking_the_other(
    seen: Observation, pair: tuple[TrackId, TrackId], truth: Truth, passed: Pass | None
) -> Fact:
    us, them = vehicle(pair[0]), vehicle(pair[1])
    reach = metres(passed.last.reach_m) if passed else None
    since_s = passed.behind.mine.pts_s if passed else None
    return Fact(
        kind=FactKind.OVERTAKING_THE_OTHER,
        party=pair[0],
        other=pair[1],
        truth=truth,
        value=passed.last.reach_m if passed else None,
        unit="m",
        at_pts_s=passed.level_pts_s if passed else None,
        evidence=(seen.pointer(pair[0], since_s), seen.pointer(pair[1])),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}由后方驶近并从旁超越{them.zh}：{verdict(truth).zh}"
        + (f"（碰撞前车头越过其车尾{reach.zh}，负值为未越过）" if reach else "（此前不在其后方）"),
        sentence_en=f"{us.opening_en} came up behind {them.en} and was passing beside it:"
        f" {verdict(truth).en}"
        + (
            f" (before contact its front was {reach.en} past the other's rear; negative: behind)"
            if reach
            else " (it is not seen behind it before)"
        ),
    )


def _on_the_right(seen: Observation, pair: tuple[TrackId, TrackId], level: Truth) -> Fact:
    moments = moments_beside(seen, *pair)
    left = moments[-1].left_m.interval if moments else None
    truth = Truth.of_below(left, 0.0).both(level) if left else Truth.FALSE
    us, them = vehicle(pair[0]), vehicle(pair[1])
    side = metres(left) if left else Text("不明", "an unknown distance")
    return Fact(
        kind=FactKind.PASSING_ON_THE_RIGHT,
        party=pair[0],
        other=pair[1],
        truth=truth,
        value=left,
        unit="m",
        evidence=(seen.pointer(pair[0]), seen.pointer(pair[1])),
        detector=DETECTOR,
        sentence_zh=f"{us.zh}从{them.zh}右侧超越：{verdict(truth).zh}（位于其左侧{side.zh}，"
        "负值为右侧）",
        sentence_en=f"{us.opening_en} was passing {them.en} on its right:"
        f" {verdict(truth).en} ({side.en} left of it; negative: right)",
    )


def _in_own_lane(seen: Observation, party: TrackId, other: TrackId, passed: Pass | None) -> Fact:
    third = passed.passed if passed else other
    mine, theirs = (seen.pose_at(one, seen.before_pts_s) for one in (party, third))
    truth = _own_lane(seen, mine, theirs)
    us, them = vehicle(party), vehicle(third)
    return Fact(
        kind=FactKind.PASSING_IN_OWN_LANE,
        party=party,
        truth=truth,
        other=other,
        evidence=(seen.pointer(party), seen.pointer(third)),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}行驶于与{them.zh}不同的同向车道内：{verdict(truth).zh}",
        sentence_en=f"Before contact {us.en} was in a lane of its own direction and"
        f" {them.en} was not: {verdict(truth).en}",
    )


def _own_lane(seen: Observation, mine: VehiclePose, theirs: VehiclePose) -> Truth:
    truth = Truth.FALSE
    for lane in seen.road_map.lanes_along(mine.x_m, mine.y_m, mine.heading_rad):
        if lane.kind in LANES_FOR_PASSING:
            truth = truth.either(_inside(mine, lane).both(_inside(theirs, lane).opposite()))
    return truth


def _inside(pose: VehiclePose, lane: Lane) -> Truth:
    if lane.place_of(pose.x_m, pose.y_m).beyond_m > 0:
        return Truth.FALSE
    left: Interval = left_of_centre(pose, lane).interval
    half_m = lane.width_m / 2
    return Truth.of_below(left, half_m).both(Truth.of_above(left, -half_m))
