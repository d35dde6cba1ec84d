"""A party's way through the junction, as far as it got before the contact.

A turn is measured against the direction of the approach, not against the last seconds of
the path: a car waiting in the middle of a left turn is turning. Just past its line a vehicle
shows no turn yet; from a lane that allows one, it cannot be said that it was not turning. Nor
can it of one that no longer keeps straight and has not turned far: from a lane that leads only
to that side it has begun its turn.
"""

import itertools
import math
from dataclasses import dataclass

from shapely import Point

from accident_service.liability.fact import Truth
from accident_service.liability.facts.arrival import arrival_of
from accident_service.liability.facts.observe import JOLT_S, Observation, magnitude
from accident_service.liability.facts.stop_line_crossing import Crossing
from accident_service.liability.road_map import Movement
from accident_service.quantities.ground_plane import wrapped_rad
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate, Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One party's way through the junction, as far as it got before the contact."""

    party: TrackId
    arrival: Crossing
    turned: Interval  # from its approach, left positive
    gone_m: float  # since its front came in
    past_middle: bool  # of the conflict area, along its approach

    def turned_to(self, side: Movement) -> Interval:
        """How far it has turned to this side (LEFT or RIGHT), in rad."""
        if side is Movement.RIGHT:
            return Interval(-self.turned.high, -self.turned.low)
        return self.turned

    def may_still_turn(self, movement: Movement, shows_m: float) -> bool:
        """So little way past the line that such a turn would not show yet?"""
        allowed = self.arrival.allowed
        return self.gone_m < shows_m and (not allowed or movement in allowed)


def course_of(seen: Observation, party: TrackId) -> Course | None:
    """The party's course; None where its approach is not known."""
    arrival = arrival_of(seen, party)
    if arrival is None:
        return None
    pose = seen.pose_at(party, seen.before_pts_s - JOLT_S)
    turned_rad = wrapped_rad(pose.heading_rad - arrival.direction_rad)
    since = seen.poses_before(party, window_s=seen.before_pts_s - arrival.pts_s.low)
    gone_m = sum(math.dist((a.x_m, a.y_m), (b.x_m, b.y_m)) for a, b in itertools.pairwise(since))
    return Course(
        party=party,
        arrival=arrival,
        turned=Estimate(turned_rad, pose.heading_sigma_rad).interval,
        gone_m=gone_m,
        past_middle=_past_middle(seen, arrival, (pose.x_m, pose.y_m)),
    )


def _past_middle(seen: Observation, arrival: Crossing, at_m: tuple[float, float]) -> bool:
    """Is it beyond the middle of the junction, seen along its approach?"""
    area = seen.road_map.conflict_area_at(seen.collision.x_m, seen.collision.y_m)
    if area is None:
        return False
    middle: Point = area.polygon.centroid
    cos, sin = math.cos(arrival.direction_rad), math.sin(arrival.direction_rad)
    return bool((at_m[0] - middle.x) * cos + (at_m[1] - middle.y) * sin > 0)


def turning(seen: Observation, course: Course) -> Truth:
    """Has it turned to either side, but not right round?"""
    size, limits = magnitude(course.turned), seen.thresholds
    truth = _turned(seen, course, Movement.LEFT).either(_turned(seen, course, Movement.RIGHT))
    return truth if size.certainly_below(limits.u_turn_rad) else truth.both(Truth.UNKNOWN)


def turning_to(seen: Observation, course: Course, side: Movement) -> Truth:
    """Has it turned to this side (LEFT or RIGHT)?"""
    to_side, truth = course.turned_to(side), _turned(seen, course, side)
    if truth is Truth.TRUE:
        return turning(seen, course)
    if to_side.certainly_below(-seen.thresholds.turning_rad):
        return Truth.FALSE
    late = course.may_still_turn(side, seen.thresholds.turn_shows_m)
    return Truth.UNKNOWN if late else truth


def _turned(seen: Observation, course: Course, side: Movement) -> Truth:
    """Is its heading turned to this side by more than a road's bends and swerves explain?"""
    to_side, allowed, limits = course.turned_to(side), course.arrival.allowed, seen.thresholds
    truth = Truth.of_above(to_side, limits.turning_rad)
    if truth is Truth.TRUE or to_side.certainly_below(limits.straight_rad):
        return truth
    if allowed and side not in allowed:
        return truth
    if allowed == {side} and to_side.certainly_above(limits.straight_rad):
        return Truth.TRUE
    return Truth.UNKNOWN


def going_straight(seen: Observation, course: Course) -> Truth:
    """Has it kept the direction of its approach?"""
    truth = Truth.of_below(magnitude(course.turned), seen.thresholds.straight_rad)
    if course.arrival.allowed and Movement.STRAIGHT not in course.arrival.allowed:
        # From a turning lane, straight so far may only mean not yet turned.
        return truth if course.past_middle else truth.both(Truth.UNKNOWN)
    return truth


def off_guided_lane(seen: Observation, course: Course) -> Truth:
    """Did it go a way that the arrow of the lane it came from does not show?

    Straight on from a turning lane counts once it is past the middle of the junction: a left
    turn passes to the left of that point.
    """
    allowed = course.arrival.allowed
    if not allowed:
        return Truth.FALSE
    truth = Truth.FALSE
    for side in (Movement.LEFT, Movement.RIGHT):
        if side not in allowed and not (side is Movement.LEFT and Movement.U_TURN in allowed):
            truth = truth.either(turning_to(seen, course, side))
    if Movement.STRAIGHT not in allowed:
        truth = truth.either(going_straight(seen, course))
    return truth


def movements_possible(seen: Observation, course: Course) -> tuple[Movement, ...]:
    """Every way it may have been going; all where none is left, as between straight and turning."""
    told = {
        Movement.LEFT: turning_to(seen, course, Movement.LEFT),
        Movement.STRAIGHT: going_straight(seen, course),
        Movement.RIGHT: turning_to(seen, course, Movement.RIGHT),
    }
    possible = tuple(movement for movement, truth in told.items() if truth is not Truth.FALSE)
    return possible or tuple(told)
