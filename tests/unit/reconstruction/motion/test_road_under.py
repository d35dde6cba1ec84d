import numpy as np

from accident_service.reconstruction.motion.road_under import filled_in


def test_a_hidden_slope_is_found_again() -> None:
    rows, columns = np.mgrid[:60, :80]
    slope = (100.0 + 0.3 * rows - 0.5 * columns).astype(np.float32)
    hidden = np.hypot(rows - 30, columns - 40) < 18
    shown = np.where(hidden, np.float32(7.0), slope)
    assert np.abs(filled_in(shown, hidden) - slope).max() < 0.01


def test_what_is_hidden_at_the_border_follows_what_is_seen() -> None:
    even = np.full((40, 50), 90.0, dtype=np.float32)
    hidden = np.zeros((40, 50), dtype=bool)
    hidden[:20, :25] = True
    assert np.abs(filled_in(np.where(hidden, np.float32(200.0), even), hidden) - even).max() < 0.01


def test_where_nothing_is_hidden_or_everything_the_picture_stays() -> None:
    even = np.full((40, 50), 90.0, dtype=np.float32)
    for hidden in (np.zeros((40, 50), dtype=bool), np.ones((40, 50), dtype=bool)):
        assert np.array_equal(filled_in(even, hidden), even)
