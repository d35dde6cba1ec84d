"""What the pixels of a whole clip say: what stood out, and how it moved."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.background import Background, learn_background
from accident_service.reconstruction.motion.flow import CELL_PX, FlowSensor, cells_of
from accident_service.reconstruction.motion.foreground import foreground_of
from accident_service.reconstruction.motion.labels import LabelPropagation
from accident_service.reconstruction.motion.packed_frames import PackedFrames
from accident_service.reconstruction.motion.reduced_clip import ReducedClip
from accident_service.reconstruction.stages import Stage, stage


@dataclass(frozen=True, slots=True, eq=False)
class SceneMotion:
    """Per frame of a reduced clip: what each pixel is, whose it is, and cell by cell its flow."""

    clip: ReducedClip
    background: Background
    told: PackedFrames[np.uint8]  # n times (rows, columns): ROAD, BODY or LIGHT
    labels: PackedFrames[np.uint16]  # likewise: 0, or the moving thing the pixel belongs to
    backward_px: NDArray[np.float16]  # (n, cell rows, cell columns, 2); frame 0 is zero
    trusted: NDArray[np.bool_]  # (n, cell rows, cell columns)
    stood: frozenset[int]  # labels of things that stood in the empty scene before they moved


def observe_motion(clip: ReducedClip) -> SceneMotion:
    """Separate every frame from the empty scene and carry labels along the flow."""
    with stage(Stage.BACKGROUND):
        background = learn_background(clip)
    count, (rows, columns) = len(clip), clip.shape
    cells = (rows // CELL_PX, columns // CELL_PX)
    told: PackedFrames[np.uint8] = PackedFrames()
    labels: PackedFrames[np.uint16] = PackedFrames()
    backward_px = np.zeros((count, *cells, 2), dtype=np.float16)
    trusted = np.zeros((count, *cells), dtype=bool)
    sensor, propagation = FlowSensor(), LabelPropagation(background.restless)
    before = clip.frames[0]
    for index, frame in enumerate(clip.frames):
        with stage(Stage.FOREGROUND):
            shown = foreground_of(frame, background)
            told.append(shown)
        with stage(Stage.FLOW):
            flow = sensor.backward(before, frame)
            before = frame
            if index > 0:
                reduced = cells_of(flow)
                backward_px[index], trusted[index] = reduced.backward_px, reduced.trusted
        with stage(Stage.LABELS):
            labels.append(propagation.advance(shown, flow))
    stood = frozenset(propagation.stood)
    return SceneMotion(clip, background, told, labels, backward_px, trusted, stood)
