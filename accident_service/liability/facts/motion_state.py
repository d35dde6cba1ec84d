"""How each vehicle moved just before the contact: forwards, standing, backwards."""

from accident_service.liability.fact import Fact, FactKind, Truth
from accident_service.liability.facts.observe import JOLT_S, Observation
from accident_service.liability.phrasing import speed, vehicle
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval
from accident_service.reconstruction.ground.trajectory import VehiclePose

DETECTOR = "motion-state/1"


def detect(seen: Observation) -> tuple[Fact, ...]:
    """SEEN_LONG_ENOUGH, MOVING_FORWARD, STATIONARY and REVERSING of each party."""
    return tuple(
        fact
        for party, _ in seen.pairs
        for fact in (
            _seen_long_enough(seen, party),
            _moving_forward(seen, party),
            _stationary(seen, party),
            _reversing(seen, party),
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


def speed_of(pose: VehiclePose) -> Interval:
    """The signed speed along the vehicle's own heading, k = 2, in m/s."""
    return Estimate(pose.speed_mps, pose.speed_sigma_mps).interval


def _moving_forward(seen: Observation, party: TrackId) -> Fact:
    at_s = seen.before_pts_s - JOLT_S
    value = speed_of(seen.pose_at(party, at_s))
    us, numbers = vehicle(party), speed(value)
    return Fact(
        kind=FactKind.MOVING_FORWARD,
        party=party,
        truth=Truth.of_above(value, seen.thresholds.moving_forward_mps),
        value=value,
        unit="m/s",
        evidence=(seen.pointer(party, at_s),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{us.zh}车速为{numbers.zh}",
        sentence_en=f"Just before contact {us.en} moved at {numbers.en}",
    )


def _stationary(seen: Observation, party: TrackId) -> Fact:
    wanted_s, limit_mps = seen.thresholds.stationary_s, seen.thresholds.stationary_mps
    end_s = seen.before_pts_s - JOLT_S
    poses = seen.poses_before(party, window_s=wanted_s - JOLT_S, end_s=end_s)
    speeds = [_magnitude(speed_of(pose)) for pose in poses]
    value = max(speeds, key=lambda interval: interval.high, default=None)
    truth = Truth.UNKNOWN
    long_enough = seen.seen_before_s(party) >= wanted_s - JOLT_S
    if poses and long_enough and all(abs(pose.speed_mps) < limit_mps for pose in poses):
        truth = Truth.TRUE
    if any(interval.certainly_above(limit_mps) for interval in speeds):
        truth = Truth.FALSE
    us = vehicle(party)
    numbers = speed(value) if value else None
    return Fact(
        kind=FactKind.STATIONARY,
        party=party,
        truth=truth,
        value=value,
        unit="m/s",
        at_pts_s=Interval(end_s - wanted_s, end_s),
        evidence=(seen.pointer(party, end_s - wanted_s), seen.pointer(party, end_s)),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{wanted_s:.1f}秒内{us.zh}车速最高{numbers.zh if numbers else '不明'}",
        sentence_en=f"In the {wanted_s:.1f} s before contact {us.en} reached at most"
        f" {numbers.en if numbers else 'an unknown speed'}",
    )


def _magnitude(interval: Interval) -> Interval:
    if interval.low >= 0:
        return interval
    if interval.high <= 0:
        return Interval(-interval.high, -interval.low)
    return Interval(0.0, max(-interval.low, interval.high))


def _reversing(seen: Observation, party: TrackId) -> Fact:
    limits = seen.thresholds
    end_s = seen.before_pts_s
    poses = seen.poses_before(party, window_s=limits.reversing_window_s, end_s=end_s)
    slowest = min(poses, key=lambda pose: speed_of(pose).low, default=None)
    if slowest is None:
        truth, value = Truth.UNKNOWN, None
    else:
        truth, value = _backwards(seen, poses), speed_of(slowest)
    us = vehicle(party)
    numbers = speed(value) if value else None
    return Fact(
        kind=FactKind.REVERSING,
        party=party,
        truth=truth,
        value=value,
        unit="m/s",
        at_pts_s=Interval(end_s - limits.reversing_window_s, end_s),
        evidence=(seen.pointer(party, slowest.pts_s if slowest else None),),
        detector=DETECTOR,
        sentence_zh=f"碰撞前{limits.reversing_window_s:.1f}秒内{us.zh}沿车头方向的最低速度为"
        f"{numbers.zh if numbers else '不明'}（负值为后退）",
        sentence_en=f"In the {limits.reversing_window_s:.1f} s before contact the lowest speed of"
        f" {us.en} along its heading was {numbers.en if numbers else 'unknown'}"
        " (negative: backwards)",
    )


def _backwards(seen: Observation, poses: list[VehiclePose]) -> Truth:
    limits = seen.thresholds
    back_s = _longest_backwards_s(poses, limits.reversing_mps)
    if back_s >= limits.reversing_s:
        return Truth.TRUE
    certainly_not = all(
        pose.speed_mps >= limits.leader_backwards_mps and speed_of(pose).low > limits.reversing_mps
        for pose in poses
    )
    return Truth.FALSE if certainly_not else Truth.UNKNOWN


def _longest_backwards_s(poses: list[VehiclePose], limit_mps: float) -> float:
    longest_s, since_s = 0.0, None
    for pose in poses:
        if not speed_of(pose).certainly_below(limit_mps):
            since_s = None
            continue
        since_s = pose.pts_s if since_s is None else since_s
        longest_s = max(longest_s, pose.pts_s - since_s)
    return longest_s
