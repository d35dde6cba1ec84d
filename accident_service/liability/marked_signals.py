"""A signal log with the phases a person has read off the picture."""

from collections.abc import Sequence
from dataclasses import replace

from accident_service.liability.changes import PhaseMarked
from accident_service.liability.signal_log import ApproachSignal, Phase, PhaseChange, SignalLog


def with_phases(log: SignalLog, marks: Sequence[PhaseMarked]) -> SignalLog:
    """The log with every mark in it, later marks over earlier ones.

    A light without a log gets one of the marks alone: on the clip's own clock, and so without
    the doubt of the controller's.
    """
    for mark in marks:
        log = _with(log, mark)
    return log


def _with(log: SignalLog, mark: PhaseMarked) -> SignalLog:
    logged = next((one for one in log.approaches if one.approach == mark.light), None)
    if logged is None:
        marked = ApproachSignal(approach=mark.light, changes=_marked((), mark), clock_sigma_s=0.0)
        return replace(log, approaches=(*log.approaches, marked))
    marked = replace(logged, changes=_marked(logged.changes, mark))
    return replace(
        log, approaches=tuple(marked if one is logged else one for one in log.approaches)
    )


def _marked(changes: tuple[PhaseChange, ...], mark: PhaseMarked) -> tuple[PhaseChange, ...]:
    """The changes with the mark between them; after its end the light shows what it did."""
    before = [one for one in changes if one.pts_s < mark.from_s]
    from_here = PhaseChange(mark.from_s, mark.phase)
    if mark.to_s is None:
        after = [one for one in changes if one.pts_s > mark.from_s]
        return (*before, from_here, *after)
    after = [one for one in changes if one.pts_s > mark.to_s]
    shown = [one.phase for one in changes if one.pts_s <= mark.to_s]
    then = PhaseChange(mark.to_s, shown[-1] if shown else Phase.UNKNOWN)
    return (*before, from_here, then, *after)
