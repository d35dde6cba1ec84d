"""Where it happened, as the driver said it; coordinates keep the system they came in."""

from dataclasses import dataclass
from enum import StrEnum

from accident_service.quantities.identifiers import SiteId


class CoordinateSystem(StrEnum):
    """Mainland maps shift positions by up to hundreds of metres; the system is never dropped."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedCoordinates:
    """A position from a phone or a map pin."""

    latitude_deg: float
    longitude_deg: float
    system: CoordinateSystem
    accuracy_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedPlace:
    """Road or junction in words, the site if the driver picked one, coordinates if given."""

    words: str
    site: SiteId | None
    coordinates: ReportedCoordinates | None
