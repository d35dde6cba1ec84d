"""What the signals showed, and when, as far as the controller's clock can be trusted.

A log is of one light: "E" is the round light of approach E, "E/left" its arrow to the left.
Where an approach has arrows, each of its ways is held by its own; a right turn without one is
held by the light for going straight (REG-38 to 41).
"""

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
    """The log of one light, in time order; `approach` names it as the module says.

    `clock_sigma_s` is the light's own where it was not logged by the controller's clock.
    """

    approach: str
    changes: tuple[PhaseChange, ...]
    clock_sigma_s: float | None = None

    def __post_init__(self) -> None:
        times = [change.pts_s for change in self.changes]
        if times != sorted(times):
            raise ValueError(f"the changes of approach {self.approach} are out of order")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalLog:
    """The logs of a junction's lights on the clip's clock; empty when none is known."""

    approaches: tuple[ApproachSignal, ...] = ()
    clock_sigma_s: float = 0.0

    def knows(self, light: str) -> bool:
        """Is there a log of this light?"""
        return any(signal.approach == light for signal in self.approaches)

    def clock_sigma_of(self, light: str) -> float:
        """One sigma of the clock this light was logged by, in seconds."""
        own = [one.clock_sigma_s for one in self.approaches if one.approach == light]
        return self.clock_sigma_s if not own or own[0] is None else own[0]

    def has_arrow(self, approach: str, movement: str) -> bool:
        """Does an arrow of its own hold this way out of the approach?"""
        return self.knows(f"{approach}/{movement}")

    def light_for(self, approach: str, movement: str) -> str:
        """The light that holds a way ("left", "straight", "right") out of an approach.

        The approach's own name where no log tells.
        """
        names = [f"{approach}/{movement}", approach]
        if movement == "right":
            names.append(f"{approach}/straight")
        return next((name for name in names if self.knows(name)), approach)

    def phases_over(self, light: str, pts_s: Interval) -> frozenset[Phase]:
        """Every phase the light may have shown at some moment of the interval.

        The interval is widened by the clock's doubt (k = 2) on both sides. Before the
        first logged change, and where there is no log, the phase is UNKNOWN.
        """
        doubt_s = COVERAGE_FACTOR * self.clock_sigma_of(light)
        wide = Interval(pts_s.low - doubt_s, pts_s.high + doubt_s)
        for signal in self.approaches:
            if signal.approach == light:
                return _phases_of(signal, wide)
        return frozenset({Phase.UNKNOWN})

    def phase_over(self, light: str, pts_s: Interval) -> Phase:
        """The one phase shown over the whole interval; UNKNOWN when that cannot be told."""
        phases = self.phases_over(light, pts_s)
        return next(iter(phases)) if len(phases) == 1 else Phase.UNKNOWN

    def since_onset_s(self, light: str, phase: Phase, pts_s: Interval) -> Interval | None:
        """How long before `pts_s` the light last turned to `phase`, the clock's doubt included.

        Negative: the moment came first. None where no such change is logged about then.
        """
        onsets_s = [
            change.pts_s
            for signal in self.approaches
            if signal.approach == light
            for change in signal.changes
            if change.phase is phase
        ]
        if not onsets_s:
            return None
        middle_s = (pts_s.low + pts_s.high) / 2
        past_s = [onset_s for onset_s in onsets_s if onset_s <= middle_s]
        onset_s = max(past_s) if past_s else min(onsets_s)
        doubt_s = COVERAGE_FACTOR * self.clock_sigma_of(light)
        return Interval(pts_s.low - onset_s - doubt_s, pts_s.high - onset_s + doubt_s)


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
