"""What the recorder's own clock, burnt into the picture, says of a clip's time.

Its pace is believed once the ticking digit was seen to count; its time of day only when every
digit is surely read. Against the true time of day it is as wrong as the recorder's clock was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from accident_service.errors import EvidenceInsufficient
from accident_service.quantities.uncertainty import Estimate
from accident_service.reconstruction.timing.clock.edge_strips import EdgeRecord
from accident_service.reconstruction.timing.clock.reading import (
    cell_of,
    lettering_of,
    pictures_by_tick,
)
from accident_service.reconstruction.timing.clock.ticks import TickTrain, find_ticks
from accident_service.reconstruction.timing.clock.time_of_day import DAY_S, time_of_day_s


class ClockStanding(StrEnum):
    """What could be made of a burnt-in clock."""

    READ = "read"  # its pace and its time of day
    COUNTS = "counts"  # its pace; hours and minutes are not legible
    NONE = "none"  # none was found, or it cannot be read


@dataclass(frozen=True, slots=True)
class BurntInClock:
    """The clock in the picture; `s_per_clip_s` is its pace against the container's times."""

    standing: ClockStanding = ClockStanding.NONE
    s_per_clip_s: Estimate | None = None
    at_start_s: Estimate | None = None  # seconds since midnight it showed at clip time 0


def burnt_in_clock(edges: Sequence[EdgeRecord]) -> BurntInClock:
    """Read the clock at whichever edge has one.

    Linear in the pictures of the first minute; later ones are not looked at.
    """
    for edge in edges:
        try:
            return _read(edge)
        except EvidenceInsufficient:
            continue
    return BurntInClock()


def _read(edge: EdgeRecord) -> BurntInClock:
    train = find_ticks(edge)
    pictures = pictures_by_tick(edge, train)
    cell = cell_of(pictures, edge.block_px)
    lettering = lettering_of(pictures, cell)
    period_s = train.period_s
    pace = Estimate(1.0 / period_s.value, period_s.sigma / period_s.value**2)
    try:
        shown_s = time_of_day_s(pictures, lettering)
    except EvidenceInsufficient:
        return BurntInClock(ClockStanding.COUNTS, pace)
    return BurntInClock(ClockStanding.READ, pace, _at_start_s(edge, train, shown_s))


def _at_start_s(edge: EdgeRecord, train: TickTrain, shown_s: int) -> Estimate:
    """A tick falls evenly in the interval that ends with the first picture that shows it."""
    tick_s = train.first_s - edge.frame_s / 2
    sigma_s = float(np.hypot(edge.frame_s / np.sqrt(12.0), train.period_s.sigma))
    return Estimate((shown_s - tick_s / train.period_s.value) % DAY_S, sigma_s)
