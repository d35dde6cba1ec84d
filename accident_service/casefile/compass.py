"""Directions of travel by the compass, as officers write them: 由西向东."""

import math

from accident_service.casefile.measured_wording import Sentence
from accident_service.quantities.uncertainty import Interval

# Clockwise from north, each with the point it lies opposite to four places on.
POINTS = (
    ("北", "north"),
    ("东北", "north-east"),
    ("东", "east"),
    ("东南", "south-east"),
    ("南", "south"),
    ("西南", "south-west"),
    ("西", "west"),
    ("西北", "north-west"),
)
SECTOR_RAD = math.tau / len(POINTS)
QUARTER = 2  # sectors
NOT_TOLD = Sentence("", "")


def direction_in_words(bearing_rad: Interval) -> Sentence:
    """由西向东 and "from west to east"; empty where it is not certain.

    Told by the eight points where the interval lies within 22.5 degrees of one of them, else
    by the four where it lies within 45 degrees of one.

    Args:
        bearing_rad: Of the motion, clockwise from north; not wrapped between its ends.
    """
    point = _nearest(bearing_rad, 1)
    point = _nearest(bearing_rad, QUARTER) if point is None else point
    if point is None:
        return NOT_TOLD
    to_zh, to_en = POINTS[point % len(POINTS)]
    from_zh, from_en = POINTS[(point + len(POINTS) // 2) % len(POINTS)]
    return Sentence(f"由{from_zh}向{to_zh}", f"from {from_en} to {to_en}")


def _nearest(bearing_rad: Interval, sectors: int) -> int | None:
    """The one point nearest to both ends, of every so many; None where they differ."""
    wide_rad = sectors * SECTOR_RAD
    low, high = (math.floor(end / wide_rad + 0.5) for end in (bearing_rad.low, bearing_rad.high))
    return low * sectors if low == high else None
