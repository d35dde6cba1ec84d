"""Which of two that meet was the first in a stretch too narrow for both.

The stretch lies along one direction: one vehicle enters it at its near end, the other, coming
the other way, at its far end. Each entry is bounded by the moments at which it may have and
surely had happened.
"""

import math
from dataclasses import dataclass

from accident_service.liability.fact import Truth
from accident_service.liability.facts.observe import Observation, along_sigma_m
from accident_service.quantities.identifiers import TrackId
from accident_service.quantities.uncertainty import Estimate
from accident_service.reconstruction.ground.trajectory import VehiclePose


@dataclass(frozen=True, slots=True)
class Narrows:
    """A stretch along a direction; both ends are measured along it, in metres from (0, 0)."""

    direction_rad: float
    near_m: float
    far_m: float

    def along_m(self, x_m: float, y_m: float) -> float:
        """How far along the direction a point lies."""
        return x_m * math.cos(self.direction_rad) + y_m * math.sin(self.direction_rad)


@dataclass(frozen=True, slots=True)
class Entry:
    """From when a vehicle may have been inside to when it surely was; infinite: not by contact."""

    from_pts_s: float
    by_pts_s: float


def entered_first(seen: Observation, stretch: Narrows, party: TrackId, other: TrackId) -> Truth:
    """Was `party` inside, from the near end, before `other` was, from the far end?"""
    mine = _entry(seen, party, (stretch.near_m, 1.0), stretch)
    theirs = _entry(seen, other, (stretch.far_m, -1.0), stretch)
    if mine.by_pts_s < theirs.from_pts_s:
        return Truth.TRUE
    if mine.from_pts_s > theirs.by_pts_s or mine.from_pts_s == math.inf:
        return Truth.FALSE
    return Truth.UNKNOWN


def _entry(seen: Observation, party: TrackId, end: tuple[float, float], stretch: Narrows) -> Entry:
    """When its front passed one end; `end` is where that is and which way it came (1, -1).

    Already past when first seen, it may have been inside for any time.
    """
    end_m, way = end
    half_m = seen.dimensions(party).length_m / 2
    past = [
        (
            pose.pts_s,
            Estimate(way * (_along(stretch, pose) - end_m) + half_m, _sigma(stretch, pose)),
        )
        for pose in seen.poses_before(party, window_s=math.inf)
    ]
    perhaps = [pts_s for pts_s, reach in past if reach.interval.high > 0]
    surely = [pts_s for pts_s, reach in past if reach.interval.low > 0]
    from_pts_s = min(perhaps, default=math.inf)
    if past and from_pts_s == past[0][0]:
        from_pts_s = -math.inf
    return Entry(from_pts_s, min(surely, default=math.inf))


def _along(stretch: Narrows, pose: VehiclePose) -> float:
    return stretch.along_m(pose.x_m, pose.y_m)


def _sigma(stretch: Narrows, pose: VehiclePose) -> float:
    return along_sigma_m(pose, stretch.direction_rad)
