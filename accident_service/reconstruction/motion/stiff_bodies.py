"""Which of the texture that moves lies on one vehicle.

Two features of one stiff body go the same way as long as both are seen, though a nearer one
goes further in the picture, and one further off turns about it. Neighbours say so of each
other; bodies are put together from the surest pairs on, and two parts are one only where most
of the pairs between them agree: a few features at the place where two vehicles touch do not
make one of them.

Reference:
    T. Brox and J. Malik, "Object segmentation by long term analysis of point trajectories", 2010.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from accident_service.reconstruction.motion.seen_paths import neighbours
from accident_service.reconstruction.motion.texture_paths import Paths

Features = NDArray[np.intp]

# Only features this close say anything of each other; of parts of a body, with a plain side
# between them, those within the wider reach.
REACH_PX, WIDE_REACH_PX = 32.0, 80.0
# What lies further than this from the rest of its body is another part of it, or a stray.
STRAY_PX = 16.0
# They go alike to this share of their way, and so many pixels of each besides.
ALIKE_SHARE, ALIKE_PX = 0.15, 0.4
# The nearer of two goes up to so many times as far.
MOST_NEARER = 1.8
# Over a shorter way, or in fewer samples, nothing shows.
LEAST_WAY_PX, FEWEST_SAMPLES = 3.0, 5
# Between likeness and this many times its limit a pair says nothing.
UNLIKE = 2.0
# A pair counts by how far it went together, or apart, up to this: after a blow two vehicles
# go a little way as one.
MOST_WEIGHT_PX = 30.0
# Two parts of which more pairs than this share disagree are of two bodies.
MOST_AGAINST = 0.3
# Fewer features than this are chance.
FEWEST_FEATURES = 4


class _Verdicts(NamedTuple):
    """What pairs of features say of themselves."""

    pairs: NDArray[np.intp]  # (k, 2)
    unlike: NDArray[np.float32]  # (k,), share of the limit
    told: NDArray[np.bool_]  # (k,), they say anything
    alike: NDArray[np.bool_]  # (k,)
    weight_px: NDArray[np.float32]  # (k,), how far they went together, or apart


def stiff_bodies(paths: Paths) -> list[Features]:
    """The features of each body that moves, those of the largest first.

    Args:
        paths: (features, n, 2), NaN where one is not seen.
    """
    body_of = _Bodies(np.arange(len(paths)), _verdicts(paths, neighbours(paths, REACH_PX))).joined()
    body_of = _without_chance(_in_patches(paths, body_of))
    known = np.flatnonzero(body_of >= 0)
    wider = neighbours(paths[known], WIDE_REACH_PX)
    wider = wider[np.diff(body_of[known][wider], axis=1)[:, 0] != 0]
    wide = _verdicts(paths[known], wider)
    whole_of = _Bodies(body_of[known], wide).joined()
    bodies = [known[whole_of == body] for body in np.unique(whole_of)]
    return sorted(bodies, key=lambda body: (-len(body), int(body[0])))


def _in_patches(paths: Paths, body_of: Features) -> Features:
    """The number of each feature's patch: features of one body, each near the next."""
    pairs = neighbours(paths, STRAY_PX)
    same = pairs[body_of[pairs[:, 0]] == body_of[pairs[:, 1]]]
    joined = coo_array((np.ones(len(same)), (same[:, 0], same[:, 1])), shape=(len(paths),) * 2)
    return np.asarray(connected_components(joined, directed=False)[1], dtype=np.intp)


def _without_chance(body_of: Features) -> Features:
    """Bodies of a few features at least; other features have none, -1."""
    bodies, sizes = np.unique(body_of[body_of >= 0], return_counts=True)
    return np.where(np.isin(body_of, bodies[sizes >= FEWEST_FEATURES]), body_of, -1)


