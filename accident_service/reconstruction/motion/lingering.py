"""Vehicles that stand for a part of a short clip, known by their texture before and after.

Texture is lost and found: something passes in front, a vehicle turns. Each body's features
are therefore carried along by those that are seen, so that its outline is known for as long as
any two of them are, and for as long as it rests where they were last seen.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.displaced import Points, similarity
from accident_service.reconstruction.motion.seen_paths import seen_paths
from accident_service.reconstruction.motion.stiff_bodies import stiff_bodies
from accident_service.reconstruction.motion.texture_paths import RESTING_PX, Mask, Paths, Samples

# Fewer features than this hold no outline together.
FEWEST_SEEN = 2
# Fewer than this are on a part of a vehicle that turned or that something hides.
OUTLINE_FEATURES = 10
# Body reaches this far beyond its features, as a share of their spread and so many pixels.
MARGIN_SHARE, MARGIN_PX = 0.06, 5.0
# A struck vehicle is pushed by at least this share of its length.
LEAST_WAY_SHARE = 0.04
NOWHERE: Points = np.zeros((0, 2), dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Lingering:
    """One stiff body by its texture; where it is at the moments at which it was looked for."""

    pts_s: NDArray[np.float64]  # (n,)
    paths_px: Paths  # (features, n, 2), x and y; NaN where nobody knows

    @property
    def has_outline(self) -> bool:
        """Has it so much texture that what it encloses is most of a vehicle?"""
        return len(self.paths_px) >= OUTLINE_FEATURES

    def inner_at(self, at_s: float) -> Points:
        """The convex hull of its features at a moment: surely on it; no corners where unknown."""
        after = int(np.clip(np.searchsorted(self.pts_s, at_s), 1, len(self.pts_s) - 1))
        before_s, after_s = self.pts_s[after - 1], self.pts_s[after]
        share = float(np.clip((at_s - before_s) / (after_s - before_s), 0.0, 1.0))
        return _hull(self.paths_px[:, after - 1] * (1.0 - share) + self.paths_px[:, after] * share)

    def outer_at(self, at_s: float) -> Points:
        """The same: beyond its texture nothing is known to be its own."""
        return self.inner_at(at_s)

    def reach_at(self, at_s: float) -> Points:
        """Corners beyond which it surely does not reach; none where unknown."""
        inner = self.inner_at(at_s)
        if len(inner) == 0:
            return NOWHERE
        reach_px = MARGIN_PX + MARGIN_SHARE * float(np.ptp(inner, axis=0).max())
        square = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], dtype=np.float32) * reach_px
        return _hull((inner[:, None] + square).reshape(-1, 2))


def lingering_things(samples: Samples, pts_s: NDArray[np.float64]) -> tuple[Lingering, ...]:
    """Every body that moves in these samples, the one with most texture first.

    Args:
        samples: Of a short clip in order, close in time.
        pts_s: Their times.
    """
    paths = seen_paths(samples)
    bodies = (carried(paths[body]) for body in stiff_bodies(paths))
    return tuple(Lingering(pts_s, body) for body in bodies if _goes_far(body))


def shown(things: tuple[Lingering, ...], at_s: float, shape: tuple[int, int]) -> tuple[Mask, Mask]:
    """1 where one of them surely is at a moment, and 1 where one of them may be."""
    surely, perhaps = np.zeros(shape, dtype=np.uint8), np.zeros(shape, dtype=np.uint8)
    for thing in things:
        for mask, corners in ((surely, thing.inner_at(at_s)), (perhaps, thing.reach_at(at_s))):
            if len(corners):
                cv2.fillConvexPoly(mask, np.rint(corners).astype(np.int32), 1)
    return surely, perhaps


def carried(paths: Paths) -> Paths:
    """The paths of one body's features, also where they are not seen but others of it are."""
    later = _carried_on(paths)
    earlier = _carried_on(paths[:, ::-1])[:, ::-1]
    return np.where(np.isfinite(paths), paths, np.where(np.isfinite(later), later, earlier))


def _goes_far(paths: Paths) -> bool:
    """Does a body go far for its size? Foliage that sways alike does not."""
    extent_px = np.nanmax(paths, axis=1) - np.nanmin(paths, axis=1)
    way_px = float(np.median(np.hypot(extent_px[:, 0], extent_px[:, 1])))
    known = paths[:, np.isfinite(paths[..., 0]).any(axis=0)]
    size_px = np.median(np.nanmax(known, axis=0) - np.nanmin(known, axis=0), axis=0)
    return way_px > LEAST_WAY_SHARE * float(size_px.max())


def _carried_on(paths: Paths) -> Paths:
    """Where features are after they were seen."""
    places, still = paths[:, 0].copy(), False
    carried_on = [places]
    for before, now in zip(paths[:, :-1].swapaxes(0, 1), paths[:, 1:].swapaxes(0, 1), strict=True):
        both = np.isfinite(before[:, 0]) & np.isfinite(now[:, 0])
        if np.count_nonzero(both) >= FEWEST_SEEN:
            along = similarity(before[both], now[both])
            places = np.asarray(places @ along[:, :2].T + along[:, 2], dtype=np.float32)
            steps_px = np.hypot(*(now[both] - before[both]).T)
            still = bool(np.median(steps_px) < RESTING_PX)
        elif not still:
            places = np.full_like(places, np.nan)
        places = np.where(np.isfinite(now), now, places)
        carried_on.append(places)
    return np.stack(carried_on, axis=1)


def _hull(points: Points) -> Points:
    known = points[np.isfinite(points[:, 0])].astype(np.float32)
    if len(known) < FEWEST_SEEN:
        return NOWHERE
    return np.asarray(cv2.convexHull(known), dtype=np.float32).reshape(-1, 2)
