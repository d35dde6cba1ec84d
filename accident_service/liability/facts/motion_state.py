"""How each vehicle moved just before the contact: forwards, standing, backwards."""

from dataclasses import replace

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import JOLT_S, Observation, speed_of
from accident_service.liability.facts.standstill import speeds_before, stood
from accident_service.liability.phrasing import speed, vehicle
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "motion-state/1"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """How each party moved, or stood, in the seconds before the contact."""
    return tuple(
        fact
        for party, _ in seen.pairs
        for fact in (
            _seen_long_enough(seen, party),
            _moving_forward(seen, party),
            _stationary(seen, party),
            *_backwards(seen, party),
        )
    )


def _seen_long_enough(seen: Observation, party: TrackId) -> Fact:
    seen_s = max(0.0, seen.seen_before_s(party))
    wanted_s = seen.thresholds.lane_change_window_s
    one_frame_s = seen.reconstruction.timing.median_interval_s
    us = vehicle(party)
    return Fact(
        kind=FactKind.SEEN_LONG_ENOUGH,
        party=party,
        truth=Truth.that(seen_s >= wanted_s - one_frame_s),
        value=Interval(seen_s, seen_s),
        unit="s",
        evidence=(seen.pointer(party, seen.trajectory(party).first_pts_s),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}被连续跟踪{seen_s:.1f}秒（要求{wanted_s:.1f}秒）",
        sentence_en=f"Before contact {us.en} was followed for {seen_s:.1f} s"
        f" ({wanted_s:.1f} s wanted)",
    )


def _moving_forward(seen: Observation, party: TrackId) -> Fact:
    at_s = seen.before_pts_s - JOLT_S
    value = speed_of(seen.pose_at(party, at_s))
    us, numbers = vehicle(party), speed(value)
    # Its moment is named, because a braking car is slower by the time of the contact.
    ago = f"{seen.contact_pts_s - at_s:.1f}"
    return Fact(
        kind=FactKind.MOVING_FORWARD,
        party=party,
        truth=Truth.of_above(value, seen.thresholds.moving_forward_mps),
        value=value,
        unit="m/s",
        evidence=(seen.pointer(party, at_s),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{ago}秒（录像第{at_s:.2f}秒）{us.zh}车速为{numbers.zh}",
        sentence_en=f"At {at_s:.2f} s of the recording, {ago} s before contact, {us.en} moved at"
        f" {numbers.en}",
    )


def _stationary(seen: Observation, party: TrackId) -> Fact:
    wanted_s = seen.thresholds.stationary_s
    end_s = seen.before_pts_s - JOLT_S
    speeds = speeds_before(seen, party)
    value = max(speeds, key=lambda interval: interval.high, default=None)
    us = vehicle(party)
    numbers = speed(value) if value else None
    return Fact(
        kind=FactKind.STATIONARY,
        party=party,
        truth=stood(seen, party),
        value=value,
        unit="m/s",
        at_pts_s=Interval(end_s - wanted_s, end_s),
        evidence=(seen.pointer(party, end_s - wanted_s), seen.pointer(party, end_s)),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{wanted_s:.1f}秒内{us.zh}车速最高{numbers.zh if numbers else '不明'}",
        sentence_en=f"In the {wanted_s:.1f} s before contact {us.en} reached at most"
        f" {numbers.en if numbers else 'an unknown speed'}",
    )


def _backwards(seen: Observation, party: TrackId) -> tuple[Fact, Fact]:
    """REVERSING, and ROLLING_BACK: backwards for certain, and not for certain that fast."""
    limits = seen.thresholds
    end_s = seen.before_pts_s - JOLT_S  # a blow from the front, smoothed, is not reversing
    window_s = limits.reversing_window_s - JOLT_S
    means = _means_over(
        seen.poses_before(party, window_s=window_s, end_s=end_s), limits.reversing_s
    )
    fastest_mps = limits.reversing_mps
    reversing = _slower_than(
        means, fastest_mps, surely_not_mps=limits.leader_backwards_mps, fastest_mps=fastest_mps
    )
    slow_mps = limits.rolling_back_mps
    rolling = _slower_than(means, slow_mps, surely_not_mps=slow_mps, fastest_mps=fastest_mps)
    if reversing is Truth.TRUE:
        rolling = Truth.FALSE
    slowest = min(means, key=lambda mean: mean.value, default=None)
    value = slowest.interval if slowest else None
    us, numbers = vehicle(party), speed(value) if value else None
    fact = Fact(
        kind=FactKind.REVERSING,
        party=party,
        truth=reversing,
        value=value,
        unit="m/s",
        at_pts_s=Interval(end_s - window_s, end_s),
        evidence=(seen.pointer(party, end_s - window_s), seen.pointer(party)),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{limits.reversing_window_s:.1f}秒内{us.zh}沿车头方向的最低速度为"
        f"{numbers.zh if numbers else '不明'}（负值为后退）",
        sentence_en=f"In the {limits.reversing_window_s:.1f} s before contact the lowest speed of"
        f" {us.en} along its heading was {numbers.en if numbers else 'unknown'}"
        " (negative: backwards)",
    )
    return fact, replace(fact, kind=FactKind.ROLLING_BACK, truth=rolling)


def _means_over(poses: list[VehiclePose], span_s: float) -> list[Estimate]:
    """The mean speed over every `span_s` of the poses, or over all where they are fewer.

    The sigma is that of one pose: smoothed speeds err together, so a mean is no better.
    """
    if not poses:
        return []
    starts = [pose for pose in poses if pose.pts_s + span_s <= poses[-1].pts_s] or poses[:1]
    means = []
    for start in starts:
        within = [pose for pose in poses if 0 <= pose.pts_s - start.pts_s <= span_s]
        means.append(
            Estimate(
                sum(pose.speed_mps for pose in within) / len(within),
                max(pose.speed_sigma_mps for pose in within),
            )
        )
    return means


def _slower_than(
    means: list[Estimate], limit_mps: float, *, surely_not_mps: float, fastest_mps: float
) -> Truth:
    """Was any mean below `limit_mps` (backwards: negative)?

    Surely not, where none is measured below `surely_not_mps` and none may have been as fast
    as `fastest_mps`: a vehicle at rest must not be suspected for the noise of its speed.
    """
    if any(mean.interval.certainly_below(limit_mps) for mean in means):
        return Truth.TRUE
    certainly_not = all(
        mean.value >= surely_not_mps and mean.interval.low > fastest_mps for mean in means
    )
    return Truth.FALSE if means and certainly_not else Truth.UNKNOWN
