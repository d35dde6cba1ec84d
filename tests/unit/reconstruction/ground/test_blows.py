"""Two cars in their own pictures, both struck between two frames."""

import numpy as np
import pytest

from accident_service.reconstruction.ground.blows import Blow, with_blows
from accident_service.reconstruction.ground.joint_fit import FittedTrack
from tests.scenes.pictured import COUNT, first_fit, pictures
from tests.scenes.seen_vehicle import CAMERA, straight_states, times_s

ROW = 15  # the first after the blow
SPEEDS = ((8.0, 4.0), (2.0, 5.0))  # before and after, of either
STARTS_M = ((-9.0, 6.0), (-7.0, 1.5))


def struck(index: int) -> np.ndarray:
    before, after = SPEEDS[index]
    speed = np.where(np.arange(COUNT) < ROW, before, after)
    return straight_states(speed_mps=speed, frame_count=COUNT, start_m=STARTS_M[index])


def both() -> tuple[list[np.ndarray], list[FittedTrack]]:
    courses = [struck(0), struck(1)]
    return courses, [first_fit(course) for course in courses]


def off_mps(fit: FittedTrack, states: np.ndarray) -> float:
    """The largest error of speed within three frames of the blow."""
    near = slice(ROW - 3, ROW + 3)
    return float(np.abs(fit.states[near, 3] - states[near, 3]).max())


@pytest.mark.parametrize("late_s", [-0.05, 0.0, 0.05])
def test_speeds_on_both_sides_of_a_blow_are_told_where_it_fell(late_s: float) -> None:
    courses, fits = both()
    pts_s = times_s(courses[0])
    blow_s = (pts_s[ROW - 1] + pts_s[ROW]) / 2

    again = with_blows(fits, [Blow(blow_s + late_s, (0, 1))], pictures(*courses), CAMERA)

    for fit, blown, states in zip(fits, again, courses, strict=True):
        assert blown.struck_at == (ROW,)
        assert off_mps(blown, states) < 0.5
        assert off_mps(blown, states) < 0.5 * off_mps(fit, states)


def test_who_was_not_struck_keeps_the_fit() -> None:
    courses, fits = both()
    bystander = first_fit(straight_states(frame_count=COUNT, start_m=(-9.0, 10.0)))

    again = with_blows([*fits, bystander], [Blow(0.6, (0, 1))], pictures(*courses), CAMERA)

    assert again[2] is bystander


def test_a_blow_beyond_a_track_changes_nothing() -> None:
    courses, fits = both()

    assert with_blows(fits, [Blow(9.0, (0, 1))], pictures(*courses), CAMERA) == fits
