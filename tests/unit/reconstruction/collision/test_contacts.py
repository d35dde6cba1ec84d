"""Analytic crashes and close calls under the errors a tracker makes, seed after seed."""

import math
from dataclasses import replace

import numpy as np
import pytest

from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate
from accident_service.reconstruction.collision.contacts import (
    ContactFindings,
    find_contacts,
    looked_at_again,
    under_names,
)
from accident_service.reconstruction.collision.event import NearMiss
from tests.benchmarks.contact_trials import trials
from tests.scenes.courses import (
    LENGTH_M,
    WIDTH_M,
    Course,
    Measuring,
    brakes,
    driven,
    measured,
    mirrored,
    standstill,
    still,
    stopping_short,
)
from tests.scenes.crashes import CRASHES, TOUCH_S
from tests.scenes.street_camera import street_camera

HOW = Measuring(place_sigma_m=0.2)
SEEDS = 8


def seen(courses: tuple[Course, ...], seed: int) -> ContactFindings:
    rng = np.random.default_rng(seed)
    return find_contacts([measured(course, rng, HOW) for course in courses])


def test_crashes_are_found_at_their_moment_and_the_interval_holds_it() -> None:
    held, errors_s, widths_s, tried = 0, [], [], 0
    for crash in CRASHES.values():
        courses = crash.courses()
        for seed in range(SEEDS):
            tried += 1
            for event in seen(courses, seed).collisions:
                errors_s.append(abs(event.pts_s - TOUCH_S))
                held += event.pts_interval_s.low <= TOUCH_S <= event.pts_interval_s.high
                widths_s.append(event.pts_interval_s.high - event.pts_interval_s.low)
    # A side-swipe of 0.46 m/s may fall below what can be told.
    assert len(errors_s) >= 0.93 * tried
    assert held >= 0.93 * len(errors_s)
    assert np.median(widths_s) < 0.12
    assert np.median(errors_s) < 0.02
    assert np.max(errors_s) < 0.08


CLOSE_CALLS = {
    "stops 0.75 m short": (stopping_short("a", 0.75, 9.0, 8.0), standstill("b", (2.25, 0.2))),
    "both stop": (
        stopping_short("a", 0.4, 8.0, 8.0),
        mirrored("b", stopping_short("a", 0.4, 8.0, 8.0), 0.4),
    ),
    "side by side at 0.8 m": (
        driven("a", (-10.0, 0.0), (0.0, 12.0), still, still),
        driven("b", (-4.0, WIDTH_M + 0.8), (0.0, 10.0), still, still),
    ),
    "parked car passed": (
        driven("a", (-20.0, 0.0), (0.0, 9.0), still, still),
        standstill("b", (2.0, WIDTH_M + 0.5)),
    ),
    "crossing just behind": (
        driven("a", (-18.2, 0.0), (0.0, 10.0), brakes(1.5, 7.0), still),
        driven("b", (2.0, -14.0), (math.pi / 2, 9.0), still, still),
    ),
}


@pytest.mark.parametrize("name", CLOSE_CALLS)
def test_a_close_call_is_a_near_miss_and_no_contact(name: str) -> None:
    for seed in range(SEEDS):
        found = seen(CLOSE_CALLS[name], seed)
        assert not found.collisions
        assert len(found.near_misses) == 1


def test_a_queue_that_stands_is_neither() -> None:
    queue = tuple(standstill(str(n), (n * (LENGTH_M + 1.0), 0.0)) for n in range(4))
    for seed in range(SEEDS):
        found = seen(queue, seed)
        assert not found.collisions
        assert not found.near_misses


