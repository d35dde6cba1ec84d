"""What counts can carry: shares and rates with the intervals that few cases leave.

All intervals are 95 %. Three accidents after one are no rise: the ratio of two small counts is
uncertain, and only an interval that leaves out 1 is called a change.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from scipy.special import betaincinv, gammaincinv

Z = 1.959963984540054  # the normal quantile of 97.5 %
TAIL = 0.025
PER_MILLION = 1e6


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of`; None where there is nothing to take a share of."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's score interval, which stays within 0 and 1 and is honest for few.

        Reference:
            Wilson 1927; Brown, Cai and DasGupta, Statistical Science 16(2), 2001.
        """
        if not self.of:
            return None
        p, n = self.count / self.of, self.of
        middle = (p + Z**2 / (2 * n)) / (1 + Z**2 / n)
        half = Z / (1 + Z**2 / n) * (p * (1 - p) / n + Z**2 / (4 * n**2)) ** 0.5
        return max(0.0, middle - half), min(1.0, middle + half)


class Change(StrEnum):
    """What two counts say of each other."""

    RISE = "rise"
    FALL = "fall"
    NONE = "none"  # no change can be told


@dataclass(frozen=True, slots=True)
class Trend:
    """Events in a time against those in the time before, both of the same length."""

    now: int
    before: int

    @property
    def ratio(self) -> float | None:
        """How many times as often; None where there was none before."""
        return self.now / self.before if self.before else None

    @property
    def interval(self) -> tuple[float, float | None]:
        """Bounds of the ratio of the two rates; None where there is no upper one.

        Given the sum, the newer count is binomial, so Clopper and Pearson's bounds of its
        share become those of the ratio: exact, whatever the counts.

        Reference:
            Przyborowski and Wilenski, Biometrika 31, 1940.
        """
        return _bounds(self.now, self.before)

    @property
    def change(self) -> Change:
        """A rise or fall only where the interval leaves out 1."""
        low, high = self.interval
        if low > 1:
            return Change.RISE
        return Change.FALL if high is not None and high < 1 else Change.NONE


@dataclass(frozen=True, slots=True)
class Rate:
    """Events against what passed by; per million vehicles."""

    count: int
    vehicle_count: float

    @property
    def per_million(self) -> float:
        """Events for a million vehicles."""
        return self.count * PER_MILLION / self.vehicle_count

    @property
    def interval(self) -> tuple[float, float]:
        """Garwood's exact bounds of a Poisson count, as a rate.

        Reference:
            Garwood, Biometrika 28, 1936.
        """
        low = float(gammaincinv(self.count, TAIL)) if self.count else 0.0
        high = float(gammaincinv(self.count + 1, 1 - TAIL))
        return low * PER_MILLION / self.vehicle_count, high * PER_MILLION / self.vehicle_count


def _odds(share: float) -> float:
    return share / (1 - share)


@lru_cache(maxsize=4096)  # most sections of a city have the same few small counts
def _bounds(now: int, before: int) -> tuple[float, float | None]:
    low = 0.0 if not now else _odds(float(betaincinv(now, before + 1, TAIL)))
    if not before:
        return low, None
    return low, _odds(float(betaincinv(now + 1, before, 1 - TAIL)))
