"""The sigma of a picture's moment is the scatter that was put into its time."""

import numpy as np
import pytest

from accident_service.reconstruction.timing.scene_cuts import SceneSpan
from accident_service.reconstruction.timing.summary import (
    TimingSummary,
    is_regular,
    picture_sigma_s,
)


def test_an_even_beat_and_one_with_dropped_frames_leave_no_doubt() -> None:
    even_s = 0.04 * np.arange(100.0)

    assert picture_sigma_s(even_s, displaced_count=0) == pytest.approx(0.0, abs=1e-9)
    assert picture_sigma_s(np.delete(even_s, [7, 8, 40]), displaced_count=0) < 1e-9


def test_times_stamped_on_arrival_give_their_scatter_back() -> None:
    rng = np.random.default_rng(2)
    stamped_s = np.arange(400) * 0.04 + rng.normal(0, 0.003, 400)

    assert picture_sigma_s(stamped_s, displaced_count=0) == pytest.approx(0.003, rel=0.2)


def test_repeats_put_a_picture_anywhere_in_the_interval_it_was_fitted_into() -> None:
    even_s = np.arange(120) / 30

    assert picture_sigma_s(even_s, displaced_count=20) == pytest.approx(1 / 30 / np.sqrt(12))
    assert picture_sigma_s(even_s, displaced_count=1) < 1e-6


def test_a_gap_is_not_regular() -> None:
    assert is_regular(np.array([0.04, 0.04, 0.041]))
    assert not is_regular(np.array([0.04, 0.04, 0.08]))


def test_the_measured_scene_begins_where_its_span_does() -> None:
    timing = TimingSummary(
        frame_count=50,
        declared_frame_count=None,
        duration_s=2.0,
        median_interval_s=0.04,
        longest_gap_s=0.04,
        duplicate_count=0,
        regular=True,
        scenes=(
            SceneSpan(from_s=0.0, to_s=0.4, picture_count=10),
            SceneSpan(from_s=0.44, to_s=2.0, picture_count=40),
        ),
        measured_scene=1,
    )

    assert timing.measured_from_s == 0.44
