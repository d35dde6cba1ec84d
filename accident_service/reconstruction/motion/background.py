"""What the place looks like without traffic, learned from the whole clip.

Recordings of accidents end with vehicles standing where the road was, and begin with
vehicles standing where it will be. So each pixel is asked for its first and its last
lasting look, and where the two differ the one that holds no object is believed. Where both
hold one, because a vehicle moved by less than its length, the road is filled in. A clip of a
few seconds has no lasting looks; there, texture tells where vehicles are, and the road is what
shows between them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.displaced import Displaced, displaced_things
from accident_service.reconstruction.motion.lingering import Lingering, lingering_things
from accident_service.reconstruction.motion.reduced_clip import ReducedClip
from accident_service.reconstruction.motion.road_between import road_between
from accident_service.reconstruction.motion.road_under import differing, road_under

Levels = NDArray[np.float32]  # (rows, columns), grey levels 0..255

SAMPLE_INTERVAL_S = 0.25
BAND_ROWS = 24
# In a clip shorter than this a vehicle that stops, or waits to start, can stand for most of it;
# its texture is looked for so often.
SHORT_S, TEXTURE_INTERVAL_S = 6.0, 0.1
# A look lasts when it stays this long: traffic passes a pixel faster.
LASTING_S = 1.25
# ... within this many levels, which is what noise and codec do to a still surface.
STILL_LEVELS = 12.0
# The last look is believed where its outline is clearly the weaker.
CLEARLY = 0.6
# Regions smaller than this are left to the first look.
SMALLEST_REGION_PX = 25
# A recording of eight bits and a lossy codec never resolve better than this.
QUIETEST_LEVELS = 1.5
# What flickers more than this by itself is foliage, water or a lamp, never a standing vehicle.
RESTLESS_LEVELS = 5.0
# What goes less than this share of its way in the picture as it was taken is written on it.
STAYS_SHARE = 0.5
# A vehicle's edge is blurred over this many pixels.
RIM_PX = 5
# From the median absolute deviation to one sigma of a normal error.
SIGMA_PER_MAD = 1.4826


@dataclass(frozen=True, slots=True, eq=False)
class Background:
    """The empty scene and how much each of its pixels flickers by itself."""

    levels: Levels
    sigma_levels: Levels  # one sigma of one frame's pixel
    displaced: tuple[Displaced, ...] = ()  # what stood there and stands elsewhere later
    lingering: tuple[Lingering, ...] = ()  # what moves in a short clip, by its texture

    @property
    def picture(self) -> NDArray[np.uint8]:
        """The empty scene as a picture; what stood there all the time is in it."""
        return np.clip(np.rint(self.levels), 0, 255).astype(np.uint8)

    @property
    def stood_upon(self) -> NDArray[np.bool_]:
        """Where a vehicle stood, at first or at last, that is no part of the empty scene."""
        shown = np.zeros(self.levels.shape, dtype=np.uint8)
        for one in self.displaced:
            shown |= one.places[0] | one.places[1]
        return np.asarray(cv2.dilate(shown, np.ones((RIM_PX, RIM_PX), np.uint8)) > 0)

    @property
    def restless(self) -> NDArray[np.bool_]:
        """Where the empty scene itself does not keep still."""
        share = cv2.blur((self.sigma_levels > RESTLESS_LEVELS).astype(np.float32), (9, 9))
        return np.asarray(share > 0.25)


def learn_background(clip: ReducedClip) -> Background:
    """The empty scene, as far as the clip ever shows it.

    A pixel with no lasting look (foliage, a busy lane) takes its median. A vehicle that
    stands from the first frame to the last is part of the scene; one that is pushed aside
    is not, if its texture can be followed.
    """
    chosen = _sampled(clip, SAMPLE_INTERVAL_S)
    samples = _pictures(clip, chosen)
    sigma = SIGMA_PER_MAD / np.sqrt(2.0) * _median_change(samples)
    first, last = _first_look(samples), _first_look(samples[::-1])
    believed = Background(
        _believed(first, last), np.maximum(sigma, QUIETEST_LEVELS).astype(np.float32)
    )
    if clip.pts_s[-1] - clip.pts_s[0] < SHORT_S:
        return _seen_between(clip, believed)
    changed = (differing(first, last) & ~believed.restless).astype(np.uint8)
    found = displaced_things(samples, clip.pts_s[chosen], (first, last), changed)
    displaced = tuple(one for one in found if not _is_written_on(clip, chosen, one))
    if not displaced:
        return believed
    levels = road_under(believed.levels, (first, last), displaced, ~believed.restless)
    return Background(levels, believed.sigma_levels, displaced)


def _seen_between(clip: ReducedClip, believed: Background) -> Background:
    """The empty scene of a short clip, in which vehicles hardly leave a place alone."""
    chosen = _sampled(clip, TEXTURE_INTERVAL_S)
    samples, pts_s = _pictures(clip, chosen), clip.pts_s[chosen]
    things = lingering_things(samples, pts_s)
    if not things:
        return believed
    levels, looked = road_between(believed.levels, samples, pts_s, things)
    # There, change was traffic; the road flickers as it does elsewhere.
    elsewhere = np.median(believed.sigma_levels[~looked])
    sigma = np.where(looked, elsewhere, believed.sigma_levels).astype(np.float32)
    whole = tuple(thing for thing in things if thing.has_outline)
    return Background(levels, sigma, lingering=whole)


def _is_written_on(clip: ReducedClip, chosen: NDArray[np.intp], thing: Displaced) -> bool:
    """Is it part of the recording, not of the scene: does it stay when the camera is moved?"""
    if clip.sway is None:
        return False
    optics, home = clip.sway.optics, clip.sway.home
    steady = [thing.paths_px[:, end].astype(np.float64) for end in (0, -1)]
    poses = [clip.sway.poses[chosen[end]] for end in (0, -1)]
    taken = [
        optics.pixels_px(optics.rays(places, home), pose)
        for places, pose in zip(steady, poses, strict=True)
    ]
    ways_px = [np.median(np.hypot(*(ends[1] - ends[0]).T)) for ends in (taken, steady)]
    return bool(ways_px[0] < STAYS_SHARE * ways_px[1])


def _sampled(clip: ReducedClip, interval_s: float) -> NDArray[np.intp]:
    span_s = float(clip.pts_s[-1] - clip.pts_s[0])
    count = int(np.clip(span_s / interval_s, 5, 240))
    wanted_s = np.linspace(clip.pts_s[0], clip.pts_s[-1], count)
    return np.unique(np.searchsorted(clip.pts_s, wanted_s - 1e-6))


def _pictures(clip: ReducedClip, chosen: NDArray[np.intp]) -> NDArray[np.uint8]:
    pictures = np.empty((len(chosen), *clip.shape), dtype=np.uint8)
    for row, index in enumerate(chosen.tolist()):
        pictures[row] = clip.frames[index]  # one by one: each holds its neighbours in memory
    return pictures


def _median_change(samples: NDArray[np.uint8]) -> NDArray[np.float64]:
    """By how much each pixel usually changes from one sample to the next."""
    bands = (np.asarray(cv2.absdiff(one[1:], one[:-1]), np.uint8) for one in _bands(samples))
    return np.concatenate([middle_levels(band) for band in bands])


def _median(pictures: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Each pixel's median."""
    return np.concatenate([middle_levels(band) for band in _bands(pictures)])


