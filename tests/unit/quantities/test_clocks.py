from datetime import UTC, datetime, timedelta

import pytest

from accident_service.quantities.clocks import TimeWindow

NOON_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_window_around_a_moment_reaches_the_margin_on_both_sides() -> None:
    window = TimeWindow.around(NOON_AT, margin_s=30)
    assert window.from_at == NOON_AT - timedelta(seconds=30)
    assert window.to_at == NOON_AT + timedelta(seconds=30)
    assert window.duration_s == 60


def test_widening_keeps_the_middle() -> None:
    assert TimeWindow(NOON_AT, NOON_AT).widened(margin_s=5) == TimeWindow.around(
        NOON_AT, margin_s=5
    )


def test_windows_that_touch_overlap_and_windows_apart_do_not() -> None:
    first = TimeWindow.around(NOON_AT, margin_s=10)
    touching = TimeWindow(first.to_at, first.to_at + timedelta(seconds=5))
    apart = TimeWindow(first.to_at + timedelta(seconds=1), first.to_at + timedelta(seconds=5))
    assert first.overlaps(touching)
    assert touching.overlaps(first)
    assert not first.overlaps(apart)


def test_naive_times_are_refused() -> None:
    naive = NOON_AT.replace(tzinfo=None)
    with pytest.raises(ValueError, match="aware"):
        TimeWindow(naive, naive)


def test_a_window_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        TimeWindow(NOON_AT, NOON_AT - timedelta(seconds=1))
