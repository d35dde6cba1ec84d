"""What moved in the picture of a camera nobody has surveyed: tracks in pixels only."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.quantities.identifiers import TrackId
from accident_service.reconstruction.motion.reduced_clip import ReducedClip
from accident_service.reconstruction.motion.scene_motion import SceneMotion
from accident_service.reconstruction.motion.silhouettes import Silhouettes, traffic_of

Array = NDArray[np.float64]

# Less than this is flicker.
FEWEST_SIGHTS = 10


@dataclass(frozen=True, slots=True, eq=False)
class ImageTrack:
    """One moving thing; pixels of the full picture, one row per frame that shows it."""

    id: TrackId
    pts_s: Array  # (n,), increasing
    centre_px: Array  # (n, 2), x right, y down
    box_px: Array  # (n, 4): left, top, right, bottom edge

    @property
    def way_px(self) -> float:
        """Greatest distance of its centre from where it was first seen."""
        return float(np.sqrt(((self.centre_px - self.centre_px[0]) ** 2).sum(axis=1)).max())


def tracks_of(motion: SceneMotion) -> tuple[ImageTrack, ...]:
    """Everything that crosses a picture that was already looked at.

    Speeds and distances in metres cannot be told from this: that needs a survey.
    """
    traffic = traffic_of(motion, motion.labels, FEWEST_SIGHTS)
    return tuple(
        _track(TrackId(f"t{label}"), motion.clip, silhouettes)
        for label, silhouettes in traffic.items()
    )


def _track(track: TrackId, clip: ReducedClip, silhouettes: Silhouettes) -> ImageTrack:
    edges = silhouettes.box_px + np.array([-0.5, -0.5, 0.5, 0.5])
    return ImageTrack(
        id=track,
        pts_s=clip.pts_s[silhouettes.frame_index],
        centre_px=(silhouettes.centre_px + 0.5) / clip.factor - 0.5,
        box_px=(edges + 0.5) / clip.factor - 0.5,
    )
