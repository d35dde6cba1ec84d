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
NOT_TOLD = Sentence("", "")


def direction_in_words(bearing_rad: Interval) -> Sentence:
    """由西向东 and "from west to east"; empty where the interval lies in no single sector.

    Args:
        bearing_rad: Of the motion, clockwise from north; not wrapped between its ends.
    """
    low, high = (math.floor(end / SECTOR_RAD + 0.5) for end in (bearing_rad.low, bearing_rad.high))
    if low != high:
        return NOT_TOLD
    to_zh, to_en = POINTS[low % len(POINTS)]
    from_zh, from_en = POINTS[(low + len(POINTS) // 2) % len(POINTS)]
    return Sentence(f"由{from_zh}向{to_zh}", f"from {from_en} to {to_en}")
