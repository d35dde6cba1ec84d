"""From latitude and longitude to metres of a site's own plane.

A site is small: a tangent plane at its datum, with the ellipsoid's two radii there, is good
to a centimetre over a kilometre. Mainland maps shift positions (GCJ-02, and BD-09 on top of
it); they are shifted back here and nowhere else.

Reference:
    NIMA TR8350.2, World Geodetic System 1984, third edition, section 4 (radii of curvature).
"""

import math
from dataclasses import dataclass

from accident_service.reports.place import CoordinateSystem

SEMI_MAJOR_M = 6_378_137.0
ECCENTRICITY2 = 6.694_379_990_14e-3
# The ellipsoid of the GCJ-02 shift (Krasovsky 1940), as its published inverses use it.
SHIFT_SEMI_MAJOR_M = 6_378_245.0
SHIFT_ECCENTRICITY2 = 6.693_421_622_966e-3
INVERSE_STEPS = 6


@dataclass(frozen=True, slots=True)
class SitePlane:
    """Where a site's (0, 0) lies (WGS 84), and how its +x is turned from east."""

    latitude_deg: float
    longitude_deg: float
    rotation_rad: float = 0.0  # counter-clockwise from east to +x

    def to_metres(self, latitude_deg: float, longitude_deg: float) -> tuple[float, float]:
        """The place in metres of the site's plane."""
        latitude_rad = math.radians(self.latitude_deg)
        bulge = 1 - ECCENTRICITY2 * math.sin(latitude_rad) ** 2
        north_radius_m = SEMI_MAJOR_M * (1 - ECCENTRICITY2) / bulge**1.5
        east_radius_m = SEMI_MAJOR_M / math.sqrt(bulge) * math.cos(latitude_rad)
        north_m = math.radians(latitude_deg - self.latitude_deg) * north_radius_m
        east_m = math.radians(longitude_deg - self.longitude_deg) * east_radius_m
        cos, sin = math.cos(self.rotation_rad), math.sin(self.rotation_rad)
        return (east_m * cos + north_m * sin, north_m * cos - east_m * sin)

    def to_degrees(self, x_m: float, y_m: float) -> tuple[float, float]:
        """Latitude and longitude of a place of the plane; `to_metres` the other way."""
        latitude_rad = math.radians(self.latitude_deg)
        bulge = 1 - ECCENTRICITY2 * math.sin(latitude_rad) ** 2
        north_radius_m = SEMI_MAJOR_M * (1 - ECCENTRICITY2) / bulge**1.5
        east_radius_m = SEMI_MAJOR_M / math.sqrt(bulge) * math.cos(latitude_rad)
        cos, sin = math.cos(self.rotation_rad), math.sin(self.rotation_rad)
        east_m, north_m = x_m * cos - y_m * sin, x_m * sin + y_m * cos
        return (
            self.latitude_deg + math.degrees(north_m / north_radius_m),
            self.longitude_deg + math.degrees(east_m / east_radius_m),
        )

    def heading_rad(self, bearing_deg: float) -> float:
        """A compass bearing, clockwise from north, as a heading of the site's plane."""
        return math.pi / 2 - math.radians(bearing_deg) - self.rotation_rad

    def bearing_rad(self, heading_rad: float) -> float:
        """A heading of the plane as a compass bearing: clockwise from north, 0 to 2 pi."""
        return (math.pi / 2 - heading_rad - self.rotation_rad) % math.tau


def to_wgs84(
    latitude_deg: float, longitude_deg: float, system: CoordinateSystem
) -> tuple[float, float]:
    """The same place in WGS 84; the shift is taken back to about a metre."""
    if system is CoordinateSystem.WGS84:
        return (latitude_deg, longitude_deg)
    if system is CoordinateSystem.BD09:
        latitude_deg, longitude_deg = _gcj02_from_bd09(latitude_deg, longitude_deg)
    guess = (latitude_deg, longitude_deg)
    for _ in range(INVERSE_STEPS):
        shifted = _gcj02_from_wgs84(*guess)
        guess = (
            guess[0] + latitude_deg - shifted[0],
            guess[1] + longitude_deg - shifted[1],
        )
    return guess


def _gcj02_from_bd09(latitude_deg: float, longitude_deg: float) -> tuple[float, float]:
    x, y = longitude_deg - 0.0065, latitude_deg - 0.006
    turn = math.pi * 3000.0 / 180.0
    distance = math.hypot(x, y) - 0.000_02 * math.sin(y * turn)
    angle_rad = math.atan2(y, x) - 0.000_003 * math.cos(x * turn)
    return (distance * math.sin(angle_rad), distance * math.cos(angle_rad))


def _gcj02_from_wgs84(latitude_deg: float, longitude_deg: float) -> tuple[float, float]:
    north, east = _shift_terms(longitude_deg - 105.0, latitude_deg - 35.0)
    latitude_rad = math.radians(latitude_deg)
    bulge = 1 - SHIFT_ECCENTRICITY2 * math.sin(latitude_rad) ** 2
    north_radius_m = SHIFT_SEMI_MAJOR_M * (1 - SHIFT_ECCENTRICITY2) / bulge**1.5
    east_radius_m = SHIFT_SEMI_MAJOR_M / math.sqrt(bulge) * math.cos(latitude_rad)
    return (
        latitude_deg + math.degrees(north / north_radius_m),
        longitude_deg + math.degrees(east / east_radius_m),
    )


def _shift_terms(x: float, y: float) -> tuple[float, float]:
    """The published series of the shift, in metres north and east."""
    root = math.sqrt(abs(x))
    waves = 20.0 * math.sin(6 * x * math.pi) + 20.0 * math.sin(2 * x * math.pi)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += waves * 2 / 3
    north += (20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3 * math.pi)) * 2 / 3
    north += (160.0 * math.sin(y / 12 * math.pi) + 320.0 * math.sin(y * math.pi / 30)) * 2 / 3
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += waves * 2 / 3
    east += (20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3 * math.pi)) * 2 / 3
    east += (150.0 * math.sin(x / 12 * math.pi) + 300.0 * math.sin(x / 30 * math.pi)) * 2 / 3
    return north, east
