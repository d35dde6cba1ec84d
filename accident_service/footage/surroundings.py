"""Where and when to look for one accident, and what around it decides who could have seen it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shapely import LineString
from shapely.geometry.base import BaseGeometry

from accident_service.footage.health import Health
from accident_service.footage.occluder import Occluder
from accident_service.quantities.clocks import TimeWindow
from accident_service.quantities.identifiers import CameraId


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands in the way, where the vehicles came from, and what is known of each camera.

    `surveyed_sigma_m` is one sigma of a position measured at the place, in metres, of every
    camera whose survey tells; cameras that `health` does not name were never asked.
    """

    occluders: tuple[Occluder, ...] = ()
    approach: BaseGeometry = field(default_factory=LineString)
    surveyed_sigma_m: Mapping[CameraId, float] = field(default_factory=dict)
    health: Mapping[CameraId, Health] = field(default_factory=dict)


NOTHING_AROUND = Surroundings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Where and when to look, and what is known around it."""

    place_m: tuple[float, float]
    place_sigma_m: float
    window: TimeWindow
    now_at: datetime
    around: Surroundings = NOTHING_AROUND
    added: frozenset[CameraId] = frozenset()  # what an officer wants asked whatever it sees
