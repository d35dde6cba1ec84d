"""Places on the road where the law forbids what is allowed elsewhere: crosswalks, bridges, ...

They are drawn on the map like any surface. The insides of junctions are the map's conflict
areas and are not drawn twice.
"""

from dataclasses import dataclass
from enum import StrEnum

from shapely import Polygon


class PlaceKind(StrEnum):
    """What a place is; drawn only where it is what the law means (a narrow bridge, ...)."""

    CROSSWALK = "crosswalk"
    RAILWAY_CROSSING = "railway_crossing"
    BRIDGE = "bridge"
    TUNNEL = "tunnel"
    BEND = "bend"  # sharp
    SLOPE = "slope"  # steep
    NARROW = "narrow"  # too narrow for two to meet


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadPlace:
    """One such place. `downhill_rad` points down its slope, counter-clockwise from +x."""

    id: str
    kind: PlaceKind
    polygon: Polygon
    downhill_rad: float | None = None
