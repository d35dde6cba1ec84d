"""What lies across a vehicle's outline in the pictures, where its fit says that it is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.calibration.camera_model import CameraModel
from accident_service.reconstruction.ground.joint_fit import FittedTrack
from accident_service.reconstruction.ground.occlusion import Presence, hidden
from accident_service.reconstruction.ground.outline_edges import (
    Stretches,
    brightness_across,
    outline_stretches,
)
from accident_service.reconstruction.ground.projection import placed, seen
from accident_service.reconstruction.kept_pictures import ChosenPictures
from accident_service.reconstruction.motion.scene_motion import SceneMotion

Array = NDArray[np.float64]

# While it stands, a vehicle looks the same: fewer pictures do.
STOOD_STRIDE = 6
# Lamps shine ahead of the foremost tenth of the length.
FRONT = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """One vehicle where its first fit sees it, the others, and the pictures of all."""

    own: Presence
    others: list[Presence]
    motion: SceneMotion
    camera: CameraModel


@dataclass(frozen=True, slots=True, eq=False)
class Across:
    """Light across the stretches of one outline in k pictures."""

    rows: NDArray[np.intp]  # (k,), counted from the first state
    stretches: Stretches
    light: Array  # (k, STRETCHES, offsets)
    at_foot: NDArray[np.bool_]  # (k, STRETCHES)
    before_lamps: NDArray[np.bool_]  # (k, STRETCHES), those of the foot that face ahead
    is_open: NDArray[np.bool_]  # (k, STRETCHES), no nearer vehicle hides it


def looked_across(fit: FittedTrack, stride: int, around: Surroundings) -> Across:
    """Look across the fit's outline in every few of the frames that showed the vehicle."""
    own, motion, camera = around.own, around.motion, around.camera
    rows = fit.silhouettes.frame_index[::stride]
    empty: NDArray[np.float32] | None = motion.background.levels
    if fit.silhouettes.stood:
        # It is part of what was learned as the empty scene: only what is beside it tells the road.
        before = np.arange(0, fit.silhouettes.frame_index[0], STOOD_STRIDE * stride)
        rows, empty = np.concatenate([before, rows]), None
    stretches = outline_stretches(
        seen(camera, placed(fit.shape.points_m(fit.size_m), fit.states[rows]))
    )
    corners = fit.shape.corners[stretches.ends]
    frames = ChosenPictures(motion.clip.frames, own.first_frame + rows)
    return Across(
        rows=rows,
        stretches=stretches,
        light=brightness_across(frames, empty, stretches),
        at_foot=(corners[..., 2] == 0.0).all(axis=2),
        before_lamps=((corners[..., 2] == 0.0) & (corners[..., 0] >= FRONT)).all(axis=2),
        is_open=~hidden(stretches.place_px, (own, rows), around.others),
    )