def test_a_chain_comes_out_as_two_events_in_order() -> None:
    # The second is pushed 0.6 m on at 3 m/s and strikes the third.
    pts_s = np.arange(0.0, 5.0, 0.001)
    first_s, second_s = 3.0, 3.2
    speeds = (
        np.where(pts_s < first_s, 5.0, 2.0 * np.clip(1 - (pts_s - first_s) / 0.5, 0, 1)),
        np.where(
            pts_s < first_s,
            0.0,
            np.where(pts_s < second_s, 3.0, np.clip(1 - (pts_s - second_s) / 0.4, 0, 1)),
        ),
        np.where(pts_s < second_s, 0.0, 2.0 * np.clip(1 - (pts_s - second_s) / 0.5, 0, 1)),
    )
    starts_m = (-5.0 * first_s, LENGTH_M, 2 * LENGTH_M + 0.6)
    chain = tuple(
        Course(
            name,
            pts_s,
            np.column_stack([start_m + np.cumsum(speed) * 0.001, np.zeros(len(pts_s))]),
            np.zeros(len(pts_s)),
            speed,
        )
        for name, start_m, speed in zip("abc", starts_m, speeds, strict=True)
    )
    for seed in range(4):
        rng = np.random.default_rng(seed)
        how = Measuring(place_sigma_m=0.1, smoothing_s=0.12)
        found = find_contacts([measured(course, rng, how) for course in chain])
        assert [event.tracks for event in found.collisions] == [("a", "b"), ("b", "c")]


def test_random_meetings_are_told_from_near_misses() -> None:
    # 0.2 to 0.6 m of gap under 0.1 to 0.4 m of place error: only the motions can tell.
    touching = list(trials(2, 11, touching=True))
    found = [trial for trial in touching if trial.hit is not None]
    plain = [trial for trial in touching if max(trial.truth.delta_v_mps) > 0.9]
    assert all(trial in found for trial in plain)
    assert len(found) >= 0.6 * len(touching)
    assert not [trial for trial in trials(2, 12, touching=False) if trial.found]


def test_one_trajectory_alone_touches_nothing() -> None:
    found = seen((standstill("a", (0.0, 0.0)),), 0)
    assert found == ContactFindings(collisions=(), near_misses=())


def test_a_contact_says_how_well_the_camera_places_things_where_it_lies() -> None:
    courses = next(iter(CRASHES.values())).courses()
    near, far = (
        street_camera(position_m=(4.0, -away_m, 7.5), looks_at_m=(0.0, 0.0))
        for away_m in (14.0, 56.0)
    )
    rng = np.random.default_rng(1)
    seen_courses = [measured(course, rng, HOW) for course in courses]

    (from_near,) = find_contacts(seen_courses, near).collisions
    (from_far,) = find_contacts(seen_courses, far).collisions
    (unseen,) = find_contacts(seen_courses).collisions

    # A pixel spans the square of the distance along the line of sight: sixteen-fold here.
    assert 10.0 < from_far.camera_error_m / from_near.camera_error_m < 20.0
    assert unseen.camera_error_m == 0.0


def test_a_second_look_tells_contacts_anew_and_neither_finds_nor_loses_one() -> None:
    crash = next(iter(CRASHES.values()))
    rng = np.random.default_rng(3)
    first, again = ([measured(one, rng, HOW) for one in crash.courses()] for _ in range(2))
    earlier = find_contacts(first)
    assert len(earlier.collisions) == 1

    told = looked_at_again(earlier, again)

    assert [event.tracks for event in told.collisions] == [earlier.collisions[0].tracks]
    assert told.collisions[0] == find_contacts(again).collisions[0]

    quiet = (
        standstill(first[0].id, (0.0, 0.0)),
        standstill(first[1].id, (40.0, 0.0)),
    )
    nothing = [measured(one, rng, HOW) for one in quiet]
    assert looked_at_again(earlier, nothing) == earlier
    none = find_contacts(nothing)
    assert looked_at_again(none, again) == none


def test_a_vehicle_followed_in_pieces_touches_once_under_its_own_name() -> None:
    event = next(
        event for crash in CRASHES.values() for event in seen(crash.courses(), 0).collisions
    )
    first, second = event.tracks
    later = replace(event, first=replace(event.first, track=TrackId("t8")), pts_s=event.pts_s + 1)
    miss = NearMiss(tracks=(first, TrackId("t8")), pts_s=1.0, gap_m=Estimate(0.4, 0.1))
    again = NearMiss(tracks=(TrackId("t8"), second), pts_s=2.0, gap_m=Estimate(0.2, 0.1))
    findings = ContactFindings(collisions=(event, later), near_misses=(miss, again))
    told = under_names(findings, {first: first, second: second, TrackId("t8"): first})
    assert told.collisions == (event,)
    assert told.near_misses == ()
