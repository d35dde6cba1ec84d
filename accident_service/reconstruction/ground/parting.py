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
from accident_service.reconstruction.ground.believable_part import LEAST_SEEN_S, sights_at
from accident_service.reconstruction.ground.body_cover import outlines_px, patch_of
from accident_service.reconstruction.ground.joint_fit import FittedTrack
from accident_service.reconstruction.ground.one_or_several import are_better, is_doubtful
from accident_service.reconstruction.ground.ownership import SharedLabels, shared_out
from accident_service.reconstruction.ground.together import (
    Followed,
    Moments,
    followed,
    unexplained_share,
)
from accident_service.reconstruction.ground.vehicle_fit import fit_along, fit_vehicle
from accident_service.reconstruction.motion.labels import MOST_LABELS
from accident_service.reconstruction.motion.scene_motion import SceneMotion
from accident_service.reconstruction.motion.silhouettes import Silhouettes, silhouettes_of

Array = NDArray[np.float64]
Bits = NDArray[np.bool_]
Rows = NDArray[np.intp]

# The thing is looked at so many times a second, and vehicles are looked for in three frames.
LOOKS_HZ = 5.0
ANCHORS = (1 / 6, 3 / 6, 5 / 6)
# Frames at least this large, of the largest uncut, show what a thing is made of.
LARGE_SHARE = 0.5
EDGE_PX = 2.0
# Where twice in a row more than this is left, the vehicles are no longer what the label shows.
MOST_LEFT = 0.4


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
    if fit.silhouettes.stood or not is_doubtful(fit):
        return []
    first = int(np.argmin(np.abs(motion.clip.pts_s - fit.pts_s[0])))
    stride = max(1, round(1.0 / (LOOKS_HZ * float(np.median(np.diff(fit.pts_s))))))
    rows = np.append(np.arange(0, len(fit.silhouettes) - 1, stride), len(fit.silhouettes) - 1)
    thing = _Thing(motion, camera, label, fit, first, rows)
    moments = _moments(thing)
    vehicles = _apart(thing, moments)
    fits = _fits(thing, vehicles) if vehicles else []
    pts_s = motion.clip.pts_s[thing.frames]
    if len(fits) < 2 or not are_better(moments, pts_s, fit, fits):
        return []
    return [*fits, *(one for rest in _rest(thing, fits) for one in _told_anew(thing, rest))]


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
    shares = silhouettes_of(thing.motion, _shared_labels(thing, vehicles, ways), list(ways))
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


def _rest(thing: _Thing, fits: list[FittedTrack]) -> list[Silhouettes]:
    """The thing's sights, frames of the clip, before and after those the vehicles account for."""
    silhouettes = thing.fit.silhouettes
    pts_s = thing.fit.pts_s[silhouettes.frame_index]
    before = pts_s < min(float(fit.pts_s[0]) for fit in fits) - 1e-6
    after = pts_s > max(float(fit.pts_s[-1]) for fit in fits) + 1e-6
    return [
        sights_at(silhouettes, rows, thing.first_frame)
        for rows in (before, after)
        if np.count_nonzero(rows) * float(np.median(np.diff(thing.fit.pts_s))) >= LEAST_SEEN_S
    ]


def _told_anew(thing: _Thing, rest: Silhouettes) -> list[FittedTrack]:
    """What another part of a thing's life shows: several vehicles, one, or nothing clear."""
    if not rest.goes_somewhere():
        return []
    try:
        fit = fit_vehicle(thing.camera, rest, thing.motion.clip.pts_s)
    except VehicleLost:
        return []
    several = parted(thing.motion, thing.camera, thing.label, fit)
    return several if several or is_doubtful(fit) else [fit]