def _verdicts(paths: Paths, pairs: NDArray[np.intp]) -> _Verdicts:
    one, other = paths[pairs[:, 0]], paths[pairs[:, 1]]
    both = np.isfinite(one[..., 0] + other[..., 0])
    enough = both.sum(axis=1) >= FEWEST_SAMPLES
    pairs, one, other, both = pairs[enough], one[enough], other[enough], both[enough]
    if len(pairs) == 0:
        nothing = np.zeros(0, dtype=bool)
        none = np.zeros(0, dtype=np.float32)
        return _Verdicts(pairs, none, nothing, nothing, none)
    ways = [_way(path, both) for path in (one, other)]
    far_px = np.array([np.nanmax(_length(way), axis=1) for way in ways])
    scale = np.clip(far_px[1] / np.maximum(far_px[0], 1e-3), 1.0 / MOST_NEARER, MOST_NEARER)
    unlike_px = np.nanmax(_length(ways[0] * scale[:, None, None] - ways[1]), axis=1)
    limit_px = ALIKE_SHARE * far_px[1] + ALIKE_PX * (1.0 + scale)
    unlike = unlike_px / limit_px
    alike = (unlike < 1.0) & (far_px.min(axis=0) > LEAST_WAY_PX)
    told = alike | ((unlike > UNLIKE) & (far_px.max(axis=0) > LEAST_WAY_PX))
    weight_px = np.minimum(np.where(alike, far_px.min(axis=0), unlike_px), MOST_WEIGHT_PX)
    return _Verdicts(pairs, unlike.astype(np.float32), told, alike, weight_px)


def _way(path: Paths, both: NDArray[np.bool_]) -> Paths:
    """Away from the middle of the way, as far as both are seen."""
    seen = np.where(both[..., None], path, np.nan)
    return np.asarray(seen - np.nanmedian(seen, axis=1, keepdims=True), dtype=np.float32)


def _length(steps: Paths) -> NDArray[np.float32]:
    return np.asarray(np.hypot(steps[..., 0], steps[..., 1]), dtype=np.float32)


class _Bodies:
    """Parts that become bodies, and how many pairs between any two of them agree or do not."""

    def __init__(self, part_of: Features, verdicts: _Verdicts) -> None:
        """Begin with these parts, by the number of one of its features or another small one."""
        self._verdicts = verdicts
        self._first = part_of
        count = int(part_of.max(initial=0)) + 1
        self._part_of = np.arange(count)
        # Per part, by other part: what agrees, and what does not.
        self._votes: list[dict[int, tuple[float, float]]] = [{} for _ in range(count)]
        told = verdicts.told
        for (one, other), alike, weight_px in zip(
            verdicts.pairs[told].tolist(),
            verdicts.alike[told].tolist(),
            verdicts.weight_px[told].tolist(),
            strict=True,
        ):
            vote = (weight_px, 0.0) if alike else (0.0, weight_px)
            first, second = int(part_of[one]), int(part_of[other])
            if first != second:
                self._add(first, second, vote)
                self._add(second, first, vote)

    def joined(self) -> Features:
        """The number of each feature's body."""
        alike = self._verdicts.alike
        pairs, unlike = self._verdicts.pairs[alike], self._verdicts.unlike[alike]
        for one, other in pairs[np.lexsort((unlike, -self._verdicts.weight_px[alike]))].tolist():
            first, second = self._root(int(self._first[one])), self._root(int(self._first[other]))
            if first != second and self._agree(first, second):
                larger = len(self._votes[first]) >= len(self._votes[second])
                self._join(*((first, second) if larger else (second, first)))
        return np.array([self._root(int(one)) for one in self._first], dtype=np.intp)

    def _agree(self, first: int, second: int) -> bool:
        agreeing, against = self._votes[first].get(second, (0.0, 0.0))
        return against <= MOST_AGAINST * (agreeing + against)

    def _join(self, kept: int, given: int) -> None:
        self._part_of[given] = kept
        for other, vote in self._votes[given].items():
            self._votes[other].pop(given)
            if other != kept:
                self._add(kept, other, vote)
                self._add(other, kept, vote)
        self._votes[given] = {}

    def _add(self, one: int, other: int, vote: tuple[float, float]) -> None:
        agreeing, against = self._votes[one].get(other, (0.0, 0.0))
        self._votes[one][other] = (agreeing + vote[0], against + vote[1])

    def _root(self, one: int) -> int:
        while self._part_of[one] != one:
            self._part_of[one] = self._part_of[self._part_of[one]]
            one = int(self._part_of[one])
        return one
