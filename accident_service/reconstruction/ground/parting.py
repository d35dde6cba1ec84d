"""Things that are several vehicles: side by side from their first sight, they look like one.

Labels stay apart only if they were once apart. What one vehicle of a credible size explains
badly is therefore tried as two, three or four that stay out of each other's way; where they
explain it better through its whole life, each gets its own pixels and its own fit.
"""

from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accident_service.errors import VehicleLost
from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.arrangement import arranged
from accident_service.reconstruction.ground.body_cover import outlines_px, patch_of
from accident_service.reconstruction.ground.first_guess import way_m
from accident_service.reconstruction.ground.joint_fit import FittedTrack
from accident_service.reconstruction.ground.ownership import SharedLabels, shared_out
from accident_service.reconstruction.ground.together import (
    Followed,
    Moments,
    followed,
    own_share,
    unexplained_share,
)
from accident_service.reconstruction.ground.vehicle_fit import badness, fit_along
from accident_service.reconstruction.motion.labels import MOST_LABELS
from accident_service.reconstruction.motion.scene_motion import SceneMotion
from accident_service.reconstruction.motion.silhouettes import shares_of

Array = NDArray[np.float64]
Bits = NDArray[np.bool_]
Rows = NDArray[np.intp]

# Worse than this, in squared sigmas of an outline, or further than this from its kind's usual
# size, in sigmas, one vehicle is an unlikely account.
DOUBTFUL_MISFIT, DOUBTFUL_STRAY = 2.0, 2.5
# The thing is looked at so many times a second, and vehicles are looked for in three frames.
LOOKS_HZ = 5.0
ANCHORS = (1 / 6, 3 / 6, 5 / 6)
# Frames at least this large, of the largest uncut, show what a thing is made of.
LARGE_SHARE = 0.5
EDGE_PX = 2.0
# Several must be better than one by this much: in squared sigmas per outline, on average, and
# by half; ...
LEAST_BETTER, BETTER_SHARE = 1.0, 0.5
# ... and leave at most this share of what one leaves unexplained of the pixels.
LEFT_SHARE = 0.9
# Where twice in a row more than this is left, the vehicles are no longer what the label shows.
MOST_LEFT = 0.4
# Each covers body that no other does, this share of its own outline at the mean moment.
LEAST_OWN_SHARE = 0.2
# Each is of a size that hardly any of its kind exceeds, in sigmas, and seen for so long.
LARGEST_STRAY, LEAST_SEEN_S = 3.0, 1.0


@dataclass(frozen=True, slots=True, eq=False)
class _Thing:
    """What was taken for one vehicle, and the clip it is seen in."""

    motion: SceneMotion
    camera: CameraModel  # for the reduced picture
    label: int
    fit: FittedTrack
    first_frame: int  # of the clip, to which the fit's frame 0 belongs
    rows: Rows  # (k,), of its sights, those looked at

    @property
    def frames(self) -> Rows:
        """The clip's frames looked at, (k,)."""
        return self.fit.silhouettes.frame_index[self.rows] + self.first_frame


def parted(
    motion: SceneMotion, camera: CameraModel, label: int, fit: FittedTrack
) -> list[FittedTrack]:
    """One fit per vehicle that the thing is made of; none where it is one vehicle, or unclear.

    Args:
        camera: For the reduced picture.
        fit: Of the thing taken for one vehicle.
    """
    if fit.silhouettes.stood or not _is_doubtful(fit):
        return []
    first = int(np.argmin(np.abs(motion.clip.pts_s - fit.pts_s[0])))
    stride = max(1, round(1.0 / (LOOKS_HZ * float(np.median(np.diff(fit.pts_s))))))
    rows = np.append(np.arange(0, len(fit.silhouettes) - 1, stride), len(fit.silhouettes) - 1)
    thing = _Thing(motion, camera, label, fit, first, rows)
    moments = _moments(thing)
    vehicles = _apart(thing, moments)
    fits = _fits(thing, vehicles) if vehicles else []
    return fits if len(fits) > 1 and _are_better(thing, moments, fits) else []


def _is_doubtful(fit: FittedTrack) -> bool:
    return fit.misfit > DOUBTFUL_MISFIT or _stray(fit) > DOUBTFUL_STRAY


def _stray(fit: FittedTrack) -> float:
    """How far length, width or height is from the kind's usual one, in sigmas, at most."""
    return float(np.abs((fit.size_m - fit.shape.size_m)[:3] / fit.shape.size_sigma_m[:3]).max())


def _moments(thing: _Thing) -> Moments:
    """What the pictures show of the thing, and where it is as one vehicle."""
    boxes = thing.fit.silhouettes.box_px[thing.rows]
    motion = thing.motion
    patches = tuple(
        patch_of(motion.told[frame], motion.labels[frame], thing.label, box)
        for frame, box in zip(thing.frames, boxes, strict=True)
    )
    poses = thing.fit.states[thing.fit.silhouettes.frame_index[thing.rows], :3]
    return Moments(thing.camera, patches, poses)


def _apart(thing: _Thing, moments: Moments) -> list[Followed]:
    """The vehicles, two or more, that explain the thing best; none where one does."""
    best: list[Followed] = []
    most = 0.0
    for anchor in _anchors(thing):
        placements = arranged(moments.patches[anchor], thing.camera, moments.poses[anchor])
        if len(placements) > 1:
            vehicles = followed(moments, anchor, placements)
            left = unexplained_share(moments, vehicles)
            told = _told(left, anchor)
            explained = float(np.sum(MOST_LEFT - left[told]))
            if explained > most:
                best = [replace(one, seen=one.seen & told) for one in vehicles]
                most = explained
    return best


