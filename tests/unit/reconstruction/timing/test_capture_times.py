"""A converter's times are evened out; true ones, uneven as they may be, are left alone."""

import numpy as np
import pytest

from accident_service.reconstruction.timing.capture_times import evened, is_converted


def played_out(count: int, taken_hz: int, shown_hz: int) -> np.ndarray:
    """The times that pictures taken at one rate first bear when shown at another."""
    taken_s = np.arange(count) / taken_hz
    return np.ceil(taken_s * shown_hz - 1e-9) / shown_hz


@pytest.mark.parametrize(("taken_hz", "shown_hz"), [(25, 30), (24, 30), (12, 25), (20, 25)])
def test_a_conversion_is_seen_through(taken_hz: int, shown_hz: int) -> None:
    shown_s = played_out(150, taken_hz, shown_hz)

    intervals_s = np.diff(evened(shown_s))

    assert np.diff(shown_s).std() > 0.1 * np.diff(shown_s).mean()
    assert intervals_s[15:-15] == pytest.approx(1 / taken_hz, rel=0.03)


def test_even_times_stay_what_they_are() -> None:
    even_s = 0.04 * np.arange(60.0)

    assert evened(even_s) == pytest.approx(even_s, abs=1e-9)


def test_a_gap_is_not_smoothed_over() -> None:
    times_s = np.concatenate([0.04 * np.arange(40.0), 5 + 0.04 * np.arange(40.0)])

    assert evened(times_s) == pytest.approx(times_s, abs=1e-9)


def test_as_much_motion_after_a_repeat_as_before_it_is_a_conversion() -> None:
    rng = np.random.default_rng(1)
    steps = rng.normal(1.0, 0.2, 80)

    assert is_converted(steps, rng.normal(1.0, 0.2, 16))
    assert not is_converted(steps, rng.normal(1.35, 0.2, 16))
    assert not is_converted(steps, rng.normal(1.0, 0.2, 3))
    assert not is_converted(np.array([]), steps)
