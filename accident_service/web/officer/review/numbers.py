"""How numbers are written for the screen: to what they are worth, so that a phone gets them too."""

from collections.abc import Iterable

Json = dict[str, object]

TIME_DECIMALS = 4  # a tenth of a millisecond; pictures are 20 to 70 ms apart
LENGTH_DECIMALS = 2  # a centimetre
SPEED_DECIMALS = 2
ANGLE_DECIMALS = 3  # a twentieth of a degree


def rounded(values: Iterable[float], decimals: int) -> list[float]:
    """The values rounded; -0.0 becomes 0.0."""
    return [round(float(value), decimals) + 0.0 for value in values]


def time_s(value: float) -> float:
    """A moment."""
    return round(float(value), TIME_DECIMALS) + 0.0


def length_m(value: float) -> float:
    """A length or a place."""
    return round(float(value), LENGTH_DECIMALS) + 0.0


def points_m(points: Iterable[Iterable[float]]) -> list[list[float]]:
    """Places on the road, x and y each."""
    return [rounded(tuple(point)[:2], LENGTH_DECIMALS) for point in points]
