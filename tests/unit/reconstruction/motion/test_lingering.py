import numpy as np

from accident_service.reconstruction.motion.lingering import (
    Lingering,
    carried,
    lingering_things,
    shown,
)
from tests.scenes.moving_pictures import COLUMNS, FRAME_S, ROWS, MovingRectangle, pictures

CORNERS = np.array([[10, 10], [50, 10], [50, 30], [10, 30], [30, 20]], dtype=np.float32)


def things(*rectangles: MovingRectangle) -> tuple[Lingering, ...]:
    samples = np.stack([frame.pixels for frame in pictures(*rectangles)])
    return lingering_things(samples, np.arange(len(samples), dtype=np.float64) * FRAME_S)


def test_a_vehicle_that_stops_is_known_while_it_comes_and_while_it_stands() -> None:
    left = tuple(min(10.0 + 3.0 * i, 85.0) for i in range(60))
    (thing,) = things(MovingRectangle(left, 50))
    assert thing.has_outline
    for frame in (0, 12, 30, 59):
        inner = thing.inner_at(frame * FRAME_S)
        # The first and last features lie within a few pixels of its ends.
        assert abs(inner[:, 0].min() - left[frame]) < 8.0
        assert abs(inner[:, 0].max() - (left[frame] + 39.0)) < 8.0


def test_features_that_something_hides_are_carried_along_by_the_others() -> None:
    way = np.linspace(0.0, 30.0, 16, dtype=np.float32)
    paths = CORNERS[:, None] + np.stack([way, np.zeros(16, dtype=np.float32)], axis=1)[None]
    hidden = paths.copy()
    hidden[0, 6:] = np.nan
    hidden[1, :4] = np.nan
    assert np.abs(carried(hidden) - paths).max() < 0.01


def test_what_rests_is_where_it_was_last_seen_and_what_moved_on_is_unknown() -> None:
    rests = np.repeat(CORNERS[:, None], 10, axis=1)
    rests[:, 5:] = np.nan
    assert np.abs(carried(rests)[:, -1] - CORNERS).max() < 0.01
    goes = rests + np.arange(10, dtype=np.float32)[None, :, None] * 3.0
    assert np.isnan(carried(goes)[:, -1]).all()
    nowhere = Lingering(np.arange(10, dtype=np.float64), carried(goes))
    assert len(nowhere.inner_at(9.0)) == len(nowhere.reach_at(9.0)) == 0


def test_it_may_reach_a_little_beyond_its_features() -> None:
    thing = Lingering(np.arange(2.0), np.repeat(CORNERS[:, None], 2, axis=1))
    surely, perhaps = shown((thing,), 0.5, (ROWS, COLUMNS))
    assert surely[20, 30]
    assert not surely[20, 54]
    assert perhaps[20, 54]
    assert not perhaps[20, 70]


def test_foliage_that_sways_is_nothing() -> None:
    sways = tuple(60.0 + 3.0 * float(np.sin(i)) for i in range(50))
    assert things(MovingRectangle(sways, 20, 120, 60)) == ()
