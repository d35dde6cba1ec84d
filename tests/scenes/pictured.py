"""Pictures of bodies over their soft shadows, and the first fits a threshold leads to."""

from dataclasses import replace

import cv2
import numpy as np

from accident_service.reconstruction.ground.joint_fit import FittedTrack
from accident_service.reconstruction.ground.projection import placed, seen
from accident_service.reconstruction.ground.vehicle_shape import CAR, VehicleShape
from accident_service.reconstruction.motion.background import Background
from accident_service.reconstruction.motion.flow import PackedFlow
from accident_service.reconstruction.motion.packed_frames import PackedFrames
from accident_service.reconstruction.motion.reduced_clip import ReducedClip
from accident_service.reconstruction.motion.scene_motion import SceneMotion
from accident_service.reconstruction.motion.silhouettes import DIRECTIONS
from tests.scenes.fitted import fit_track
from tests.scenes.seen_vehicle import CAMERA, evidence, times_s

ROAD, BODY, SHADE = 110, 190, 60
COUNT = 30
# The soft shadow under a bumper, as a threshold sees it.
SHADE_PX = 3


def pictures(*tracks: np.ndarray, shape: VehicleShape = CAR) -> SceneMotion:
    """Bodies of the shape in turn, later ones before earlier, each over its soft shadow."""
    size = CAMERA.image_size
    frames = np.full((COUNT, size.height_px, size.width_px), ROAD, np.uint8)
    for states in tracks:
        body_px = seen(CAMERA, placed(shape.points_m(shape.size_m)[:-8], states))
        for frame, points in zip(frames, body_px, strict=True):
            for down, level in ((SHADE_PX, (ROAD + SHADE) // 2), (1, SHADE), (0, BODY)):
                hull = cv2.convexHull((points + np.array([0.0, down])).round().astype(np.int32))
                cv2.fillConvexPoly(frame, hull, level)
    empty = np.full(frames.shape[1:], ROAD, np.float32)
    clip = ReducedClip(frames, times_s(tracks[0]), 1.0)
    return SceneMotion(
        clip,
        Background(empty, np.full_like(empty, 1.5)),
        PackedFrames(),
        PackedFrames(),
        PackedFlow(),
        frozenset(),
    )


def first_fit(states: np.ndarray) -> FittedTrack:
    """What a fit makes of outlines that count the soft shadow as body."""
    told = evidence(states)
    below = SHADE_PX * np.clip(DIRECTIONS[:, 1], 0.0, None)
    shaded = replace(told, low_px=told.low_px + below, high_px=told.high_px + below)
    return fit_track(CAMERA, CAR, shaded, (times_s(states), states))
