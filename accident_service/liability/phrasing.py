"""How numbers and vehicles are written in the sentences people read.

A measured number is always written as its k = 2 interval. Speeds are written in km/h here
and nowhere else in this chapter. A vehicle is written as 车辆 / vehicle and its track's
name, so that a document can put a party's name in its place.
"""

from dataclasses import dataclass

from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Interval

KMH_PER_MPS = 3.6
TRUTH_ZH = {"true": "是", "false": "否", "unknown": "不能确定"}
TRUTH_EN = {"true": "yes", "false": "no", "unknown": "cannot be told"}


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages."""

    zh: str
    en: str

    @property
    def opening_en(self) -> str:
        """The English at the start of a sentence; names inside it keep their capitals."""
        return self.en[:1].upper() + self.en[1:]


def vehicle(track: TrackId) -> Text:
    """How a vehicle is named."""
    return Text(f"车辆{track}", f"vehicle {track}")


def metres(interval: Interval) -> Text:
    """A length, as its interval."""
    numbers = f"[{interval.low:.2f}, {interval.high:.2f}]"
    return Text(f"{numbers}米", f"{numbers} m")


def seconds(interval: Interval) -> Text:
    """A time, as its interval."""
    numbers = f"[{interval.low:.2f}, {interval.high:.2f}]"
    return Text(f"{numbers}秒", f"{numbers} s")


def speed(interval_mps: Interval) -> Text:
    """A speed, as its interval in km/h."""
    numbers = f"[{interval_mps.low * KMH_PER_MPS:.1f}, {interval_mps.high * KMH_PER_MPS:.1f}]"
    return Text(f"{numbers}千米/小时", f"{numbers} km/h")


def angle(interval_rad: Interval) -> Text:
    """An angle, as its interval in degrees."""
    degrees = 57.29577951308232
    numbers = f"[{interval_rad.low * degrees:.1f}, {interval_rad.high * degrees:.1f}]"
    return Text(f"{numbers}度", f"{numbers}°")


def verdict(truth: str) -> Text:
    """How a truth (its value) is written behind a statement."""
    return Text(TRUTH_ZH[truth], TRUTH_EN[truth])
