"""Was a vehicle over in the lane of those coming towards it, and did the other come so?"""

import math

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import Observation
from accident_service.liability.facts.road_sides import in_opposite_lane
from accident_service.liability.phrasing import angle, metres, vehicle, verdict
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate

DETECTOR = "oncoming/1"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """IN_OPPOSITE_LANE and ONCOMING of each party."""
    return tuple(
        fact
        for party, other in seen.pairs
        for fact in (_in_opposite_lane(seen, party), _oncoming(seen, party, other))
    )


def _in_opposite_lane(seen: Observation, party: TrackId) -> Fact:
    reach = in_opposite_lane(seen, party, seen.pose_at(party, seen.before_pts_s))
    us = vehicle(party)
    numbers = metres(reach.over_m) if reach.over_m else None
    return Fact(
        kind=FactKind.IN_OPPOSITE_LANE,
        party=party,
        truth=reach.truth,
        value=reach.over_m,
        unit="m",
        evidence=(seen.pointer(party),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}占用对向车道：{verdict(reach.truth).zh}"
        + (f"（车身进入{numbers.zh}，负值为未进入）" if numbers else "（该处无对向车道）"),
        sentence_en=f"Before contact {us.en} was in the opposite lane: {verdict(reach.truth).en}"
        + (
            f" (its body reached {numbers.en} into it; negative: short of it)"
            if numbers
            else " (there is none at its place)"
        ),
    )


def _oncoming(seen: Observation, party: TrackId, other: TrackId) -> Fact:
    mine = seen.pose_at(party, seen.before_pts_s)
    theirs = seen.pose_at(other, seen.before_pts_s)
    value = Estimate(
        abs(wrapped_rad(mine.heading_rad - theirs.heading_rad)),
        math.hypot(mine.heading_sigma_rad, theirs.heading_sigma_rad),
    ).interval
    truth = Truth.of_above(value, seen.thresholds.wrong_way_rad)
    us, them, numbers = vehicle(party), vehicle(other), angle(value)
    return Fact(
        kind=FactKind.ONCOMING,
        party=party,
        other=other,
        truth=truth,
        value=value,
        unit="rad",
        evidence=(seen.pointer(party), seen.pointer(other)),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}与{them.zh}相向行驶：{verdict(truth).zh}"
        f"（车头方向相差{numbers.zh}）",
        sentence_en=f"Before contact {us.en} came towards {them.en}: {verdict(truth).en}"
        f" (their headings differ by {numbers.en})",
    )
