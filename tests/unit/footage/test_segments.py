from datetime import UTC, datetime, timedelta

import pytest

from accident_service.footage.segments import advancing, gaps_in, shared_s
from accident_service.quantities.clocks import TimeWindow

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WANTED = TimeWindow(NOON, NOON + timedelta(seconds=60))


def span(from_s: float, to_s: float) -> TimeWindow:
    return TimeWindow(NOON + timedelta(seconds=from_s), NOON + timedelta(seconds=to_s))


@pytest.mark.parametrize(
    ("of", "shared"), [((0, 60), 60), ((-10, 10), 10), ((50, 90), 10), ((70, 90), -10)]
)
def test_what_is_shared_is_negative_where_they_lie_apart(
    of: tuple[int, int], shared: float
) -> None:
    assert shared_s(span(*of), WANTED) == shared


@pytest.mark.parametrize(
    ("spans", "gaps"),
    [
        ([(0, 60)], []),
        ([(-30, 20), (20, 90)], []),
        ([(20, 40)], [(0, 20), (40, 60)]),
        ([(40, 90), (-10, 20)], [(20, 40)]),
        ([(0, 30), (10, 20), (31, 60)], []),  # a second between files is no gap
        ([], [(0, 60)]),
        ([(70, 90)], [(0, 60)]),
    ],
)
def test_gaps_are_what_no_span_covers(
    spans: list[tuple[int, int]], gaps: list[tuple[int, int]]
) -> None:
    found = gaps_in([span(*one) for one in spans], WANTED, least_s=2.0)
    assert found == tuple(span(*one) for one in gaps)


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ([(0, 10), (10, 20)], (0, 1)),
        ([(0, 60), (20, 30), (60, 70)], (0, 2)),  # the second repeats what the first shows
        ([(0, 10), (0, 60)], (1,)),
        ([(0, 10), (0, 10)], (0,)),
    ],
)
def test_only_spans_that_show_more_are_kept(
    spans: list[tuple[int, int]], kept: tuple[int, ...]
) -> None:
    assert advancing([span(*one) for one in spans]) == kept
