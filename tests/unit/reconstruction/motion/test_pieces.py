from dataclasses import replace

import numpy as np

from accident_service.reconstruction.motion.pieces import in_whole_things, owners
from accident_service.reconstruction.motion.reduced_clip import reduce_clip
from accident_service.reconstruction.motion.scene_motion import SceneMotion, observe_motion
from accident_service.reconstruction.motion.silhouettes import silhouettes_of
from tests.scenes.moving_pictures import MovingRectangle, passing, pictures


def watched(*things: MovingRectangle) -> SceneMotion:
    return observe_motion(reduce_clip(pictures(*things)))


def labels_seen(motion: SceneMotion) -> set[int]:
    return {
        label
        for label, one in silhouettes_of(motion, motion.labels).items()
        if len(one) >= 10 and one.goes_somewhere()
    }


def test_two_pieces_that_lie_together_and_go_together_are_one() -> None:
    lefts = passing()
    rear = MovingRectangle(lefts, 50, width_px=24)
    front = MovingRectangle(tuple(left + 36 for left in lefts), 50, width_px=30, seed=9)
    apart = watched(rear, front)
    evidence = silhouettes_of(apart, apart.labels)
    behind, ahead = sorted(labels_seen(apart), key=lambda one: evidence[one].centre_px[:, 0].max())
    # Brought together until they touch, as the two ends of one body are.
    near = replace(evidence[ahead], box_px=evidence[ahead].box_px - np.array([14.0, 0, 14, 0]))
    owner = owners({behind: evidence[behind], ahead: near})
    assert owner[behind] == owner[ahead]


def test_things_that_lie_apart_stay_apart() -> None:
    lefts = passing()
    behind = MovingRectangle(tuple(left - 60 for left in lefts), 50)
    motion = watched(MovingRectangle(lefts, 50), behind)
    assert len(labels_seen(motion)) == 2
    assert labels_seen(in_whole_things(motion)) == labels_seen(motion)


def test_a_thing_that_passes_another_is_not_part_of_it() -> None:
    lefts = passing()
    slower = MovingRectangle(tuple(60 + left / 4 for left in lefts), 76)
    motion = watched(MovingRectangle(lefts, 50), slower)
    owner = owners(silhouettes_of(motion, motion.labels))
    assert len({int(owner[label]) for label in labels_seen(motion)}) >= 2
