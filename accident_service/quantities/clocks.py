"""The three clocks, and which suffix says which.

`_at`       wall clock: an aware datetime in UTC
`_scene_s`  seconds since the start of the accident's `TimeWindow`; shared by all cameras
`pts_s`     seconds since the first frame of one clip, from the container's timestamps
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """When something happened, to the best of anyone's knowledge."""

    from_at: datetime
    to_at: datetime

    def __post_init__(self) -> None:
        if self.from_at.utcoffset() is None or self.to_at.utcoffset() is None:
            raise ValueError("a time window needs aware datetimes")
        if self.to_at < self.from_at:
            raise ValueError(f"the window ends ({self.to_at}) before it starts ({self.from_at})")

    @classmethod
    def around(cls, moment_at: datetime, *, margin_s: float) -> Self:
        """The window of `margin_s` on each side of one moment."""
        return cls(moment_at, moment_at).widened(margin_s=margin_s)

    def widened(self, *, margin_s: float) -> Self:
        """The same window with `margin_s` more on each side."""
        margin = timedelta(seconds=margin_s)
        return type(self)(self.from_at - margin, self.to_at + margin)

    def overlaps(self, other: "TimeWindow") -> bool:
        """Do the two share at least one instant?"""
        return self.from_at <= other.to_at and other.from_at <= self.to_at

    @property
    def duration_s(self) -> float:
        """Length of the window."""
        return (self.to_at - self.from_at).total_seconds()
