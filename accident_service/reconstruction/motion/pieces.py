"""Pieces of one vehicle that got labels of their own, put together again.

A vehicle that comes into view behind a pole, or whose panels look like the road, shows in
pieces first, and each keeps its label. Pieces of one stiff body lie together and go the same
way as long as both are seen. So do two vehicles in a row now and then: what is joined here is
good for asking what size of vehicle it could be, not for telling vehicles apart.
"""

from dataclasses import replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from accident_service.reconstruction.motion.packed_frames import PackedFrames
from accident_service.reconstruction.motion.scene_motion import SceneMotion
from accident_service.reconstruction.motion.silhouettes import Silhouettes, without_outlines

Array = NDArray[np.float64]

# Fewer sights together than this show no common way; ...
FEWEST_TOGETHER, TOGETHER_SHARE = 6, 0.6
# ... nor does a way shorter than this.
LEAST_WAY_PX = 8.0
# Pieces of one body lie no further apart than this share of the larger one's length.
GAP_SHARE = 0.06
# The near end of a vehicle moves faster in the picture than its far end: by up to so much.
SAME_WAY_SHARE = 0.35
_LABELS = np.iinfo(np.uint16).max + 1


def in_whole_things(motion: SceneMotion) -> SceneMotion:
    """The same motion with all pieces of a thing under the label of the first seen."""
    owner = owners(without_outlines(motion, motion.labels))
    joined: PackedFrames[np.uint16] = PackedFrames()
    for index in range(len(motion.labels)):
        joined.append(np.asarray(owner[motion.labels[index]], dtype=np.uint16))
    return replace(motion, labels=joined)


def owners(evidence: dict[int, Silhouettes]) -> NDArray[np.uint16]:
    """Of each label the one it goes under, (65536,).

    Args:
        evidence: Of each label; outlines are not looked at.
    """
    owner = np.arange(_LABELS, dtype=np.uint16)
    seen = [label for label, one in evidence.items() if len(one) >= FEWEST_TOGETHER]
    seen.sort(key=lambda label: (int(evidence[label].frame_index[0]), label))
    for first, second in combinations(seen, 2):
        if _of_one_body(evidence[first], evidence[second]):
            kept, given = sorted((int(owner[first]), int(owner[second])), key=seen.index)
            owner[owner == given] = kept
    return owner


def _of_one_body(one: Silhouettes, other: Silhouettes) -> bool:
    """Do the two lie together and go the same way, as long as both are seen?"""
    _, mine, yours = np.intersect1d(one.frame_index, other.frame_index, return_indices=True)
    shorter = min(len(one), len(other))
    if len(mine) < max(FEWEST_TOGETHER, TOGETHER_SHARE * shorter):
        return False
    boxes = one.box_px[mine], other.box_px[yours]
    length_px = max(float(np.median((box[:, 2:] - box[:, :2]).max(axis=1))) for box in boxes)
    if np.median(_gap_px(*boxes)) > GAP_SHARE * length_px:
        return False
    told = one.cell_used[mine].any(axis=1) & other.cell_used[yours].any(axis=1)
    flows = one.flow_px[mine][told], other.flow_px[yours][told]
    way_px, apart_px = _farthest_px((flows[0] + flows[1]) / 2), _farthest_px(flows[0] - flows[1])
    return way_px > LEAST_WAY_PX and apart_px < SAME_WAY_SHARE * way_px


def _gap_px(one: Array, other: Array) -> Array:
    """The wider of the gaps between two boxes across and down, (n,); 0 where they overlap."""
    gap = np.maximum(one[:, :2], other[:, :2]) - np.minimum(one[:, 2:], other[:, 2:])
    return np.asarray(np.maximum(gap, 0.0).max(axis=1))


def _farthest_px(steps_px: Array) -> float:
    """How far these steps lead away from where they begin; 0 without steps."""
    if len(steps_px) == 0:
        return 0.0
    return float(np.sqrt((np.cumsum(steps_px, axis=0) ** 2).sum(axis=1)).max())
