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
    fixed_object,
    following,
    junction,
    lane_change,
    lane_use,
    line_crossing,
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
    time_left,
    u_turn,
    waiting,
    wheel_crossing,
)
from accident_service.liability.facts.observe import Observation

DETECTORS: tuple[Callable[[Observation], tuple[Fact, ...]], ...] = (
    motion_state.detect,
    waiting.detect,
    contact_zone.detect,
    following.detect,
    lane_change.detect,
    one_lane.detect,
    line_crossing.detect,
    wheel_crossing.detect,
    overtaking.detect,
    overtaking_place.detect,
    queue.detect,
    merging.detect,
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
)


def detect_facts(seen: Observation) -> Facts:
    """Every fact of the contact, in a fixed order."""
    return Facts(tuple(fact for detect in DETECTORS for fact in detect(seen)))
