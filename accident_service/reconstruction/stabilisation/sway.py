"""The camera's pose at every picture of a clip, and the pose its survey was made at."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accident_service.errors import CameraMoved
from accident_service.reconstruction.kept_pictures import Pictures
from accident_service.reconstruction.stabilisation.follower import Follower, Sighting
from accident_service.reconstruction.stabilisation.optics import AT_REST, POSE_SIZE, Optics
from accident_service.reconstruction.stabilisation.refinement import movement_of, refined

Array = NDArray[np.float64]

# What all landmarks have wrong together: a codec that saves bits shows the last picture a
# little longer everywhere (measured: 0.02 to 0.04 px of a picture 640 wide).
COMMON_SIGMA_PX = 0.025
# A clip may end with so much that shows nothing: a bird before the lens, a few spoilt pictures.
LOST_BEARABLE_S = 1.0
# A pose lasts when it holds this many pictures of a clip, about a second ...
_LASTING_FRAMES = 20
# ... within this share of the picture's width, and this zoom.
_SAME_WIDTHS, _SAME_ZOOM = 0.006, 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Sway:
    """How a camera was turned and zoomed at each picture of one clip."""

    optics: Optics
    poses: Array  # (n, 6), see `optics`
    home: Array  # (6,), the pose the survey holds for
    sigma_px: Array  # (n,), one sigma of where a still point is after steadying
    lost: NDArray[np.bool_]  # (n,), pictures that show nothing of the scene known before

    @property
    def turn_sigma_rad(self) -> Array:
        """Doubt of the turn for which a survey holds, about x, y, z, (3,).

        Its own picture was taken somewhere in the sway, and steadying is not perfect.
        """
        steadied_rad = float(np.sqrt(np.mean(self.sigma_px**2))) / self.optics.focal_x_px
        return np.asarray(np.hypot(self.spread_rad, [steadied_rad, steadied_rad, 0.0]))

    @property
    def spread_rad(self) -> Array:
        """One sigma of the turn about x, y, z around the usual pose, (3,).

        The picture a survey was clicked in was taken at some such turn, nobody knows which.
        """
        apart = self.poses[self.at_home(), :3] - self.home[:3]
        return np.asarray(np.sqrt(np.mean(apart**2, axis=0)))

    def at_home(self) -> NDArray[np.bool_]:
        """Which pictures were taken at the usual pose, but for sway, (n,)."""
        return _near(self.poses, self.home, self.optics) & ~self.lost

    def scaled(self, factor: float) -> "Sway":
        """The same for pictures of another size."""
        units = np.ones(POSE_SIZE)
        units[4:] = factor
        return replace(
            self,
            optics=self.optics.scaled(factor),
            poses=self.poses * units,
            home=self.home * units,
            sigma_px=self.sigma_px * factor,
        )


class SwayWatch:
    """Finds how the camera was turned and zoomed while its pictures go by, and afterwards.

    Twice: once forwards, picture by picture, and once more when it is known which landmarks
    keep still and what it is that moves. A clip without texture is taken for steady.
    """

    def __init__(self, optics: Optics) -> None:
        """Args: optics: Of the camera, for its pictures; its movement is found here."""
        self._optics, self._follower = optics, Follower(optics)
        self._sightings: list[Sighting] = []

    def see(self, picture: NDArray[np.uint8]) -> None:
        """Look at the next picture (rows, columns), of one camera that stands on its pole."""
        self._sightings.append(self._follower.follow(picture))

    def sway(self, frames: Pictures) -> Sway:
        """The sway at every picture.

        Args:
            frames: All that were seen.
        """
        follower, sightings = self._follower, self._sightings
        moving = replace(self._optics, movement=movement_of(follower, sightings))
        if moving != self._optics:
            if len(follower.keys) > 1:
                follower = Follower(moving)
                sightings = [follower.follow(frame) for frame in frames]
            else:
                follower.look_through(moving)
        return _refined_sway(moving, follower, sightings)


def sway_of(frames: Pictures, optics: Optics) -> Sway:
    """Find how the camera was turned and zoomed at every picture; see `SwayWatch`."""
    watch = SwayWatch(optics)
    for frame in frames:
        watch.see(frame)
    return watch.sway(frames)


def _refined_sway(moving: Optics, follower: Follower, sightings: list[Sighting]) -> Sway:
    poses = np.stack([sighting.pose for sighting in sightings])
    sigma_px = np.full(len(sightings), COMMON_SIGMA_PX)
    for key in range(len(follower.keys)):
        chosen = [index for index, one in enumerate(sightings) if one.key == key and not one.lost]
        if chosen:
            known = refined(follower, key, [sightings[index] for index in chosen])
            poses[chosen] = known.poses
            sigma_px[chosen] = np.hypot(known.sigma_px, COMMON_SIGMA_PX)
    lost = np.array([sighting.lost for sighting in sightings])
    home = _home(poses[~lost], moving) if not lost.all() else AT_REST
    return Sway(moving, poses, home, sigma_px, lost)


def require_one_view(sway: Sway, pts_s: Array) -> None:
    """Refuse a clip that leaves the scene it began with.

    What covers the lens for a while and goes does no harm: a bird, a bus close by. A camera
    that was turned away, or pictures of another place, cannot be measured with its survey.

    Raises:
        CameraMoved: The view was lost and not found again, or was lost most of the time.
    """
    seen = np.flatnonzero(~sway.lost)
    last_s = float(pts_s[seen[-1]]) if len(seen) else float(pts_s[0])
    gone_for_good = float(pts_s[-1]) - last_s > LOST_BEARABLE_S
    if gone_for_good or len(seen) < len(pts_s) / 2:
        raise CameraMoved(
            f"after {last_s:.2f} s the pictures show nothing of the view the clip began with;"
            f" it is seen in {len(seen)} of {len(pts_s)} pictures"
        )


def _home(poses: Array, optics: Optics) -> Array:
    """The usual pose: of those that last, the one with the widest view, and then the first.

    A survey is clicked in the whole view, before the accident: a digital zoom only narrows
    it, and a knock comes later.
    """
    length = min(_LASTING_FRAMES, len(poses))
    starts = range(0, len(poses) - length + 1, max(length // 2, 1))
    levels = [np.median(poses[start : start + length], axis=0) for start in starts]
    lasting = [
        level
        for start, level in zip(starts, levels, strict=True)
        if np.mean(_near(poses[start : start + length], level, optics)) > 0.9
    ]
    widest = min(level[3] for level in lasting or levels)
    chosen = next(one for one in lasting or levels if one[3] <= widest + _SAME_ZOOM)
    near = _near(poses, chosen, optics)
    return np.asarray(np.median(poses[near], axis=0)) if near.any() else chosen


def _near(poses: Array, level: Array, optics: Optics) -> NDArray[np.bool_]:
    reach_rad = _SAME_WIDTHS * optics.width_px / optics.focal_x_px
    turned = np.abs(poses[:, :3] - level[:3]).max(axis=1) < reach_rad
    return np.asarray(turned & (np.abs(poses[:, 3] - level[3]) < _SAME_ZOOM))
