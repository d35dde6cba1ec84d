"""Recorded segments against the time that is wanted: which to take, and what is missing."""

from collections.abc import Sequence
from datetime import datetime

from accident_service.quantities.clocks import TimeWindow


def shared_s(span: TimeWindow, wanted: TimeWindow) -> float:
    """How much of `wanted` the span covers, in seconds; negative when they lie apart."""
    first = max(span.from_at, wanted.from_at)
    last = min(span.to_at, wanted.to_at)
    return (last - first).total_seconds()


def gaps_in(
    spans: Sequence[TimeWindow], wanted: TimeWindow, *, least_s: float
) -> tuple[TimeWindow, ...]:
    """The stretches of `wanted` longer than `least_s` that none of the spans covers, in order."""
    gaps: list[TimeWindow] = []
    covered_to: datetime = wanted.from_at
    for span in sorted(spans, key=lambda one: one.from_at):
        if span.from_at > covered_to:
            gaps.append(TimeWindow(covered_to, min(span.from_at, wanted.to_at)))
        covered_to = max(covered_to, span.to_at)
        if covered_to >= wanted.to_at:
            break
    if covered_to < wanted.to_at:
        gaps.append(TimeWindow(covered_to, wanted.to_at))
    return tuple(one for one in gaps if one.duration_s > least_s)


def advancing(spans: Sequence[TimeWindow]) -> tuple[int, ...]:
    """Which of the spans, in order of their starts, show something the earlier ones do not."""
    kept: list[int] = []
    furthest_to: datetime | None = None
    order = sorted(range(len(spans)), key=lambda i: (spans[i].from_at, -spans[i].duration_s, i))
    for index in order:
        if furthest_to is None or spans[index].to_at > furthest_to:
            kept.append(index)
            furthest_to = spans[index].to_at
    return tuple(kept)
