import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.displaced import Displaced, displaced_things, drawn
from tests.scenes.moving_pictures import COLUMNS, ROWS, MovingRectangle, pictures

SAMPLE_S = 0.25


def things(*rectangles: MovingRectangle) -> tuple[Displaced, ...]:
    samples = np.stack([frame.pixels for frame in pictures(*rectangles)])
    first, last = (
        samples[part].mean(axis=0).astype(np.float32) for part in (slice(5), slice(-5, None))
    )
    changed = (np.abs(first - last) > 14.0).astype(np.uint8)
    pts_s = np.arange(len(samples), dtype=np.float64) * SAMPLE_S
    return displaced_things(samples, pts_s, (first, last), changed)


def pushed(left_px: float, way_px: float) -> tuple[float, ...]:
    return tuple(left_px + way_px * min(max(i - 8, 0) / 4, 1.0) for i in range(24))


def box(mask: NDArray[np.uint8]) -> tuple[int, ...]:
    rows, columns = np.nonzero(mask)
    return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())


def test_the_whole_of_a_pushed_thing_is_found_in_both_places() -> None:
    (thing,) = things(MovingRectangle(pushed(80.0, 6.0), 50))
    # The patch that gains by moving along hangs over the edge by half its width.
    assert np.abs(np.subtract(box(thing.places[0]), (80, 50, 119, 69))).max() <= 3
    assert np.abs(np.subtract(box(thing.places[1]), (86, 50, 125, 69))).max() <= 3


def test_it_is_known_where_it_is_at_every_moment() -> None:
    (thing,) = things(MovingRectangle(pushed(80.0, 8.0), 50))
    left_px = [thing.inner_at(at_s)[:, 0].min() for at_s in (0.0, 10 * SAMPLE_S, 5.75)]
    assert np.abs(np.diff(left_px) - 4.0).max() < 0.5
    at_first, at_last = thing.outer_at(0.0), thing.outer_at(5.75)
    assert np.abs(at_last - at_first - [8.0, 0.0]).max() < 1.0


def test_a_neighbour_it_touches_is_another_thing() -> None:
    struck = MovingRectangle(pushed(100.0, 4.0), 50, seed=8)
    backing = MovingRectangle(pushed(50.0, 14.0), 50)
    left, right = sorted(things(struck, backing), key=lambda one: one.outline_px[:, 0].mean())
    assert np.abs(np.subtract(box(left.places[0])[::2], (50, 89))).max() <= 4
    assert np.abs(np.subtract(box(right.places[0])[::2], (100, 139))).max() <= 4


def test_polygons_are_drawn_by_number_and_not_where_they_cross() -> None:
    square = np.array([[10, 10], [30, 10], [30, 30], [10, 30]], dtype=np.float32)
    shown = drawn([square, square + 15.0], (ROWS, COLUMNS))
    assert (shown[12, 12], shown[40, 40], shown[28, 28], shown[60, 60]) == (1, 2, 0, 0)
