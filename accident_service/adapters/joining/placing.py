"""Where each recording lies on one common line of time, judged by names and by packets.

A name tells when a file begins, often cut to whole seconds; the packets tell exactly how long
it lasts. Files that follow one another within the doubt of their names are taken to follow
without a gap; anything more stays a gap, because a camera that was off must not look fast.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

# Recorders miss a frame or two where one file ends and the next begins. [design]
MISSED_FRAMES = 3
LONE_FRAME_S = 0.04


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """What the packets of one recording say of it, none of them decoded."""

    pts: tuple[int, ...]  # of every packet, as they lie in the file
    first_pts: int  # of the first picture shown, which need not lie first in the file
    last_pts: int
    key_pts: tuple[int, ...]
    time_base: Fraction
    make: tuple[str, int, int, bytes]  # codec, width, height, parameters

    @property
    def frame_s(self) -> float:
        """The mean time from one picture to the next."""
        if len(self.pts) < 2:
            return LONE_FRAME_S
        return float((self.last_pts - self.first_pts) * self.time_base) / (len(self.pts) - 1)

    @property
    def delay_s(self) -> float:
        """How long before it is shown a picture must be decoded, at the most."""
        late = max(shown - pts for shown, pts in zip(sorted(self.pts), self.pts, strict=True))
        return float(late * self.time_base)

    @property
    def lasts_s(self) -> float:
        """From the first picture to the end of the last."""
        return float((self.last_pts - self.first_pts) * self.time_base) + self.frame_s

    def offset_s(self, pts: int) -> float:
        """Seconds since the first picture."""
        return float((pts - self.first_pts) * self.time_base)


def placed_s(
    named_s: Sequence[float], precision_s: Sequence[float], scanned: Sequence[Scanned]
) -> tuple[float, ...]:
    """When each recording begins, in seconds since the first one's name says it does.

    Args:
        named_s: When each begins by its name.
        precision_s: How much later than named it may have begun.
    """
    starts: list[float] = []
    run: list[int] = []  # the recordings since the last gap; they hold one another in place
    for index, one in enumerate(scanned):
        follows = bool(run) and _follows(
            starts[-1] + scanned[index - 1].lasts_s, named_s[index], precision_s[index], one
        )
        if follows:
            starts.append(starts[-1] + scanned[index - 1].lasts_s)
            run.append(index)
            continue
        _settle(starts, run, named_s, precision_s)
        starts.append(named_s[index])
        run = [index]
    _settle(starts, run, named_s, precision_s)
    return tuple(starts)


def _follows(ends_s: float, named_s: float, precision_s: float, one: Scanned) -> bool:
    """Does a recording named so begin where the one before ends?

    The one before may itself have begun later than named, by as much.
    """
    slack_s = precision_s + MISSED_FRAMES * one.frame_s
    return abs(named_s - ends_s) <= slack_s


def _settle(
    starts: list[float], run: list[int], named_s: Sequence[float], precision_s: Sequence[float]
) -> None:
    """Move a run by the least that makes all its names true: they bound one another."""
    if not run:
        return
    earliest_s = max(named_s[index] - starts[index] for index in run)
    latest_s = min(named_s[index] + precision_s[index] - starts[index] for index in run)
    if earliest_s > latest_s:  # the names contradict one another; the first one stands
        return
    shift_s = min(max(0.0, earliest_s), latest_s)
    for index in run:
        starts[index] += shift_s