def _told(left: Array, anchor: int) -> Bits:
    """The moments around the anchor for which vehicles are the account of the thing.

    A label may be taken over by something else; then nothing more is known of them.
    """
    lost = np.flatnonzero((left[:-1] > MOST_LEFT) & (left[1:] > MOST_LEFT))
    before, after = lost[lost < anchor], lost[lost >= anchor]
    told = np.ones(len(left), dtype=bool)
    if len(before) > 0:
        told[: before[-1] + 2] = False
    if len(after) > 0:
        told[after[0] :] = False
    return told


def _anchors(thing: _Thing) -> list[int]:
    """Moments, spread over its life, at which the thing is large and not cut by the border."""
    silhouettes, (height, width) = thing.fit.silhouettes, thing.motion.clip.shape
    box = silhouettes.box_px[thing.rows]
    whole = (box[:, :2] > EDGE_PX).all(axis=1)
    whole &= (box[:, 2:] < np.array([width, height]) - 1 - EDGE_PX).all(axis=1)
    area = np.where(whole, 1.0, 1e-3) * silhouettes.area_px[thing.rows]
    large = np.flatnonzero(area >= LARGE_SHARE * area.max())
    return sorted({int(large[int(share * len(large))]) for share in ANCHORS})


def _fits(thing: _Thing, vehicles: list[Followed]) -> list[FittedTrack]:
    """A fit of each vehicle to its own pixels; those that cannot be fitted are left out."""
    ways = {
        MOST_LABELS + number: _way(thing, vehicle)
        for number, vehicle in enumerate(vehicles, start=1)
        if vehicle.seen.any()
    }
    shares = shares_of(thing.motion, _shared_labels(thing, vehicles, ways), list(ways))
    fits, pts_s = [], thing.motion.clip.pts_s
    for label, share in shares.items():
        with suppress(VehicleLost):
            fits.append(fit_along(thing.camera, share, pts_s, ways[label]))
    return fits


def _shared_labels(thing: _Thing, vehicles: list[Followed], ways: dict[int, Array]) -> SharedLabels:
    """Whose each pixel of the thing is, in every frame that shows it."""
    bodies = {}
    for label, way in ways.items():
        one = vehicles[label - MOST_LABELS - 1]
        bodies[label] = outlines_px(thing.camera, one.shape, one.size_m, way[:, 1:])
    labels, silhouettes = SharedLabels(), thing.fit.silhouettes
    for box, row in zip(silhouettes.box_px, silhouettes.frame_index, strict=True):
        frame = int(row) + thing.first_frame
        here = {
            label: bodies[label][frame - int(way[0, 0])]
            for label, way in ways.items()
            if way[0, 0] <= frame <= way[-1, 0]
        }
        labels.keep(frame, shared_out(thing.motion.labels[frame], thing.label, box, here))
    return labels


def _way(thing: _Thing, vehicle: Followed) -> Array:
    """Frame of the clip, x, y, heading, (n, 4), from a vehicle's first sight to its last."""
    seen = np.flatnonzero(vehicle.seen)
    frames = np.arange(thing.frames[seen[0]], thing.frames[seen[-1]] + 1)
    columns = [np.interp(frames, thing.frames, vehicle.poses[:, axis]) for axis in range(2)]
    heading = thing.fit.states[frames - thing.first_frame, 2]
    return np.column_stack([frames, *columns, heading])


def _are_better(thing: _Thing, moments: Moments, fits: list[FittedTrack]) -> bool:
    """Do several vehicles explain outlines and pixels clearly better than one?"""
    sights = np.array([len(fit.silhouettes) for fit in fits])
    several, one = np.average([badness(fit) for fit in fits], weights=sights), badness(thing.fit)
    vehicles = [_at(thing, fit) for fit in fits]
    told = np.any([vehicle.seen for vehicle in vehicles], axis=0)
    left = unexplained_share(moments, vehicles)[told]
    left_by_one = unexplained_share(moments, [_at(thing, thing.fit)])[told]
    return bool(
        all(_is_vehicle(fit) for fit in fits)
        and several < min(one - LEAST_BETTER, BETTER_SHARE * one)
        and left.mean() < LEFT_SHARE * left_by_one.mean()
        and own_share(moments, vehicles).min() > LEAST_OWN_SHARE
    )


def _is_vehicle(fit: FittedTrack) -> bool:
    """Is it of a usual size, seen for long, and gone farther than the ghost of one that left?"""
    seen_s = len(fit.silhouettes) * float(np.median(np.diff(fit.pts_s)))
    goes = way_m(fit.states[:, :2]) > float(fit.size_m[0])
    return goes and seen_s >= LEAST_SEEN_S and _stray(fit) <= LARGEST_STRAY


def _at(thing: _Thing, fit: FittedTrack) -> Followed:
    """A fit at the moments the thing was looked at."""
    pts_s = thing.motion.clip.pts_s[thing.frames]
    rows = np.searchsorted(fit.pts_s, pts_s - 1e-6)
    seen = (pts_s > fit.pts_s[0] - 1e-6) & (pts_s < fit.pts_s[-1] + 1e-6)
    poses = fit.states[np.clip(rows, 0, len(fit.states) - 1), :3]
    return Followed(fit.shape, fit.size_m, poses, seen)
