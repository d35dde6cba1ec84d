import numpy as np

from accident_service.reconstruction.motion.texture_paths import (
    FEWEST_FEATURES,
    SURE_FEATURES,
    displaced_textures,
)
from tests.scenes.moving_pictures import COLUMNS, ROWS, MovingRectangle, pictures

# Following settles on a place to a fifth of a pixel; a codec's noise adds as much over a clip.
PLACE_PX = 0.5
EVERYWHERE = np.ones((ROWS, COLUMNS), dtype=np.uint8)


def textures(*things: MovingRectangle) -> list[np.ndarray]:
    samples = np.stack([frame.pixels for frame in pictures(*things)])
    return list(displaced_textures(samples, EVERYWHERE))


def pushed(left_px: float, way_px: float) -> tuple[float, ...]:
    """Stands, is pushed so far within four samples, and stands again."""
    return tuple(left_px + way_px * min(max(i - 8, 0) / 4, 1.0) for i in range(24))


def test_a_pushed_thing_is_one_group_that_went_its_way() -> None:
    (paths,) = textures(MovingRectangle(pushed(80.0, 6.0), 50))
    way = paths[:, -1] - paths[:, 0]
    assert np.abs(way - [6.0, 0.0]).max() < PLACE_PX
    # What is seen of a corner hangs over the thing's edge by half a window at most.
    assert (np.abs(paths[:, 0] - [99.5, 59.5]) < [20.0 + 3, 10.0 + 3]).all()


def test_neighbours_that_go_different_ways_are_two_groups() -> None:
    groups = textures(
        MovingRectangle(pushed(60.0, 9.0), 50), MovingRectangle(pushed(112.0, 3.0), 50, seed=8)
    )
    assert sorted(round(float((paths[:, -1] - paths[:, 0])[:, 0].mean())) for paths in groups) == [
        3,
        9,
    ]


def test_what_never_moves_and_what_only_passes_is_no_group() -> None:
    standing = MovingRectangle((40.0,) * 24, 20)
    passing_by = MovingRectangle(tuple(-45.0 + 6.0 * i for i in range(24)), 70, seed=8)
    assert textures(standing, passing_by) == []


def test_what_sways_is_no_group() -> None:
    swaying = tuple(80.0 + 2.0 * np.sin(1.1 * i) for i in range(24))
    assert textures(MovingRectangle(swaying, 50)) == []


def test_little_that_went_a_little_is_a_lamp_and_little_that_went_far_a_vehicle() -> None:
    def small(way_px: float) -> list[np.ndarray]:
        return textures(MovingRectangle(pushed(80.0, way_px), 50, 12, 8, seed=8))

    assert small(4.0) == []
    (paths,) = small(24.0)
    assert FEWEST_FEATURES <= len(paths) < SURE_FEATURES
