"""Whether a second on the clip's clock was a second on the street.

An export that writes a wrong rate makes every vehicle faster or slower by one factor, and
nothing in the pictures' motion shows it. Other clocks do: the one burnt into the picture, and
the rate the encoder wrote inside the coded stream, which re-packing leaves alone. A stream coded
anew by a program on a computer states what that program was told, and confirms nothing.
"""

from dataclasses import dataclass
from enum import StrEnum

from accident_service.quantities.uncertainty import COVERAGE_FACTOR, Estimate

# Rates written for one another by rounding (24 for 25, 29.97 for 30, 12 for 12.5) are off by up
# to 4 %: where only the encoder agrees with the container, that is the k = 2 doubt.
CODED_SIGMA = 0.02
# With nothing beside the container a clip may as well be shown at twice or half its pace (fields
# for frames, 12.5 for 25, 15 for 30), and no speed measured on it says which: k = 2 reaches a
# little beyond twice the speed.
UNCONFIRMED_SIGMA = 0.55
# Closer than this two statements of a rate agree; 29.97 and 30 are the same camera.
AGREEMENT = 0.015


class RateStanding(StrEnum):
    """What vouches for the clip's rate of time, from the best to the worst."""

    BURNT_IN_CLOCK = "burnt-in-clock"
    CODED_STREAM = "coded-stream"  # the camera's own encoder agrees with the container
    UNCONFIRMED = "unconfirmed"  # the container's times and nothing beside them
    DISPUTED = "disputed"  # two clocks contradict one another


@dataclass(frozen=True, slots=True)
class CodedRate:
    """Frames per second as a coded stream states them, and whether a program coded it anew."""

    rate_hz: float
    recoded: bool


@dataclass(frozen=True, slots=True)
class RateFinding:
    """How far to trust one second of the clip; `sigma` is relative (one sigma)."""

    standing: RateStanding = RateStanding.UNCONFIRMED
    sigma: float = 0.0
    true_s_per_clip_s: float | None = None  # what the other clock says, where it contradicts

    @property
    def interval_reach(self) -> float:
        """By what share of itself a speed may be off, k = 2."""
        return COVERAGE_FACTOR * self.sigma


def judged(
    interval_s: float, coded: CodedRate | None, burnt_in_s_per_clip_s: Estimate | None
) -> RateFinding:
    """Judge the container's times by the other clocks the clip carries.

    The burnt-in clock decides where it is legible. Where clocks contradict one another the
    doubt reaches from one to the other: which is wrong cannot be told from the clip.

    Args:
        interval_s: Usual interval between coded frames, repeats included.
        coded: What the coded stream itself states, if it states anything.
        burnt_in_s_per_clip_s: Seconds the burnt-in clock went per second of container time.
    """
    if burnt_in_s_per_clip_s is not None:
        factor, sigma = burnt_in_s_per_clip_s.value, burnt_in_s_per_clip_s.sigma
        if abs(factor - 1.0) > max(AGREEMENT, COVERAGE_FACTOR * sigma):
            return _disputed(factor)
        return RateFinding(RateStanding.BURNT_IN_CLOCK, max(abs(factor - 1.0) / 2, sigma))
    if coded is None:
        return RateFinding(RateStanding.UNCONFIRMED, UNCONFIRMED_SIGMA)
    factor = 1.0 / (coded.rate_hz * interval_s)
    if abs(factor - 1.0) > AGREEMENT:
        return _disputed(factor)
    if coded.recoded:
        return RateFinding(RateStanding.UNCONFIRMED, UNCONFIRMED_SIGMA)
    return RateFinding(RateStanding.CODED_STREAM, CODED_SIGMA)


def _disputed(true_s_per_clip_s: float) -> RateFinding:
    """Speeds are off by the factor's inverse if the other clock is right: doubt covers both."""
    reach = abs(1.0 / true_s_per_clip_s - 1.0)
    return RateFinding(RateStanding.DISPUTED, reach / COVERAGE_FACTOR, true_s_per_clip_s)
