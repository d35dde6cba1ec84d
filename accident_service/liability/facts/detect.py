"""Run every detector on one contact."""

from collections.abc import Callable

from accident_service.liability.fact import Fact, Facts
from accident_service.liability.facts import (
    approaches,
    braking,
    centre_line,
    conflict_order,
    contact_zone,
    course,
    cut_in,
    detour,
    door,
    entering,
    exit_arm,
    expressway_gap,
    fixed_object,
    following,
    headway,
    junction,
    lane_change,
    lane_use,
    line_crossing,
    meeting,
    merging,
    motion_state,
    oncoming,
    one_lane,
    overtaken,
    overtaking,
    overtaking_place,
    queue,
    reported,
    roundabout,
    signal_phase,
    speed_limit,
    standing,
    sudden_braking,
    third_vehicle,
    time_left,
    u_turn,
    waiting,
    wheel_crossing,
)
from accident_service.liability.facts.observe import Observation
from accident_service.liability.told_facts import with_told

DETECTORS: tuple[Callable[[Observation], tuple[Fact, ...]], ...] = (
    motion_state.detect,
    waiting.detect,
    contact_zone.detect,
    following.detect,
    headway.detect,
    lane_change.detect,
    one_lane.detect,
    line_crossing.detect,
    wheel_crossing.detect,
    overtaking.detect,
    overtaking_place.detect,
    queue.detect,
    merging.detect,
    meeting.detect,
    overtaken.detect,
    oncoming.detect,
    centre_line.detect,
    detour.detect,
    time_left.detect,
    cut_in.detect,
    lane_use.detect,
    junction.detect,
    approaches.detect,
    course.detect,
    exit_arm.detect,
    conflict_order.detect,
    roundabout.detect,
    signal_phase.detect,
    speed_limit.detect,
    braking.detect,
    reported.detect,
    u_turn.detect,
    entering.detect,
    standing.detect,
    door.detect,
    fixed_object.detect,
    expressway_gap.detect,
    sudden_braking.detect,
    third_vehicle.detect,
)


def detect_facts(seen: Observation) -> Facts:
    """Every fact of the contact, in a fixed order; what an officer told stands in its place."""
    return as_told(seen, tuple(fact for detect in DETECTORS for fact in detect(seen)))


def as_told(seen: Observation, measured: tuple[Fact, ...]) -> Facts:
    """The measured facts, with an officer's word in place of those an officer told."""
    return with_told(Facts(measured), seen.told_by_officer, frozenset(seen.collision.tracks))
