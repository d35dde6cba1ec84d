"""Shorthand for the tests of the detectors: the truth of one fact, and its number."""

from collections.abc import Callable, Iterable

from accident_service.liability.fact import Fact, FactKind, Facts, Truth
from accident_service.liability.facts.observe import Observation
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval
from tests.unit.liability.drives import Accident

Detector = Callable[[Observation], Iterable[Fact]]


def fact(detect: Detector, accident: Accident, kind: FactKind, party: TrackId) -> Fact:
    """The fact of this kind a detector tells about one party."""
    return Facts(tuple(detect(accident.observed()))).about(kind, party)


def truth(detect: Detector, accident: Accident, kind: FactKind, party: TrackId) -> Truth:
    """Is it so?"""
    return fact(detect, accident, kind, party).truth


def value(detect: Detector, accident: Accident, kind: FactKind, party: TrackId) -> Interval:
    """The deciding number; there must be one."""
    interval = fact(detect, accident, kind, party).value
    assert interval is not None
    return interval
