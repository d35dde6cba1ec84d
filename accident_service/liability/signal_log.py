"""What the signals showed, and when, as far as the controller's clock can be trusted."""

from dataclasses import dataclass
from enum import StrEnum

from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Interval


class Phase(StrEnum):
    """What a signal shows to one approach."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PhaseChange:
    """From this moment on, until the next change, the signal shows `phase`."""

    pts_s: float
    phase: Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproachSignal:
    """The log of one approach, in time order."""

    approach: str
    changes: tuple[PhaseChange, ...]

    def __post_init__(self) -> None:
        times = [change.pts_s for change in self.changes]
        if times != sorted(times):
            raise ValueError(f"the changes of approach {self.approach} are out of order")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalLog:
    """The logs of a junction's approaches on the clip's clock; empty when none is known."""

    approaches: tuple[ApproachSignal, ...] = ()
    clock_sigma_s: float = 0.0

    def knows(self, approach: str) -> bool:
        """Is there a log of this approach?"""
        return any(signal.approach == approach for signal in self.approaches)

    def phases_over(self, approach: str, pts_s: Interval) -> frozenset[Phase]:
        """Every phase the approach may have shown at some moment of the interval.

        The interval is widened by the clock's doubt (k = 2) on both sides. Before the
        first logged change, and where there is no log, the phase is UNKNOWN.
        """
        doubt_s = COVERAGE_FACTOR * self.clock_sigma_s
        wide = Interval(pts_s.low - doubt_s, pts_s.high + doubt_s)
        for signal in self.approaches:
            if signal.approach == approach:
                return _phases_of(signal, wide)
        return frozenset({Phase.UNKNOWN})

    def phase_over(self, approach: str, pts_s: Interval) -> Phase:
        """The one phase shown over the whole interval; UNKNOWN when that cannot be told."""
        phases = self.phases_over(approach, pts_s)
        return next(iter(phases)) if len(phases) == 1 else Phase.UNKNOWN


def _phases_of(signal: ApproachSignal, pts_s: Interval) -> frozenset[Phase]:
    shown: set[Phase] = set()
    current = Phase.UNKNOWN
    for change in signal.changes:
        if change.pts_s > pts_s.high:
            break
        if change.pts_s > pts_s.low:
            shown.add(current)
        current = change.phase
    return frozenset(shown | {current})
