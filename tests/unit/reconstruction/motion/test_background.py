from dataclasses import replace

import numpy as np
import pytest

from accident_service.reconstruction.motion.background import learn_background, middle_levels
from accident_service.reconstruction.motion.reduced_clip import ReducedClip, reduce_clip
from accident_service.reconstruction.stabilisation.optics import AT_REST, Optics
from accident_service.reconstruction.stabilisation.sway import Sway
from tests.scenes.moving_pictures import (
    COLUMNS,
    FRAME_S,
    ROWS,
    MovingRectangle,
    passing,
    pictures,
    road,
)

# Codec-like noise of one level and the averaging of looks leave about this much.
LEVELS = 4.0
# The road's own texture, three sigmas of it.
TEXTURE_LEVELS = 3 * 4.0 + LEVELS


def worst_difference(clip: ReducedClip) -> float:
    return float(np.abs(learn_background(clip).levels - road())[5:-5, 5:-5].max())


def test_traffic_that_passes_leaves_no_trace_in_the_background() -> None:
    clip = reduce_clip(pictures(MovingRectangle(passing(), 50)))
    assert worst_difference(clip) < LEVELS


def test_a_vehicle_that_arrives_and_stays_is_not_background_however_long_it_stays() -> None:
    left = tuple(min(-45.0 + 3.0 * max(i - 45, 0), 80.0) for i in range(220))
    assert worst_difference(reduce_clip(pictures(MovingRectangle(left, 50)))) < LEVELS


def test_a_vehicle_that_stood_at_first_and_left_is_not_background() -> None:
    left = tuple(80.0 + 3.0 * max(i - 120, 0) for i in range(220))
    assert worst_difference(reduce_clip(pictures(MovingRectangle(left, 50)))) < LEVELS


def test_what_never_moves_is_background_and_flickers_like_the_noise() -> None:
    frames = pictures(MovingRectangle((60.0,) * 60, 50), noise_levels=2.0)
    background = learn_background(reduce_clip(frames))
    assert np.abs(background.levels - frames[0].pixels)[50:70, 60:100].max() < 12.0
    assert 1.0 < float(np.median(background.sigma_levels)) < 3.0
    assert not background.restless.any()


@pytest.mark.parametrize("count", [1, 2, 5, 60, 240, 257])
def test_the_middle_level_is_the_median(count: int) -> None:
    levels = np.random.default_rng(count).integers(0, 256, (count, 7, 9), dtype=np.uint8)
    levels[:, 2:4], levels[:, 4:6] = 0, 255
    np.testing.assert_array_equal(middle_levels(levels), np.median(levels, axis=0))


def test_foliage_is_restless() -> None:
    rng = np.random.default_rng(5)
    frames = np.asarray(np.repeat(road()[None], 60, axis=0), dtype=np.uint8)
    frames[:, :40, :40] = rng.integers(40, 220, (60, 40, 40))
    clip = ReducedClip(frames, np.arange(60, dtype=np.float64) * FRAME_S * 7, 1.0)
    restless = learn_background(clip).restless
    assert restless[10:30, 10:30].all()
    assert not restless[60:, 60:].any()


def test_a_vehicle_that_is_pushed_by_less_than_its_length_is_not_background() -> None:
    left = tuple(80.0 + min(max(i - 110, 0) / 4, 9.0) for i in range(220))
    background = learn_background(reduce_clip(pictures(MovingRectangle(left, 50))))
    # The road under it was never seen: it is its surroundings' level, without their texture.
    assert float(np.abs(background.levels - road())[5:-5, 5:-5].max()) < TEXTURE_LEVELS
    assert len(background.displaced) == 1


def test_the_road_that_a_pushed_vehicle_uncovers_is_seen_again() -> None:
    left = tuple(60.0 + min(max(i - 90, 0) / 2, 25.0) for i in range(220))
    background = learn_background(reduce_clip(pictures(MovingRectangle(left, 50))))
    uncovered = (slice(52, 68), slice(64, 78))
    assert float(np.abs(background.levels - road())[uncovered].max()) < LEVELS


def test_writing_that_moves_because_the_camera_was_knocked_is_no_vehicle() -> None:
    left = tuple(80.0 + 6.0 * (i >= 110) for i in range(220))
    clip = reduce_clip(pictures(MovingRectangle(left, 50)))
    knocked = np.zeros((220, 6))
    knocked[110:, 4] = -6.0  # what is steadied goes right by as much as the picture went left
    sway = Sway(
        Optics.usual(COLUMNS, ROWS), knocked, AT_REST, np.zeros(220), np.zeros(220, dtype=bool)
    )
    assert len(learn_background(clip).displaced) == 1
    assert learn_background(replace(clip, sway=sway)).displaced == ()


def test_it_is_told_where_a_vehicle_stood_that_is_no_part_of_the_scene() -> None:
    left = tuple(80.0 + min(max(i - 110, 0) / 4, 9.0) for i in range(220))
    stood_upon = learn_background(reduce_clip(pictures(MovingRectangle(left, 50)))).stood_upon
    assert stood_upon[52:68, 82:127].all()
    assert not stood_upon[:40].any()


@pytest.mark.parametrize(
    "left_px",
    [
        tuple(min(-45.0 + 3.0 * i, 85.0) for i in range(100)),  # stands for the second half
        tuple(80.0 + 2.5 * max(i - 52, 0) for i in range(100)),  # starts after two seconds
        tuple(-45.0 + 1.2 * i for i in range(100)),  # creeps through all the time
    ],
)
def test_a_short_clip_shows_the_road_that_a_vehicle_covers_for_most_of_it(
    left_px: tuple[float, ...],
) -> None:
    background = learn_background(reduce_clip(pictures(MovingRectangle(left_px, 50))))
    assert float(np.abs(background.levels - road())[5:-5, 5:-5].max()) < TEXTURE_LEVELS
    assert float(np.median(background.sigma_levels[50:70, 80:120])) < 2.0
    assert not background.restless.any()
    assert len(background.lingering) == 1


def test_two_that_meet_in_the_middle_of_a_short_clip_are_no_part_of_the_scene() -> None:
    first = MovingRectangle(tuple(min(-45.0 + 3.0 * i, 58.0) for i in range(100)), 50)
    second = MovingRectangle(tuple(max(204.0 - 3.0 * i, 98.0) for i in range(100)), 50, seed=8)
    background = learn_background(reduce_clip(pictures(first, second)))
    assert float(np.abs(background.levels - road())[5:-5, 5:-5].max()) < TEXTURE_LEVELS
    assert len(background.lingering) == 2
