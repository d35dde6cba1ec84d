"""Vehicles driving side by side whose pixels were all given one label."""

import cv2
import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.ground.body_cover import outlines_px
from accident_service.reconstruction.ground.vehicle_shape import CAR, VehicleShape
from accident_service.reconstruction.motion.background import Background
from accident_service.reconstruction.motion.flow import PackedFlow, no_flow
from accident_service.reconstruction.motion.foreground import BODY, ROAD
from accident_service.reconstruction.motion.packed_frames import PackedFrames
from accident_service.reconstruction.motion.reduced_clip import ReducedClip
from accident_service.reconstruction.motion.scene_motion import SceneMotion
from tests.scenes.seen_vehicle import CAMERA, straight_states, times_s

Array = NDArray[np.float64]

LABEL = 1


def abreast(*tracks: Array, shape: VehicleShape = CAR) -> SceneMotion:
    """What a clip says of bodies of this shape on states (n, 4): masks of one label, no flow."""
    count, size = len(tracks[0]), CAMERA.image_size
    frames = np.full((count, size.height_px, size.width_px), 110, np.uint8)
    told: PackedFrames[np.uint8] = PackedFrames()
    labels: PackedFrames[np.uint16] = PackedFrames()
    outlines = [outlines_px(CAMERA, shape, shape.size_m, states) for states in tracks]
    for index in range(count):
        body = np.zeros(frames.shape[1:], dtype=np.uint8)
        for outline in outlines:
            hull = cv2.convexHull(outline[index].round().astype(np.int32))
            cv2.fillConvexPoly(body, hull, 1)
        told.append(np.where(body > 0, BODY, ROAD).astype(np.uint8))
        labels.append((LABEL * body).astype(np.uint16))
    flow = PackedFlow()
    for _ in range(count):
        flow.append(no_flow((size.height_px, size.width_px)))
    empty = np.full(frames.shape[1:], 110, np.float32)
    return SceneMotion(
        ReducedClip(frames, times_s(tracks[0]), 1.0),
        Background(empty, np.full_like(empty, 1.5)),
        told,
        labels,
        flow,
        frozenset(),
    )


def side_by_side(
    *, apart_m: float = 3.0, behind_m: float = 0.5, frames: int = 50
) -> tuple[Array, Array]:
    """States of a nearer and a farther vehicle in neighbouring lanes."""
    near = straight_states(speed_mps=8.0, frame_count=frames, start_m=(-9.0, 3.5))
    far = straight_states(
        speed_mps=8.0, frame_count=frames, start_m=(-9.0 - behind_m, 3.5 + apart_m)
    )
    return near, far
