"""Read hours and minutes beside the digit that counts seconds.

Written HH:MM:SS in even steps, as recorders do. Steps and gaps are not known beforehand: the
ones under which all digits look most like this clock's own are taken.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from accident_service.errors import EvidenceInsufficient
from accident_service.reconstruction.timing.clock.digit_shapes import as_shape, likeness
from accident_service.reconstruction.timing.clock.reading import (
    ALIKE,
    MARGIN,
    Lettering,
    Picture,
    TickPictures,
)

Likely = NDArray[np.float64]  # likeness to each digit, (10,)

# From one digit to the next, and the colon's own width, by the digit's width and the step.
_STEPS, _GAPS = (0.9, 1.7), (0.15, 1.1)
_TICKS_READ = 12
# Hours and minutes stand still and cannot prove themselves by counting: they must be plainer.
_SURELY_ALIKE, _SURE_MARGIN = 0.7, 0.1
MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86_400


@dataclass(frozen=True, slots=True)
class SecondsRead:
    """What the seconds showed at tick 0, and the step from digit to digit."""

    seconds: int
    step_px: float


def seconds_read(pictures: TickPictures, lettering: Lettering) -> SecondsRead:
    """The tens that go with the ticking digit.

    Raises:
        EvidenceInsufficient: No step to the left shows digits that fit the counting.
    """
    numbers = sorted(pictures.mean)
    numbers = numbers[:: max(len(numbers) // _TICKS_READ, 1)]
    width_px = lettering.cell.width_px
    best = (-1.0, 0, 0.0)
    others: list[float] = []
    for step_px in np.arange(_STEPS[0] * width_px, _STEPS[1] * width_px, 1.0):
        likely = {n: _likely(pictures.mean[n], lettering, step_px) for n in numbers}
        fits = [_fit_of_tens(likely, lettering.digit_at_first, tens) for tens in range(6)]
        tens = int(np.argmax(fits))
        if fits[tens] > best[0]:
            best = (fits[tens], tens, float(step_px))
            others = [fit for other, fit in enumerate(fits) if other != tens]
    if best[0] < ALIKE or best[0] < max(others, default=1.0) + MARGIN:
        raise EvidenceInsufficient("the tens of seconds are not legible")
    return SecondsRead(10 * best[1] + lettering.digit_at_first, best[2])


def time_of_day_s(pictures: TickPictures, lettering: Lettering) -> int:
    """Seconds since midnight that the clock showed at tick 0.

    Raises:
        EvidenceInsufficient: Seconds, minutes or hours are not legible.
    """
    read = seconds_read(pictures, lettering)
    minutes_on, picture = _one_minute(pictures, read.seconds)
    best: tuple[float, list[Likely]] = (-1.0, [])
    for places in _layouts(read.step_px):
        likely = [_likely(picture, lettering, place) for place in places]
        total = float(sum(one.max() for one in likely))
        if total > best[0]:
            best = (total, likely)
    digits = [_surely(likely) for likely in best[1]]
    hour, minute = digits[3] * 10 + digits[2], digits[1] * 10 + digits[0]
    if hour * HOUR_S >= DAY_S or minute >= MINUTE_S:
        raise EvidenceInsufficient(f"{hour:02}:{minute:02} is no time of day")
    since_s = hour * HOUR_S + (minute - minutes_on) * MINUTE_S + read.seconds
    return since_s % DAY_S


def _likely(picture: Picture, lettering: Lettering, to_left_px: float) -> Likely:
    cell = lettering.cell.of(picture, to_left_px)
    if cell.size == 0:
        return np.full(10, -1.0)
    shape = as_shape(cell)
    return np.array([likeness(shape, lettering.shapes[digit]) for digit in range(10)])


def _fit_of_tens(likely: dict[int, Likely], first: int, tens: int) -> float:
    """Usual likeness to counting on from these tens; what passes behind spoils a few ticks."""
    return float(
        np.median([row[(10 * tens + first + number) % 60 // 10] for number, row in likely.items()])
    )


def _one_minute(pictures: TickPictures, seconds_at_first: int) -> tuple[int, Picture]:
    """The usual picture of the minute most ticks are of, and how many minutes after tick 0."""
    minute_of = {n: (seconds_at_first + n) // MINUTE_S for n in pictures.mean}
    minutes = list(minute_of.values())
    longest = max(set(minutes), key=lambda minute: (minutes.count(minute), -minute))
    chosen = [pictures.mean[n] for n, minute in minute_of.items() if minute == longest]
    return longest, np.asarray(np.median(chosen, axis=0), dtype=np.float32)


def _layouts(about_px: float) -> Iterator[tuple[float, ...]]:
    """How far left of the ticking digit minutes and hours may stand, from the right.

    Part of a pixel in the step is several by the fifth digit.
    """
    for step_px in (about_px - 0.5, about_px, about_px + 0.5):
        for gap_px in np.arange(_GAPS[0] * step_px, _GAPS[1] * step_px, 0.5):
            yield (
                2 * step_px + gap_px,
                3 * step_px + gap_px,
                4 * step_px + 2 * gap_px,
                5 * step_px + 2 * gap_px,
            )


def _surely(likely: Likely) -> int:
    ranked = np.sort(likely)[::-1]
    first, second = next(pairwise(ranked))
    if first < _SURELY_ALIKE or first < second + _SURE_MARGIN:
        raise EvidenceInsufficient("hours or minutes are not legible")
    return int(np.argmax(likely))
