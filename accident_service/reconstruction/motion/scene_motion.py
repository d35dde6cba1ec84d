"""What the pixels of a whole clip say: what stood out, and how it moved."""

from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.ahead import worked_ahead
from accident_service.reconstruction.motion.background import Background, learn_background
from accident_service.reconstruction.motion.displaced import Points, drawn
from accident_service.reconstruction.motion.flow import (
    FlowCells,
    FlowField,
    FlowSensor,
    PackedFlow,
    cells_of,
    no_flow,
)
from accident_service.reconstruction.motion.foreground import (
    BODY,
    SOFT,
    foreground_among_lamps,
    foreground_of,
    real_difference,
)
from accident_service.reconstruction.motion.labels import LabelPropagation, Labels
from accident_service.reconstruction.motion.lamplight import (
    Lamplight,
    lamps_rule,
    learn_lamplight,
)
from accident_service.reconstruction.motion.lighting import Lighting, learn_lighting
from accident_service.reconstruction.motion.packed_frames import PackedFrames
from accident_service.reconstruction.motion.reduced_clip import ReducedClip
from accident_service.reconstruction.motion.windows import Window
from accident_service.reconstruction.stages import Stage, stage

# Frames one helper looks at in a row; what it finds takes five megabytes a frame until it is used.
PIECE_FRAMES = 4


@dataclass(frozen=True, slots=True, eq=False)
class SceneMotion:
    """Per frame of a reduced clip: what each pixel is, whose it is, and cell by cell its flow."""

    clip: ReducedClip
    background: Background
    told: PackedFrames[np.uint8]  # n times (rows, columns): ROAD, BODY, LIGHT or SOFT
    labels: PackedFrames[np.uint16]  # likewise: 0, or the moving thing the pixel belongs to
    flow: PackedFlow  # likewise, from each frame to the one before; none of frame 0
    stood: frozenset[int]  # labels of things that stood in the empty scene before they moved
    displaced: frozenset[int] = frozenset()  # labels of things whose texture tells that they moved


class _Empty(NamedTuple):
    background: Background
    lighting: Lighting
    lamplight: Lamplight | None  # where the road is seen by the light of lamps

    def told(self, frame: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """What each pixel of a frame is."""
        if self.lamplight is None:
            return foreground_of(frame, self.background, self.lighting)
        return foreground_among_lamps(frame, self.background, self.lamplight)


class _Followed(Protocol):
    """A thing whose place its texture tells."""

    def inner_at(self, at_s: float) -> Points:
        """Corners of what it surely covers at a moment; none where unknown."""

    def outer_at(self, at_s: float) -> Points:
        """Corners beyond which it does not reach; none where unknown."""


class _Seen(NamedTuple):
    told: NDArray[np.uint8]
    flow: FlowField
    cells: FlowCells


def observe_motion(clip: ReducedClip) -> SceneMotion:
    """Separate every frame from the empty scene and carry labels along the flow."""
    with stage(Stage.BACKGROUND):
        background = learn_background(clip)
        lighting = learn_lighting(clip.frames, background, real_difference(background))
        lamplit = lamps_rule(lighting, background)
        lamplight = learn_lamplight(clip.frames, background) if lamplit else None
    empty = _Empty(background, lighting, lamplight)
    told: PackedFrames[np.uint8] = PackedFrames()
    labels: PackedFrames[np.uint16] = PackedFrames()
    cells = PackedFlow()
    followed: tuple[_Followed, ...] = (*background.displaced, *background.lingering)
    sure_count = len(followed) if lamplight is not None else len(background.displaced)
    propagation = LabelPropagation(background.restless, len(followed))
    pieces = (slice(start, start + PIECE_FRAMES) for start in range(0, len(clip), PIECE_FRAMES))
    seen = worked_ahead(lambda piece: _seen(clip, piece, empty), pieces)
    for index, (shown, flow, reduced) in enumerate(chain.from_iterable(seen)):
        at_s = float(clip.pts_s[index])
        known = _known_places(followed, sure_count, at_s, shown) if followed else None
        told.append(shown)
        with stage(Stage.LABELS):
            owner = propagation.advance(shown, flow, known)
            labelled = np.where(shown == SOFT, 0, owner).astype(np.uint16)
            labels.append(labelled)
            cells.append(reduced.of_things(labelled) if index > 0 else no_flow(clip.shape))
    stood, displaced = frozenset(propagation.stood), frozenset(propagation.known)
    return SceneMotion(clip, background, told, labels, cells, stood, displaced)


def _known_places(
    followed: tuple[_Followed, ...], sure_count: int, at_s: float, told: NDArray[np.uint8]
) -> Labels:
    """Labels of the body pixels of things whose place is known, from 1; 0 elsewhere.

    What the texture of the sure ones, the first, encloses is body, whatever it was told as; it
    is told so from here on. Texture of others may be that of their shadow's edge.
    """
    inner = [one.inner_at(at_s) for one in followed]
    outer = [one.outer_at(at_s) for one in followed]
    known, (corner, window) = np.zeros(told.shape, dtype=np.uint16), _around(outer + inner, told)
    here = told[window]
    if here.size > 0:
        inside, around = (
            drawn([polygon - corner for polygon in some], (here.shape[0], here.shape[1]))
            for some in (inner, outer)
        )
        here[(inside > 0) & (inside <= sure_count)] = BODY
        known[window] = np.where(inside > 0, inside, np.where(here == BODY, around, 0))
    return known


def _around(
    polygons: list[NDArray[np.float32]], picture: NDArray[np.uint8]
) -> tuple[NDArray[np.float32], Window]:
    """The window of a picture that holds all polygons, if any, and its corner, x and y."""
    corners = np.concatenate(polygons)
    if len(corners) == 0:
        return np.zeros(2, dtype=np.float32), (slice(0), slice(0))
    limit = np.array(picture.shape[::-1])
    # An even corner: halves are rounded to even numbers, there as in the whole picture.
    low = np.clip(np.floor(corners.min(axis=0)), 0, limit).astype(int) // 2 * 2
    high = np.clip(np.ceil(corners.max(axis=0)) + 1, 0, limit).astype(int)
    return low.astype(np.float32), (slice(low[1], high[1]), slice(low[0], high[0]))


def _seen(clip: ReducedClip, piece: slice, empty: _Empty) -> list[_Seen]:
    """What a few neighbouring frames show, and how each moved from the one before it."""
    sensor, seen = FlowSensor(), []
    before = clip.frames[max(piece.start - 1, 0)]
    for index in range(piece.start, min(piece.stop, len(clip))):
        frame = clip.frames[index]
        with stage(Stage.FOREGROUND):
            shown = empty.told(frame)
        with stage(Stage.FLOW):
            flow = sensor.backward(before, frame)
            seen.append(_Seen(shown, flow, cells_of(flow)))
        before = frame
    return seen
