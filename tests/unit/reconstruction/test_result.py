"""A reconstruction is asked by track, and its summaries by what they mean."""

import pytest

from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.result import TimingSummary
from tests.scenes.two_vehicles import STRIKING, TIMING, rear_end


def test_a_trajectory_is_found_by_its_track() -> None:
    assert rear_end().trajectory(STRIKING.id) is STRIKING


def test_a_track_nobody_reconstructed_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        rear_end().trajectory(TrackId("t99"))


def test_the_timing_says_how_much_of_the_promise_was_kept() -> None:
    assert TIMING.decoded_share == 1.0
    promised_nothing = TimingSummary(
        frame_count=10,
        declared_frame_count=None,
        duration_s=0.4,
        median_interval_s=0.04,
        longest_gap_s=0.04,
        duplicate_count=0,
        regular=True,
    )
    assert promised_nothing.decoded_share is None
    assert promised_nothing.effective_rate_hz == pytest.approx(25.0)
