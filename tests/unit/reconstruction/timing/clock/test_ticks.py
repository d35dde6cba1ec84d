"""A beat is found with its period; what stirs unevenly has none."""

import numpy as np
import pytest

from accident_service.errors import EvidenceInsufficient
from accident_service.reconstruction.timing.clock.edge_strips import EdgeRecord
from accident_service.reconstruction.timing.clock.ticks import find_ticks

FRAME_S = 0.04


def record(events_s: list[float], *, seed: int = 1, duration_s: float = 12.0) -> EdgeRecord:
    """Noise everywhere, and one block that jumps in the first picture after each event."""
    pts_s = np.arange(0.0, duration_s, FRAME_S)
    rng = np.random.default_rng(seed)
    change = rng.integers(0, 3, (len(pts_s) - 1, 6, 10)).astype(np.uint8)
    for event_s in events_s:
        change[int(np.searchsorted(pts_s, event_s)) - 1, 2, 7] = 60
    return EdgeRecord(
        pts_s=pts_s,
        change=change,
        block_px=8,
        snapshot_pts_s=pts_s[::5],
        snapshots=np.zeros((len(pts_s[::5]), 48, 80), np.uint8),
    )


@pytest.mark.parametrize("period_s", [0.5, 1.0, 2.0])
def test_the_period_is_within_two_of_its_sigmas(period_s: float) -> None:
    ticks = find_ticks(record([0.31 + period_s * n for n in range(int(11 / period_s))]))

    assert (ticks.row, ticks.column) == (2, 7)
    assert abs(ticks.period_s.value - period_s) <= 2 * ticks.period_s.sigma
    assert ticks.period_s.sigma < 0.01 * period_s
    assert 0.31 <= ticks.first_s <= 0.31 + FRAME_S


def test_late_and_missing_ticks_do_not_pull_the_beat() -> None:
    events_s = [0.31 + n for n in range(12)]
    events_s[4] += 0.09
    del events_s[7]

    ticks = find_ticks(record(events_s))

    assert ticks.period_s.value == pytest.approx(1.0, abs=0.004)


def test_changes_without_a_beat_are_no_clock() -> None:
    rng = np.random.default_rng(6)

    with pytest.raises(EvidenceInsufficient):
        find_ticks(record(sorted(rng.uniform(0.1, 11.9, 14).tolist())))


def test_two_changes_are_no_beat() -> None:
    with pytest.raises(EvidenceInsufficient):
        find_ticks(record([3.0, 4.0]))
