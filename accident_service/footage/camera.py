"""A camera of one of the networks, and what it can be asked for."""

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shapely import Polygon

from accident_service.quantities.identifiers import CameraId
from accident_service.quantities.image_plane import ImageSize
from accident_service.quantities.uncertainty import Estimate

FAN_STEPS = 16
# High definition begins with 720 lines.
SHARP_LINES = 720


class CameraNetwork(StrEnum):
    """Who runs the camera; it decides how footage is asked for and how long it is kept."""

    PUBLIC_SECURITY = "public-security"
    TRAFFIC = "traffic"
    COMMERCIAL = "commercial"
    PARTY = "party"  # its own dash camera; never fixed, so never in a site's files


@dataclass(frozen=True, slots=True)
class CameraPosition:
    """Where the camera hangs, in metres of the site's plane."""

    x_m: float
    y_m: float
    height_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """One camera as its city describes it.

    `clock_offset_s` is what the camera's clock shows minus the true time. The survey that
    turns its pixels into metres is kept beside it, with the site.
    """

    id: CameraId
    network: CameraNetwork
    name_zh: str
    name_en: str
    position: CameraPosition
    field_of_view: Polygon  # on the road, metres of the site's plane
    clock_offset_s: Estimate
    retention_days: int
    source_key: str  # what the clip source knows its recordings by
    image_size: ImageSize
    surveyed_on: date | None = None  # None where the city's file does not say
    clock_measured_on: date | None = None

    @property
    def is_sharp(self) -> bool:
        """Is its picture of high definition?"""
        return self.image_size.height_px >= SHARP_LINES


def field_of_view_fan(
    position: CameraPosition, *, heading_rad: float, opening_rad: float, reach_m: float
) -> Polygon:
    """The stretch of road seen by a camera known only by where it points and how far it sees.

    Raises:
        ValueError: The opening is not between 0 and pi, or the reach is not positive.
    """
    if not 0 < opening_rad < math.pi or reach_m <= 0:
        raise ValueError(f"no field of view: opening {opening_rad} rad, reach {reach_m} m")
    first_rad = heading_rad - opening_rad / 2
    rim = [first_rad + opening_rad * step / FAN_STEPS for step in range(FAN_STEPS + 1)]
    return Polygon(
        [(position.x_m, position.y_m)]
        + [
            (position.x_m + reach_m * math.cos(a), position.y_m + reach_m * math.sin(a))
            for a in rim
        ]
    )
