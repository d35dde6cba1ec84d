"""Random meetings of two vehicles: of each kind one that touches, and its twin that does not.

The twin is driven by the same drivers and misses by a stated gap; where drivers brake or
swerve hard, they do so at about the same moment, as people do who see one another.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tests.scenes.boxes import Bodies, Box, point_between, sliding, widest_axis
from tests.scenes.courses import FINE_S, Course
from tests.scenes.meetings import KINDS

Array = NDArray[np.float64]
COARSE = 10
# The two are apart at the start, and go on being seen for a while.
EARLIEST_S, LATEST_S = 1.2, 4.5


@dataclass(frozen=True, slots=True, eq=False)
class Encounter:
    """Two true courses, and the touch where there is one."""

    kind: str
    courses: tuple[Course, Course]
    least_gap_m: float
    touch_s: float = math.inf  # never
    point_m: tuple[float, float] = (0.0, 0.0)
    closing_mps: float = 0.0
    delta_v_mps: tuple[float, float] = (0.0, 0.0)


def random_encounter(kind: str, rng: np.random.Generator, gap_m: float) -> Encounter:
    """A meeting of this kind with this least gap; below zero the two touch.

    A touch has a restitution of 0.05 to 0.4 and a friction of 0.1 to 0.7 (Brach & Brach).
    """
    while True:
        one, other, aside_m, way = KINDS[kind](rng)
        drivers = (replace(one, box=_box(rng)), replace(other, box=_box(rng)))
        first, second = (driver.course(name) for driver, name in zip(drivers, "ab", strict=True))
        boxes = (drivers[0].box, drivers[1].box)
        shift_m = _shift_m((first, second), boxes, (np.array(aside_m), np.array(way)), gap_m)
        pair = (first, replace(second, xy_m=second.xy_m + shift_m))
        gaps_m, _axes = _gaps_m(pair, boxes, 1)
        nearest_s = first.pts_s[np.argmax(gaps_m <= max(gap_m, 0.0) + 1e-3)]
        if not EARLIEST_S <= nearest_s <= LATEST_S:
            continue
        if gap_m > 0:
            return Encounter(kind, pair, float(gaps_m.min()))
        return _struck(kind, pair, boxes, rng)


def _box(rng: np.random.Generator) -> Box:
    length_m = rng.choice([4.4, 4.6, 4.8, 5.2, 6.0]) + rng.normal(0, 0.1)
    return Box(float(length_m), float(1.8 + 0.12 * (length_m - 4.5)), float(rng.uniform(0.8, 1.25)))


def _gaps_m(pair: tuple[Course, Course], boxes: tuple[Box, Box], every: int) -> tuple[Array, Array]:
    one_m, other_m = (
        box.corners_m(course.xy_m[::every], course.heading_rad[::every])
        for course, box in zip(pair, boxes, strict=True)
    )
    return widest_axis(one_m, other_m)


def _shift_m(
    pair: tuple[Course, Course],
    boxes: tuple[Box, Box],
    aside_way: tuple[Array, Array],
    gap_m: float,
) -> Array:
    """Move the second in from afar until the least gap of the whole meeting is this one."""
    aside_m, way = aside_way

    def least_m(far_m: float) -> float:
        moved = replace(pair[1], xy_m=pair[1].xy_m + aside_m + way * far_m)
        return float(_gaps_m((pair[0], moved), boxes, COARSE)[0].min())

    tried_m = np.arange(25.0, -25.0, -0.5)
    near_m = next((m for m in tried_m if least_m(float(m)) < gap_m), None)
    if near_m is None:
        raise ValueError("the two never come so near")
    low_m, high_m = float(near_m), float(near_m) + 0.5
    for _ in range(12):
        middle_m = (low_m + high_m) / 2
        low_m, high_m = (middle_m, high_m) if least_m(middle_m) < gap_m else (low_m, middle_m)
    return np.asarray(aside_m + way * low_m)


def _struck(
    kind: str, pair: tuple[Course, Course], boxes: tuple[Box, Box], rng: np.random.Generator
) -> Encounter:
    gaps_m, axes = _gaps_m(pair, boxes, 1)
    at = int(np.argmax(gaps_m <= 0))
    states = np.array([_state(course, at) for course in pair])
    corners_m = [
        box.corners_m(course.xy_m[at : at + 1], course.heading_rad[at : at + 1])[0]
        for course, box in zip(pair, boxes, strict=True)
    ]
    point_m = point_between(corners_m[0], corners_m[1], axes[at])
    before = Bodies(boxes, states)
    after = before.struck(point_m, axes[at], rng.uniform(0.05, 0.4), rng.uniform(0.1, 0.7))
    arms_m = before.arms_m(point_m)
    speeds = states[:, 3:5] + states[:, 5:] * np.column_stack([-arms_m[:, 1], arms_m[:, 0]])
    gained = np.hypot(*(after.states - states)[:, 3:5].T)
    courses = tuple(
        _after(course, at, state, rng) for course, state in zip(pair, after.states, strict=True)
    )
    return Encounter(
        kind,
        (courses[0], courses[1]),
        float(gaps_m.min()),
        touch_s=float(pair[0].pts_s[at]),
        point_m=(float(point_m[0]), float(point_m[1])),
        closing_mps=float(np.subtract(*speeds) @ axes[at]),
        delta_v_mps=(float(gained[0]), float(gained[1])),
    )


def _state(course: Course, at: int) -> Array:
    """x, y, heading, vx, vy, yaw rate at a row."""
    rows = slice(at - 5, at + 1)
    velocity = np.gradient(course.xy_m[rows], FINE_S, axis=0)[-1]
    yaw = np.gradient(course.heading_rad[rows], FINE_S)[-1]
    return np.array([*course.xy_m[at], course.heading_rad[at], *velocity, yaw])


def _after(course: Course, at: int, state: Array, rng: np.random.Generator) -> Course:
    pts_s = course.pts_s[at:] - course.pts_s[at]
    rows = sliding(state, pts_s, rng.uniform(1.0, 7.0), rng.uniform(0.0, 1.0))
    ahead = np.column_stack([np.cos(rows[:, 2]), np.sin(rows[:, 2])])
    return replace(
        course,
        xy_m=np.concatenate([course.xy_m[:at], rows[:, :2]]),
        heading_rad=np.concatenate([course.heading_rad[:at], rows[:, 2]]),
        speed_mps=np.concatenate([course.speed_mps[:at], np.sum(ahead * rows[:, 3:5], axis=1)]),
    )
