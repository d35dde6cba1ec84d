"""A repeat is quieter than the street before and after it; a street at rest is not one."""

import numpy as np
import pytest

from accident_service.reconstruction.frames import GrayFrame
from accident_service.reconstruction.timing.coarse_picture import coarse_picture
from accident_service.reconstruction.timing.repeats import RepeatFilter
from tests.scenes.stuttering import even_s, moving, recoded, street


def through(frames: list[GrayFrame]) -> tuple[list[float], int]:
    """Times that pass, and the number of repeats counted."""
    repeats = RepeatFilter()
    kept = [one for f in frames for one in repeats.passed(f, coarse_picture(f.pixels))]
    return [one.pts_s for one in [*kept, *repeats.released()]], repeats.repeat_count


def repeated(frames: list[GrayFrame], numbers: list[int]) -> list[GrayFrame]:
    """The frames with the picture before shown again, recoded, at these numbers."""
    shown = list(frames)
    for number in numbers:
        picture = recoded(shown[number - 1].pixels, number)
        shown[number] = GrayFrame(picture, frames[number].pts_s)
    return shown


@pytest.mark.parametrize("every", [2, 6])
def test_every_so_manieth_picture_repeated_is_dropped_exactly(every: int) -> None:
    frames = moving(even_s(60, 30.0))
    numbers = list(range(every, 59, every))

    kept_s, count = through(repeated(frames, numbers))

    assert count == len(numbers)
    assert kept_s == [frame.pts_s for n, frame in enumerate(frames) if n not in numbers]


def test_a_third_repeated_at_random_is_dropped_exactly() -> None:
    frames = moving(even_s(60))
    chosen = np.random.default_rng(5).random(60) < 1 / 3
    numbers = [number for number in range(2, 59) if chosen[number]]

    kept_s, count = through(repeated(frames, numbers))

    assert count == len(numbers)
    assert len(kept_s) == 60 - len(numbers)


def test_a_street_that_empties_and_fills_again_loses_nothing() -> None:
    """What moves fades out over a few pictures: quieter than before, but no stutter."""
    levels = [60, 60, 40, 25, 14, 8, 5, 3, 4, 3, 5, 8, 15, 40, 60]
    base = street(20, noise_seed=None)
    frames, shade = [], 90
    for number, level in enumerate(levels):
        shade = shade + level if shade < 130 else shade - level
        picture = base.copy()
        picture[60:84, 20:60] = shade
        frames.append(GrayFrame(picture, number / 12.5))

    assert through(frames) == ([frame.pts_s for frame in frames], 0)


def test_nothing_is_held_for_longer_than_a_stutter_lasts() -> None:
    still = GrayFrame(street(70, noise_seed=None), 0.0)
    frames = [*moving(even_s(5)), *(GrayFrame(still.pixels, 1 + n / 25) for n in range(30))]

    kept_s, count = through(frames)

    assert count == 0
    assert len(kept_s) == 35
