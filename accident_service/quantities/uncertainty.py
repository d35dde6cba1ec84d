"""A measured number and its doubt, kept together until a rule has looked at both.

The interval used throughout is k = 2, about 95 % for a normal error (JCGM 100:2008,
section 6.3); one sigma is never shown to a person.
"""

import math
from dataclasses import dataclass
from typing import Self

COVERAGE_FACTOR = 2.0


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed range of one quantity; its unit is in the name of whatever holds it."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if math.isnan(self.low) or math.isnan(self.high) or self.high < self.low:
            raise ValueError(f"not an interval: [{self.low}, {self.high}]")

    def certainly_below(self, limit: float) -> bool:
        """Is every value of the interval below `limit`?"""
        return self.high < limit

    def certainly_above(self, limit: float) -> bool:
        """Is every value of the interval above `limit`?"""
        return self.low > limit

    def shifted(self, by: float) -> Self:
        """The same interval, `by` further up."""
        return type(self)(self.low + by, self.high + by)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value and its standard deviation (one sigma), in the same unit."""

    value: float
    sigma: float

    def __post_init__(self) -> None:
        if not math.isfinite(self.value) or not math.isfinite(self.sigma) or self.sigma < 0:
            raise ValueError(f"not an estimate: {self.value} ± {self.sigma}")

    @property
    def interval(self) -> Interval:
        """The k = 2 interval, about 95 %."""
        doubt = COVERAGE_FACTOR * self.sigma
        return Interval(self.value - doubt, self.value + doubt)
