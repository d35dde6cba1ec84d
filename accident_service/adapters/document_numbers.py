"""How numbers are written into documents: rounded, finite, and so the same on every run.

A tenth of a millimetre and a microsecond are far below any doubt in this service; rounding
there keeps a result byte for byte the same while the last bits of a sum may differ.
"""

import math

from accident_service.quantities.uncertainty import Estimate

Json = dict[str, object]

_DECIMALS = 4
_TIME_DECIMALS = 6
_ANGLE_DECIMALS = 5


def rounded(value: float) -> float:
    """A length, speed or share."""
    return round(float(value), _DECIMALS) + 0.0  # -0.0 becomes 0.0


def moment(pts_s: float) -> float:
    """A time."""
    return round(float(pts_s), _TIME_DECIMALS) + 0.0


def angle(value_rad: float) -> float:
    """An angle."""
    return round(float(value_rad), _ANGLE_DECIMALS) + 0.0


def finite_or_null(value: float) -> float | None:
    """A number, or null where it is infinite, which JSON cannot write."""
    return rounded(value) if math.isfinite(value) else None


def estimate(value: Estimate | None) -> Json | None:
    """A value with its sigma; null where nothing was measured."""
    if value is None:
        return None
    return {"value": rounded(value.value), "sigma": rounded(value.sigma)}