def middle_levels(levels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The median along the first axis, in a third of the time of `numpy.median`."""
    ranks = {(len(levels) - 1) // 2, len(levels) // 2}
    return np.asarray(sum(_ranked(levels, rank).astype(np.float64) for rank in ranks) / len(ranks))


def _ranked(levels: NDArray[np.uint8], rank: int) -> NDArray[np.uint8]:
    """What has exactly so many lower values along the first axis, bit by bit."""
    counting = np.uint8 if len(levels) <= np.iinfo(np.uint8).max else np.uint16
    found = np.zeros(levels.shape[1:], dtype=np.uint8)
    for bit in (128, 64, 32, 16, 8, 4, 2, 1):
        tried = found | np.uint8(bit)
        lower = (levels < tried).sum(axis=0, dtype=counting)
        found = np.where(lower <= rank, tried, found)
    return found


def _bands(pictures: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    """A few rows of all pictures at a time, so that all of them are never held twice."""
    for top in range(0, pictures.shape[1], BAND_ROWS):
        yield pictures[:, top : top + BAND_ROWS]


def _first_look(samples: NDArray[np.uint8]) -> Levels:
    """Each pixel's first lasting look, in the order given; its median where it has none."""
    length = min(round(LASTING_S / SAMPLE_INTERVAL_S), len(samples))
    look = _median(samples).astype(np.float32)
    open_pixels = np.ones(look.shape, dtype=bool)
    for start in range(len(samples) - length + 1):
        window = samples[start : start + length]
        still = window.max(axis=0).astype(np.int16) - window.min(axis=0) <= STILL_LEVELS
        fresh = still & open_pixels
        look[fresh] = window.mean(axis=0, dtype=np.float32)[fresh]
        open_pixels &= ~still
    return np.asarray(look, dtype=np.float32)


def _believed(first: Levels, last: Levels) -> Levels:
    """Per region of disagreement, the look in which the region has no outline.

    Reference:
        R. Cucchiara et al., "Detecting moving objects, ghosts, and shadows in video
        streams", 2003 (ghosts are told by their motion there; here by their outline).
    """
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    differs = differing(first, last).astype(np.uint8)
    regions = cv2.morphologyEx(differs, cv2.MORPH_CLOSE, kernel)
    count, marks, stats, _ = cv2.connectedComponentsWithStats(regions, connectivity=8)
    edges_first, edges_last = _edge_strength(first), _edge_strength(last)
    believed = (first + last) / 2.0
    believed[regions > 0] = first[regions > 0]
    for mark in range(1, count):
        if stats[mark, cv2.CC_STAT_AREA] < SMALLEST_REGION_PX:
            continue
        region = (marks == mark).astype(np.uint8)
        outline = cv2.morphologyEx(region, cv2.MORPH_GRADIENT, kernel) > 0
        if edges_last[outline].mean() < CLEARLY * edges_first[outline].mean():
            grown = cv2.dilate(region, kernel, iterations=2) > 0
            believed[grown] = last[grown]
    return believed


def _edge_strength(levels: Levels) -> Levels:
    across = cv2.Sobel(levels, cv2.CV_32F, 1, 0)
    down = cv2.Sobel(levels, cv2.CV_32F, 0, 1)
    return np.asarray(cv2.magnitude(across, down), dtype=np.float32)
