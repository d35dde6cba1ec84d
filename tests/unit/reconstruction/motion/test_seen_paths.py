import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.seen_paths import (
    SAME_PX,
    neighbours,
    seen_paths,
)
from tests.scenes.moving_pictures import MovingRectangle, passing, pictures

# Following settles on a place to a fifth of a pixel; a codec's noise adds as much over a clip.
PLACE_PX = 0.5


def paths_of(*things: MovingRectangle) -> NDArray[np.float32]:
    return seen_paths(np.stack([frame.pixels for frame in pictures(*things)]))


def test_what_drives_in_and_stops_is_followed_back_to_where_it_came_in() -> None:
    left = tuple(min(-60.0 + 4.0 * i, 80.0) for i in range(60))
    paths = paths_of(MovingRectangle(left, 50))
    seen = np.isfinite(paths[..., 0])
    assert len(paths) > 10
    assert not seen[:, 0].any()
    assert seen[:, -1].all()
    way_px = paths[:, -1, 0] - paths[:, 25, 0]
    assert abs(np.nanmedian(way_px) - (80.0 - left[25])) < PLACE_PX


def test_what_leaves_is_followed_until_it_is_gone() -> None:
    paths = paths_of(MovingRectangle(tuple(100.0 + 4.0 * max(i - 20, 0) for i in range(60)), 50))
    seen = np.isfinite(paths[..., 0])
    assert len(paths) > 10
    assert seen[:, 0].all()
    assert not seen[:, -1].any()


def test_what_stands_all_the_time_has_no_path() -> None:
    assert len(paths_of(MovingRectangle((60.0,) * 20, 50))) == 0


def test_features_are_neighbours_where_they_come_close_while_both_are_seen() -> None:
    gone = np.array([[10.0, 0.0], [20.0, 0.0], [np.nan, np.nan]], dtype=np.float32)
    comes = np.array([[90.0, 0.0], [25.0, 0.0], [10.0, 0.0]], dtype=np.float32)
    later = np.array([[np.nan, np.nan], [90.0, 0.0], [12.0, 0.0]], dtype=np.float32)
    assert neighbours(np.stack([gone, comes, later]), 6.0).tolist() == [[0, 1], [1, 2]]


def test_a_feature_seen_from_both_ends_is_one() -> None:
    paths = paths_of(MovingRectangle(passing(20.0, 2.0, 40), 50))
    always = paths[np.isfinite(paths[..., 0]).all(axis=1)]
    apart_px = np.median(np.abs(always[:, None] - always[None]).max(axis=3), axis=2)
    assert apart_px[~np.eye(len(always), dtype=bool)].min() >= SAME_PX
